"""Mail servers: one that keeps what it gets, one from which it is fetched; and mails as read."""

import email
import email.policy
import imaplib
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

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


class Postbox:
    """A mailbox of a real IMAP server, as the post brings mail to it."""

    user, password = "antwoord", "géheim & co"
    # Of its address, as it stands in a URL.
    key = "antwoord:g%C3%A9heim%20%26%20co"

    def __init__(self, port):
        self.port = port

    @property
    def url(self):
        """Return where it is, as the settings have it."""
        return f"imap://{self.key}@127.0.0.1:{self.port}/INBOX"

    @contextmanager
    def opened(self):
        """Open it as its owner would."""
        line = imaplib.IMAP4("127.0.0.1", self.port, timeout=10)
        line.authenticate("PLAIN", lambda _asked: f"\0{self.user}\0{self.password}".encode())
        line.select("INBOX")
        yield line
        line.logout()

    def bring(self, mail):
        """Put a mail into it; its text, or one made with the library."""
        content = mail if isinstance(mail, bytes) else mail.as_bytes(policy=email.policy.SMTP)
        with self.opened() as line:
            assert line.append("INBOX", None, None, content)[0] == "OK"

    def waiting(self, asked="ALL"):
        """Return the numbers of the mails in it."""
        with self.opened() as line:
            return line.uid("SEARCH", asked)[1][0].split()

    def flag(self, flags, sign="+"):
        """Mark all mails in it, or take a mark off."""
        with self.opened() as line:
            line.store("1:*", f"{sign}FLAGS", flags)

    def empty(self):
        """Throw away what is in it."""
        if self.waiting():
            with self.opened() as line:
                line.store("1:*", "+FLAGS", "\\Deleted")
                line.expunge()


@contextmanager
def imap_server():
    """Run a mail server from which mail is fetched."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    program = Path(sys.executable).with_name("pymap")
    about = ["--host", "127.0.0.1", "--port", str(port), "--no-tls"]
    whose = ["--demo-user", Postbox.user, "--demo-password", Postbox.password]
    server = subprocess.Popen([program, *about, "dict", *whose], stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield Postbox(port)
    finally:
        server.terminate()
        server.wait(timeout=10)


def wait_for(port):
    """Wait until something listens."""
    for _try in range(200):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError("The mail server does not start.")


def page_of(letter):
    """Return the page of a mail."""
    return letter.get_body(("html",)).get_content()


def words_of(letter):
    """Return the plain words of a mail."""
    return letter.get_body(("plain",)).get_content()
