"""What a person is told: the bell now; mail and digests join it later.

Nouns: notification, reason, subject.
Others may call: notify, forget_subject.
"""
