"""Other software that listens: a real server over TLS, which answers as a test says."""

import ssl
import threading
import time
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.db import connections

# Another name that it has: büro.example, as lines carry it.
ELSEWHERE = "xn--bro-hoa.example"


class Receiver:
    """Keeps what it hears."""

    def __init__(self, folder):
        self.heard = []
        self.answers = []
        self.start_anew()
        self.certificate = folder / "certificate.pem"
        make_certificate(self.certificate)
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):  # noqa: N802
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.heard.append((self.path, dict(self.headers), body))
                receiver.be_busy()
                status, words = receiver.answers.pop(0) if receiver.answers else (204, b"")
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", f"https://localhost:{receiver.port}/elsewhere")
                self.send_header("Content-Length", str(len(words)))
                self.end_headers()
                self.wfile.write(words)

            def log_message(self, *_words):
                pass

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self):
        """Where it listens."""
        return f"https://localhost:{self.port}/hook"

    def start_anew(self):
        """Forget the test before."""
        self.heard.clear()
        self.answers.clear()
        # What happens elsewhere while it is busy with the first message, and for how long it is
        # busy with each.
        self.meanwhile, self.seconds = None, 0

    def be_busy(self):
        """Be busy with a message."""
        happens, self.meanwhile = self.meanwhile, None
        if happens:
            try:
                happens()
            finally:
                connections.close_all()
        time.sleep(self.seconds)

    def stop(self):
        """Stop listening."""
        self.server.shutdown()
        self.server.server_close()


def make_certificate(path):
    """Write a key and a certificate for this machine."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    names = [
        x509.DNSName("localhost"),
        x509.DNSName(ELSEWHERE),
        x509.IPAddress(ip_address("127.0.0.1")),
    ]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
