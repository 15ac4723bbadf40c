"""Mail that comes in: addresses that are signed, a mailbox, and what somebody wrote in a mail.

What a mail means is for the app that gave somebody the address.
"""
