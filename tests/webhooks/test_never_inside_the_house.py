"""No address that somebody typed leads us to a server inside the house."""

import socket
import threading

import pytest

from intranet.platform.outgoing import NotSpokenTo, is_public, post_outside
from tests.webhooks.receiver import ELSEWHERE

INSIDE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255",  # noqa: S104
    "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.0.1", "192.0.2.1", "198.18.0.1",
    "198.51.100.1", "203.0.113.9", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1",
    "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1", "2001:db8::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:7f00:1", "2002:7f00:1::", "2002:a00:1::1",
    "64:ff9b::7f00:1", "64:ff9b::10.0.0.1", "64:ff9b:1::1", "geen adres", "",
]  # fmt: skip
OUTSIDE = ["1.1.1.1", "93.184.215.14", "2606:4700:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]


@pytest.fixture
def listener():
    """A server inside, which counts who comes."""
    came = []
    server = socket.create_server(("127.0.0.1", 0))

    def listen():
        while True:
            try:
                line, _address = server.accept()
            except OSError:
                return
            came.append(line)

    threading.Thread(target=listen, daemon=True).start()
    came_and_port = came, server.getsockname()[1]
    yield came_and_port
    server.close()
    for line in came:
        line.close()


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_an_address_outside_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "host",
    [
        "localhost", "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0",
        "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "localhost.", "LOCALHOST",
    ],
)  # fmt: skip
def test_no_way_of_writing_it_leads_inside(listener, host):
    came, port = listener

    with pytest.raises(NotSpokenTo) as refusal:
        post_outside(f"https://{host}:{port}/", b"", {})

    assert str(refusal.value) in ("internal", "unknown")
    assert came == []


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/", "ftp://example.org/", "https://", "https:///pad", "//example.org",
        "https://naam:woord@example.org/", "https://naam@example.org/", "javascript:alert(1)",
        "https://example.org:99999/", "https://ö..example/", f"https://{'ö' * 70}.example/",
        "https://straße.example/", "https://[::1/", "file:///etc/passwd", "",
    ],
)  # fmt: skip
def test_what_is_no_such_address_is_refused(url):
    with pytest.raises(NotSpokenTo, match="address"):
        post_outside(url, b"", {})


def test_a_name_with_one_address_inside_is_refused_whole(monkeypatch, listener):
    came, port = listener
    # What a name server elsewhere would answer; no other part of the way is replaced.
    answers = [(2, 1, 6, "", ("1.1.1.1", port)), (2, 1, 6, "", ("127.0.0.1", port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_asked, **_more: answers)

    with pytest.raises(NotSpokenTo, match="internal"):
        post_outside(f"https://both.example:{port}/", b"", {})

    assert came == []


def test_a_name_is_looked_up_once_so_that_it_cannot_mean_something_else_later(
    monkeypatch, receiver
):
    asked = []
    look_up = socket.getaddrinfo

    def counted(host, *more, **options):
        asked.append(host)
        return look_up(host, *more, **options)

    monkeypatch.setattr(socket, "getaddrinfo", counted)

    assert post_outside(receiver.url, b"{}", {}).status == 204
    assert asked.count("localhost") == 1


def test_an_address_in_letters_of_any_language_is_spoken_to(monkeypatch, receiver):
    # What a name server elsewhere would answer; no other part of the way is replaced.
    here = [(2, 1, 6, "", ("127.0.0.1", receiver.port))]
    known = {ELSEWHERE: here, "127.0.0.1": here}
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *_asked, **_more: known[host])

    reply = post_outside(f"https://büro.example:{receiver.port}/löcher/%7e?wo=süd west", b"", {})

    (path, headers, _body) = receiver.heard[0]
    assert (reply.status, path) == (204, "/l%C3%B6cher/%7e?wo=s%C3%BCd%20west")
    assert headers["Host"] == f"{ELSEWHERE}:{receiver.port}"


@pytest.mark.parametrize("host", ["①②⑦.0.0.1", "１２７.0.0.1"])  # noqa: RUF001
def test_no_letters_of_another_language_lead_inside(listener, host):
    came, port = listener

    with pytest.raises(NotSpokenTo, match="internal"):
        post_outside(f"https://{host}:{port}/", b"", {})

    assert came == []


def test_a_certificate_of_somebody_else_is_not_trusted(receiver, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")

    with pytest.raises(NotSpokenTo, match="certificate"):
        post_outside(receiver.url, b"{}", {})

    assert receiver.heard == []


def test_of_an_endless_answer_only_the_beginning_is_read(receiver):
    receiver.answers = [(200, b"x" * 1_000_000)]

    assert len(post_outside(receiver.url, b"{}", {}).words) == 2000
