"""The drill: people post while everything under them is killed, and nothing may be lost or doubled.

Read `talking` (what they say and what counts as an answer), `killing`, then `reckoning`.
"""
