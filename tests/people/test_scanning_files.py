"""Asking a virus scanner about every file that somebody brings."""

import socketserver
import struct
import threading
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError

from communities.actions import found_community
from intranet.platform.models import AuditRecord
from people.actions import change_photo, store_file, upload_file
from people.models import Audience, StoredFile
from tests.factories.people import picture

VIRUS = b"X5O!P%@AP[4 a file that scanners agree to call a virus"


class Scanner(socketserver.StreamRequestHandler):
    """Speaks as much of the protocol as we use."""

    def handle(self):
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        self.server.seen.append(len(content))
        self.wfile.write(self.server.answer or self.verdict(content))

    def verdict(self, content):
        return b"stream: Test-Signature FOUND\0" if VIRUS in content else b"stream: OK\0"


def running(server):
    server.seen, server.answer, server.daemon_threads = [], b"", True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture
def scanner(settings):
    """A scanner, which is asked about every file."""
    with running(socketserver.ThreadingTCPServer(("127.0.0.1", 0), Scanner)) as server:
        settings.CLAMD_URL = f"tcp://127.0.0.1:{server.server_address[1]}"
        yield server
        server.shutdown()


def bring(here, content, name="bestand.txt"):
    file = BytesIO(content)
    file.name = name
    return here.post("/uploads/", {"upload": file}, headers={"HX-Request": "true"})


def test_a_clean_file_is_kept(here, scanner):
    content = b"regel\n" * 50_000

    assert bring(here, content).status_code == 201
    assert scanner.seen == [len(content)]


def test_an_infected_file_is_refused_written_down_and_leaves_nothing(here, bram, scanner, stored):
    answer = bring(here, b"Beste collega\n" + VIRUS)

    assert answer.status_code == 422
    assert "virus" in answer.content.decode()
    assert stored() == []
    assert not StoredFile.objects.exists()
    noted = AuditRecord.objects.get(action="people.file.infected")
    assert (noted.actor_id, noted.details) == (bram.pk, {"virus": "Test-Signature"})


def test_a_photo_is_asked_about_as_it_came(bram, scanner):
    infected = BytesIO(picture().getvalue() + VIRUS)

    with pytest.raises(ValidationError, match="virus"):
        upload_file(owner=bram, file=infected, name="kast.png")


def test_what_is_refused_within_another_write_is_written_down_too(bram, scanner):
    infected = BytesIO(picture().getvalue() + VIRUS)

    with pytest.raises(ValidationError, match="virus"):
        change_photo(actor=bram, person=bram, file=infected)

    assert AuditRecord.objects.get(action="people.file.infected").actor_id == bram.pk


def test_without_an_answer_no_file_is_taken(here, settings, stored):
    settings.CLAMD_URL = "tcp://127.0.0.1:9"

    answer = bring(here, b"tekst")

    assert answer.status_code == 503
    assert stored() == []
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    "words", [b"INSTREAM size limit exceeded. ERROR\0", b"\0", b"stream: OK maar niet heus\0"]
)
def test_an_answer_that_is_no_clean_bill_is_none(here, scanner, words):
    scanner.answer = words

    assert bring(here, b"tekst").status_code == 503


def test_a_scanner_on_the_same_machine_is_asked_over_its_socket(bram, settings, tmp_path):
    path = tmp_path / "clamd.sock"
    with running(socketserver.ThreadingUnixStreamServer(str(path), Scanner)) as server:
        settings.CLAMD_URL = f"unix://{path}"

        upload_file(owner=bram, file=BytesIO(b"tekst"), name="a.txt")

        assert server.seen == [5]
        server.shutdown()


def test_every_file_is_asked_about_wherever_it_comes_from(bram, scanner):
    audience = Audience.objects.everyone()
    found_community(founder=bram, name="Plek")

    store_file(owner=bram, audience=audience, file=picture(), name="omslag.png")
    change_photo(actor=bram, person=bram, file=picture())

    assert len(scanner.seen) == 2
