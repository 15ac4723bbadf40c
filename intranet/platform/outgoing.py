"""Speaking to a server elsewhere whose address somebody typed: never to one inside the house.

The name is looked up once, every address behind it must be public, and the line goes to the
address that was looked at, so that a name cannot mean something else a moment later. Redirects are
answers, not ways on. (OWASP, Server-Side Request Forgery Prevention; RFC 6890 for what is public.)
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri

TIMEOUT = 5.0  # seconds for each step
LONGEST = 10.0  # seconds for all of it
MOST_READ = 2_000  # bytes of an answer
# Addresses that carry another one inside: what counts is where they lead.
NAT64 = ipaddress.ip_network("64:ff9b::/96")
IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class NotSpokenTo(Exception):
    """The server was not reached, or may not be; the message is one word for a table of words."""


@dataclass(frozen=True)
class Reply:
    """What a server answered."""

    status: int
    words: str
    seconds: float


def post_outside(url: str, body: bytes, headers: dict[str, str]) -> Reply:
    """Post to a public server over HTTPS and return its answer.

    NotSpokenTo: "address" for what is no such address, "internal" for one inside the house,
    "unknown" for a name that nobody knows, "certificate", "timeout" or "unreachable".
    """
    parts = read_address(url)
    began = time.monotonic()
    try:
        line = connect(parts)
        try:
            return ask(line, parts, body, headers, began)
        finally:
            line.close()
    except ssl.SSLCertVerificationError as error:
        raise NotSpokenTo("certificate") from error
    except TimeoutError as error:
        raise NotSpokenTo("timeout") from error
    except ValueError as error:
        raise NotSpokenTo("address") from error
    except (OSError, http.client.HTTPException) as error:
        raise NotSpokenTo("unreachable") from error


def read_address(url: str) -> SplitResult:
    """Return the parts of an address that we would speak to; NotSpokenTo for any other.

    They are written as lines carry them: the name in IDNA, the rest in percent signs. A name is not
    looked up here, so it may still lead inside when somebody speaks to it.
    """
    try:
        parts = urlsplit(url)
        host, port = as_name_servers_know(parts.hostname or ""), parts.port
    except ValueError as error:
        raise NotSpokenTo("address") from error
    if parts.scheme != "https" or not host or parts.username or parts.password:
        raise NotSpokenTo("address")
    if is_number(host) and not is_public(host):
        raise NotSpokenTo("internal")
    where = (f"[{host}]" if ":" in host else host) + (f":{port}" if port is not None else "")
    path, query = iri_to_uri(parts.path), iri_to_uri(parts.query)
    return parts._replace(netloc=where, path=path, query=query)


def as_name_servers_know(host: str) -> str:
    """Return a name in the letters of IDNA; ValueError when that is another name, or none."""
    if host.isascii():
        return host
    host = unicodedata.normalize("NFKC", host)
    written = host.encode("idna")
    # With the rules of Python a sharp s is two: that would be somebody else's server.
    if written.decode("idna") != host:
        raise ValueError(host)
    return written.decode("ascii")


def is_number(host: str) -> bool:
    """Tell whether a host is written as an address and not as a name."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def connect(parts: SplitResult) -> ssl.SSLSocket:
    """Open a line to the first address of a server, all of which must be public."""
    host = parts.hostname or ""
    address = public_addresses(host, parts.port or 443)[0]
    line = socket.create_connection(address, timeout=TIMEOUT)
    try:
        return ssl.create_default_context().wrap_socket(line, server_hostname=host)
    except BaseException:
        line.close()
        raise


def public_addresses(host: str, port: int) -> list[tuple[str, int]]:
    """Look a name up; NotSpokenTo unless every address behind it is public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotSpokenTo("unknown") from error
    addresses = [(str(where[0]), port) for _family, _kind, _protocol, _name, where in found]
    if not addresses or not all(is_public(address) for address, _port in addresses):
        raise NotSpokenTo("internal")
    return addresses


def is_public(address: str) -> bool:
    """Tell whether an address lies outside, or where the settings say that one may go."""
    try:
        ip = innermost(ipaddress.ip_address(address.partition("%")[0]))
    except ValueError:
        return False
    allowed = (ipaddress.ip_network(network) for network in settings.OUTGOING_NETWORKS)
    if any(ip in network for network in allowed):
        return True
    is_special = ip.is_multicast or ip.is_reserved or ip.is_unspecified
    is_special = is_special or (isinstance(ip, ipaddress.IPv6Address) and ip.is_site_local)
    return ip.is_global and not is_special


def innermost(ip: IPAddress) -> IPAddress:
    """Return the address that another one wraps (mapped, 6to4, Teredo, NAT64), or itself."""
    if isinstance(ip, ipaddress.IPv4Address):
        return ip
    if ip in NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
    inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
    return inner or ip


def ask(
    line: ssl.SSLSocket, parts: SplitResult, body: bytes, headers: dict[str, str], began: float
) -> Reply:
    """Send a request over a line and read the beginning of the answer, within the time."""
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    speaker = http.client.HTTPConnection(parts.hostname or "", parts.port or 443)
    speaker.sock = line
    # A server that sends a letter now and then would never be slow enough for a limit of its own.
    over = threading.Event()
    limit = threading.Timer(LONGEST - (time.monotonic() - began), hang_up, (line, over))
    limit.start()
    try:
        speaker.request(
            "POST", path, body, {"Host": parts.netloc, "Connection": "close", **headers}
        )
        answer = speaker.getresponse()
        words = answer.read(MOST_READ).decode("utf-8", "replace").replace("\x00", "")
    except (OSError, http.client.HTTPException) as error:
        raise (TimeoutError() if over.is_set() else error) from error
    finally:
        limit.cancel()
    return Reply(answer.status, words, time.monotonic() - began)


def hang_up(line: ssl.SSLSocket, over: threading.Event) -> None:
    """End a conversation that takes too long."""
    over.set()
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
