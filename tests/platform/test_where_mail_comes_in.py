"""The mailbox in which answers come in: what the settings may say, and whom we trust with it."""

import socket
import ssl
from concurrent.futures import ThreadPoolExecutor

import pytest

from intranet.platform.incoming.inbox import Away, opened
from intranet.platform.incoming.place import Place, check_place, place_from
from tests.webhooks.receiver import make_certificate

URL = "imaps://antwoord%40example.org:ge%2Fheim@mail.example.org/Antwoorden"


def test_a_mailbox_is_written_as_an_address_with_its_key():
    assert place_from(URL) == Place(
        "mail.example.org", 993, True, "antwoord@example.org", "ge/heim", "Antwoorden"
    )
    assert place_from("imap://a:b@localhost:1143").folder == "INBOX"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        (URL, ""),
        ("", "antwoord@example.org"),
        ("https://a:b@mail.example.org", "antwoord@example.org"),
        ("imaps://mail.example.org/INBOX", "antwoord@example.org"),
        ("imaps://a:b@/INBOX", "antwoord@example.org"),
        ("imaps://a:b@mail.example.org:veel/INBOX", "antwoord@example.org"),
        (URL, "Het Plein <antwoord@example.org>"),
        (URL, "antwoord"),
        (URL, "antwoorden-op-artikelen@example.org"),
    ],
)
def test_the_product_does_not_start_with_half_a_mailbox(url, address):
    with pytest.raises(ValueError, match=r"ANSWERS|[Pp]ort"):
        check_place(url, address)


def test_without_a_mailbox_or_with_a_whole_one_it_starts():
    check_place("", "")
    check_place(URL, "antwoord@example.org")


@pytest.fixture
def impostor(tmp_path):
    """A server whose certificate nobody vouches for; returns what was said to it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    make_certificate(tmp_path / "own.pem")
    context.load_cert_chain(tmp_path / "own.pem")

    def listen():
        line, _address = server.accept()
        try:
            with context.wrap_socket(line, server_side=True) as safe:
                safe.sendall(b"* OK IMAP4rev1 AUTH=PLAIN\r\n")
                return safe.recv(1000)
        except OSError:
            return b""
        finally:
            line.close()

    with socket.create_server(("127.0.0.1", 0)) as server, ThreadPoolExecutor(1) as pool:
        server.settimeout(10)
        heard = pool.submit(listen)
        yield Place("127.0.0.1", server.getsockname()[1], True, "plein", "geheim", "INBOX"), heard


def test_a_server_nobody_vouches_for_is_told_no_password(impostor):
    place, heard = impostor

    with pytest.raises(Away, match="SSLCertVerificationError"), opened(place):
        pass

    assert heard.result(timeout=10) == b""


def test_a_server_that_says_nothing_is_not_waited_for(monkeypatch):
    monkeypatch.setattr("intranet.platform.incoming.inbox.TIMEOUT", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        place = Place("127.0.0.1", silent.getsockname()[1], False, "plein", "geheim", "INBOX")

        with pytest.raises(Away, match="TimeoutError"), opened(place):
            pass
