"""A mail server that keeps what it gets, and mails as their reader sees them."""

import email
import email.policy
import socket
from contextlib import contextmanager

from aiosmtpd.controller import Controller


class Mailbox:
    """What was sent, oldest first."""

    def __init__(self):
        self.mails = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.mails.append(envelope)
        return "250 kept"

    @property
    def letters(self):
        """Return all mails, read as a mail program reads them."""
        return [
            email.message_from_bytes(mail.content, policy=email.policy.default)
            for mail in self.mails
        ]

    def to(self, address):
        """Return the mails to somebody."""
        return [
            letter
            for mail, letter in zip(self.mails, self.letters, strict=True)
            if address in mail.rcpt_tos
        ]


@contextmanager
def mail_server(settings):
    """Let the product send its mail to a server of its own."""
    box = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    try:
        yield box
    finally:
        server.stop()


def page_of(letter):
    """Return the page of a mail."""
    return letter.get_body(("html",)).get_content()


def words_of(letter):
    """Return the plain words of a mail."""
    return letter.get_body(("plain",)).get_content()
