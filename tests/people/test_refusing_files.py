"""Refusing files: each with a sentence that says what to do, and nothing is left behind."""

import resource
import struct
import zipfile
import zlib
from io import BytesIO

import pytest
from PIL import Image

from people.actions import uploading
from people.models import StoredFile
from tests.factories.people import picture

MEGABYTE = 1024 * 1024
OTHER_KIND = "Send a picture, PDF, office file, text or zip."
VIDEO = "Videos and sound cannot be kept here."
DAMAGED = "This picture is damaged, or did not arrive whole."
MACROS = "This office file contains macros"
PASSWORD = "This archive has a password"


def archive(*names, **contents):
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, contents.get(name.replace("/", "_"), "x"))
    return file.getvalue()


def with_password():
    """An archive that says of its file that it has a password."""
    content = bytearray(archive("loon.txt"))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(sign) + place] |= 1
    return bytes(content)


def with_long_list():
    """An archive of which the list alone would fill the memory."""
    content = bytearray(archive("a.txt"))
    end = content.index(b"PK\x05\x06")
    content[end + 12 : end + 16] = struct.pack("<I", 20 * MEGABYTE)
    return bytes(content)


def damaged_office():
    """An office file of which one byte arrived wrong: a block of a kind that is none."""
    content = bytearray(archive("[Content_Types].xml", "word/document.xml"))
    content[content.index(b"[Content_Types].xml") + len("[Content_Types].xml")] = 0b111
    return bytes(content)


def cut_office():
    """An office file whose list points to where nothing is."""
    content = bytearray(archive("[Content_Types].xml", "word/document.xml"))
    entry = content.index(b"PK\x01\x02")
    content[entry + 42 : entry + 46] = struct.pack("<I", len(content) - 10)
    return bytes(content)


