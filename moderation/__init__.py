"""The code of conduct: what is agreed, what reads along before posting, what is decided.

Nouns: section, version, acceptance, rule, hint, report, case, decision, appeal.
Others may call: the port `intranet.platform.judging.judge`, which this app answers, and `report`.
It judges content that it cannot name: whoever owns content lends it by a port (`MODERATED`).
"""