def png_of(width, height):
    """A picture of one colour, which is a few kilobytes and unfolds to gigabytes."""

    def chunk(kind, content):
        check = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)

    packer, rows = zlib.compressobj(9), bytearray()
    for _ in range(height):
        rows += packer.compress(bytes(1 + width // 8))
    rows += packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", bytes(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def macro_office():
    types = '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled"/></Types>'
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("[Content_Types].xml", types)
        made.writestr("word/document.xml", "<x/>")
        made.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    return file.getvalue()


WHOLE = picture(400, 300, format="JPEG").getvalue()
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
PAGE = b"<!doctype html><script>alert(1)</script>"

# name, content, the sentence, the status
REFUSED = {
    "an SVG with a script": ("logo.svg", SVG, OTHER_KIND, 422),
    "an SVG that hides": ("a.png", b'<?xml version="1.0"?><!DOCTYPE svg>' + SVG, OTHER_KIND, 422),
    "a page": ("a.html", PAGE, OTHER_KIND, 422),
    "a page that says it is a photo": ("a.jpg", PAGE, OTHER_KIND, 422),
    "a page in small disguise": ("a.txt", b"  \n<html><body onload=alert(1)>", OTHER_KIND, 422),
    "a page in the letters of Windows": ("a.txt", b"caf\xe9 <script>a()</script>", OTHER_KIND, 422),
    "a feed": ("a.xml", b'<?xml version="1.0"?><rss></rss>', OTHER_KIND, 422),
    "many laughs": ("a.txt", b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]>', OTHER_KIND, 422),  # noqa: E501
    "a program that says it is a document": ("factuur.pdf", b"MZ\x90\x00" + bytes(200), OTHER_KIND, 422),  # noqa: E501
    "a Linux program": ("a.pdf", b"\x7fELF\x02\x01\x01" + bytes(200), OTHER_KIND, 422),
    "a Mac program": ("a.zip", b"\xcf\xfa\xed\xfe" + bytes(200), OTHER_KIND, 422),
    "a script": ("a.txt", b"#!/bin/sh\nrm -rf /\n", OTHER_KIND, 422),
    "a page with a document behind it": ("a.pdf", PAGE + b"%PDF-1.7\n", OTHER_KIND, 422),
    "half an archive": ("a.zip", b"PK\x03\x04" + bytes(60), OTHER_KIND, 422),
    "an office file with a wrong byte": ("a.docx", damaged_office(), OTHER_KIND, 422),
    "an office file with a wrong list": ("a.docx", cut_office(), OTHER_KIND, 422),
    "an archive with a list that never ends": ("a.zip", with_long_list(), OTHER_KIND, 422),
    "noise": ("a.pdf", bytes(range(256)) * 8, OTHER_KIND, 422),
    "nothing": ("leeg.pdf", b"", "This file is empty.", 422),
    "half a photo": ("a.jpg", WHOLE[: len(WHOLE) // 2], DAMAGED, 422),
    "the first bytes of a photo": ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(50), DAMAGED, 422),
    "a photo in name only": ("a.gif", b"GIF89a/*" + bytes(20) + b"*/=alert(1)//", DAMAGED, 422),
    "a video of an iPhone": ("a.mov", b"\x00\x00\x00\x14ftypqt  " + bytes(200), VIDEO, 422),
    "an old video of an iPhone": ("a.mov", b"\x00\x00\x00\x08wide" + bytes(200), VIDEO, 422),
    "a video of an Android": ("a.mp4", b"\x00\x00\x00\x18ftypmp42" + bytes(200), VIDEO, 422),
    "a video that says it is a photo": ("a.heic", b"\x00\x00\x00\x18ftypisom" + bytes(200), VIDEO, 422),  # noqa: E501
    "a video of a browser": ("a.webm", b"\x1aE\xdf\xa3" + bytes(200), VIDEO, 422),
    "an old video": ("a.avi", b"RIFF\x00\x00\x00\x00AVI LIST" + bytes(200), VIDEO, 422),
    "a recording": ("a.mp3", b"ID3\x04" + bytes(200), VIDEO, 422),
    "an office file with macros": ("a.docm", macro_office(), MACROS, 422),
    "macros under another name": ("a.docx", macro_office(), MACROS, 422),
    "an open office file with macros": ("a.odt", archive("mimetype", "Basic/Standard/a.xml"), MACROS, 422),  # noqa: E501
    "an archive with a password": ("a.zip", with_password(), PASSWORD, 422),
    "an old office file": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".docx", 422),
    "more than 25 MB": ("a.txt", b"x" * (25 * MEGABYTE + 1), "It may be 25 MB at most.", 413),
    "a photo that unfolds to gigabytes": ("a.png", png_of(15_000, 15_000), "50 megapixels", 413),
}  # fmt: skip


@pytest.fixture
def bring(here, bram):
    """Upload one file as the composer does."""
    bram.language = "en"
    bram.save()

    def brought(content, name="bestand"):
        file = BytesIO(content)
        file.name = name
        return here.post("/uploads/", {"upload": file}, headers={"HX-Request": "true"})

    return brought


@pytest.mark.parametrize(("name", "content", "sentence", "status"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_with_a_sentence_and_leaves_nothing(
    bring, stored, name, content, sentence, status
):
    answer = bring(content, name)

    assert answer.status_code == status
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert sentence in answer.content.decode()
    assert stored() == []
    assert not StoredFile.objects.exists()


def test_a_bomb_is_refused_before_it_takes_any_memory(bring):
    bomb = png_of(15_000, 15_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    bring(bomb)

    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert len(bomb) < 40_000
    assert grown < 100 * 1024


def test_an_archive_is_never_unpacked(bring):
    zeros = b"0" * (50 * MEGABYTE)
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for number in range(20):
            made.writestr(f"{number}.txt", zeros)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    answer = bring(file.getvalue(), "alles.zip")

    assert answer.status_code == 201
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024


def test_a_photo_of_an_iphone_is_taken_without_where_it_was_made(bring):
    with open("tests/people/photo.heic", "rb") as file:  # noqa: PTH123
        answer = bring(file.read(), "IMG_2041.HEIC")

    assert answer.status_code == 201
    kept = StoredFile.objects.get()
    assert (kept.width, kept.height, kept.name) == (32, 64, "IMG_2041.HEIC")
    with kept.open("96") as made:
        content = made.read()
    assert Image.open(BytesIO(content)).format == "WEBP"
    assert b"Kanarie" not in content


def test_of_a_picture_that_moves_the_first_one_is_kept(bring):
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue")]
    moving = BytesIO()
    frames[0].save(moving, "GIF", save_all=True, append_images=frames[1:])

    assert bring(moving.getvalue(), "feest.gif").status_code == 201
    with StoredFile.objects.get().open("96") as file:
        kept = Image.open(BytesIO(file.read()))
        assert not getattr(kept, "is_animated", False)


def test_a_very_large_photo_of_a_phone_is_made_smaller_while_it_is_read(bring):
    large = BytesIO()
    Image.new("RGB", (16_000, 12_000), "teal").save(large, "JPEG", quality=30)

    answer = bring(large.getvalue(), "IMG.jpg")

    assert answer.status_code == 201
    assert max(StoredFile.objects.get().width, StoredFile.objects.get().height) == 2000


@pytest.mark.parametrize(
    "text",
    ["gewoon een tekst <3 en 2 < 3\n", "naam;café\r\n", "—“”…\n"],
    ids=["utf-8", "csv", "signs"],
)
@pytest.mark.parametrize("letters", ["utf-8", "utf-8-sig", "cp1252"])
def test_text_is_taken_in_the_letters_that_people_write(bring, text, letters):
    answer = bring(text.encode(letters), "lijst.csv")

    assert answer.status_code == 201
    assert StoredFile.objects.get().name == "lijst.csv"


def headers_of(answer):
    """Read an answer to its end, and return what stands above it."""
    assert b"".join(answer.streaming_content) == b"tekst"
    return answer.headers


ODD_NAMES = {
    "../../etc/passwd": "passwd.txt",
    "C:\\Users\\bram\\lijst.txt": "lijst.txt",
    "offerte\u202efdp.exe": "offertefdp.txt",
    "a\r\nSet-Cookie: b=c.txt": "a Set-Cookie: b=c.txt",
    "...verborgen": "verborgen.txt",
    "CON": "_CON.txt",
    "nul.txt": "_nul.txt",
    "\"aanhalings\" en 'enkele'.txt": "\"aanhalings\" en 'enkele'.txt",
    "<img src=x onerror=alert(1)>.txt": "<img src=x onerror=alert(1)>.txt",
    "   ": "file.txt",
    "zero\u200bwidth.txt": "zerowidth.txt",
}


@pytest.mark.parametrize(("name", "shown"), ODD_NAMES.items(), ids=map(ascii, ODD_NAMES))
def test_an_odd_name_is_made_safe(here, bram, name, shown):
    from people.actions import upload_file

    kept = upload_file(owner=bram, file=BytesIO(b"tekst"), name=name)

    assert kept.name == shown
    header = headers_of(here.get(kept.url()))["Content-Disposition"]
    assert header.startswith("attachment; filename")
    assert header.isascii()
    assert not {"\r", "\n"} & set(header)


def test_three_hundred_pictures_in_a_name_are_shortened(bram, here):
    from people.actions import upload_file

    kept = upload_file(owner=bram, file=BytesIO(b"tekst"), name="\N{SQUID}" * 300 + ".txt")

    assert kept.name == "\N{SQUID}" * 49 + ".txt"
    assert "filename" in headers_of(here.get(kept.url()))["Content-Disposition"]


# ---- How many, and whose


def test_who_brings_very_many_files_is_asked_to_wait(bring, monkeypatch):
    monkeypatch.setattr(uploading, "MOST_AN_HOUR", 2)

    answers = [bring(b"tekst").status_code for _ in range(3)]

    assert answers == [201, 201, 429]


def test_files_that_are_never_sent_along_do_not_fill_the_disk(bring, monkeypatch, stored):
    monkeypatch.setattr(uploading, "MOST_WAITING", 2)

    answers = [bring(b"tekst") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert "Go on in an hour" in answers[-1].content.decode()
    assert len(stored()) == 2


def test_what_is_larger_than_a_form_may_be_is_not_even_read(here, bram, stored):
    for headers in ({}, {"HX-Request": "true"}):
        answer = here.post("/uploads/", {"upload": BytesIO(bytes(31_000_000))}, headers=headers)
        assert answer.status_code == 413
        assert "30 MB" in answer.content.decode()
    assert stored() == []


def test_without_a_file_there_is_nothing_to_keep(here):
    assert here.post("/uploads/").status_code == 422


@pytest.mark.django_db
def test_nobody_brings_files_without_signing_in(client):
    assert client.post("/uploads/", {"upload": BytesIO(b"tekst")}).status_code == 302
    assert not StoredFile.objects.exists()


def test_fields_that_are_not_asked_for_change_nothing(here, bram, fatima):
    others = {"owner": fatima.pk, "audience": 1, "sole_reader": fatima.pk, "kind": "document"}
    here.post("/uploads/", {"upload": picture(), **others})

    kept = StoredFile.objects.get()
    assert (kept.owner, kept.sole_reader, kept.audience, kept.kind) == (bram, bram, None, "picture")
