"""Keeping files, and showing them to who may see them."""

import zipfile
from io import BytesIO

import pytest
from django.db import transaction
from PIL import Image, ImageCms

from intranet.platform import clock
from intranet.platform.policy import Refused
from people.actions import (
    atomic_with_files,
    remove_file,
    store_document,
    store_file,
    store_picture,
)
from people.models import Audience, AudienceMember, StoredFile
from tests.factories.people import make_person, picture

PDF = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF"


@pytest.fixture
def everyone(db):
    return Audience.objects.everyone()


def keep(owner, audience, content, name="bestand"):
    return store_file(owner=owner, audience=audience, file=BytesIO(content), name=name)


def with_place(**options):
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 59.0, 0.0), 3: "E", 4: (6.0, 55.0, 0.0)})
    exif[0x010F] = "Kanarie"
    return picture(400, 200, format="JPEG", exif=exif.tobytes(), **options)


def red_means_green():
    """Say how colours are meant, in a way in which red and green changed places."""
    usual = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return usual.replace(b"rXYZ", b"tmp!").replace(b"gXYZ", b"rXYZ").replace(b"tmp!", b"gXYZ")


def test_a_picture_is_kept_in_five_sizes(bram, everyone, stored):
    kept = store_picture(owner=bram, audience=everyone, file=picture(3000, 1500), name="kast.png")

    assert stored() == ["1200", "2000", "320", "640", "96"]
    assert (kept.width, kept.height, kept.content_type) == (2000, 1000, "image/webp")


def test_a_small_picture_is_not_blown_up(bram, everyone):
    kept = store_picture(owner=bram, audience=everyone, file=picture(300, 200), name="kast.png")

    assert (kept.renditions, kept.width, kept.height) == (["96", "320"], 300, 200)


def test_a_face_is_kept_as_a_square(bram, everyone, stored):
    store_picture(owner=bram, audience=everyone, file=picture(), name="ik", square=True)

    assert stored() == ["1200", "320", "96"]


def test_where_a_picture_was_taken_is_gone_and_it_stands_upright(bram, everyone):
    kept = store_picture(owner=bram, audience=everyone, file=with_place(), name="kast.jpg")

    with kept.open("640") as file:
        content = file.read()
    image = Image.open(BytesIO(content))
    assert image.size == (200, 400)
    assert not dict(image.getexif())
    assert b"Kanarie" not in content


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_every_usual_kind_of_picture_is_taken(bram, everyone, format):
    kept = keep(bram, everyone, picture(format=format).read(), "foto.exe")

    assert kept.kind == "picture"


def test_a_picture_with_a_page_behind_it_is_drawn_anew(bram, everyone):
    kept = keep(bram, everyone, picture().read() + b"<script>alert(1)</script>")

    for size in kept.renditions:
        with kept.open(size) as file:
            assert b"script" not in file.read()


def test_a_document_is_named_after_what_it_is(bram, everyone):
    kept = keep(bram, everyone, PDF, "../../etc/offerte\u202efdp.exe")

    assert kept.kind == "document"
    assert kept.name == "offertefdp.pdf"


def test_text_and_archives_are_documents(bram, everyone):
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("a.txt", "a")

    assert keep(bram, everyone, b"gewoon een tekst\n", "lijst.csv").content_type == "text/plain"
    assert keep(bram, everyone, archive.getvalue(), "alles.zip").content_type == "application/zip"


@pytest.mark.parametrize(
    ("part", "ending"),
    [
        ("word/document.xml", ".docx"),
        ("xl/workbook.xml", ".xlsx"),
        ("ppt/presentation.xml", ".pptx"),
    ],
)
def test_office_files_are_known_by_what_is_in_them(bram, everyone, part, ending):
    office = BytesIO()
    with zipfile.ZipFile(office, "w") as file:
        file.writestr(part, "<x/>")

    assert keep(bram, everyone, office.getvalue(), "stuk").name == f"stuk{ending}"


def test_nothing_is_left_when_what_follows_fails(bram, everyone, stored):
    with pytest.raises(RuntimeError), atomic_with_files():
        store_picture(owner=bram, audience=everyone, file=picture(), name="a")
        raise RuntimeError

    assert stored() == []
    assert not StoredFile.objects.exists()


def test_bytes_that_nothing_knows_are_cleared_away_a_day_later(bram, everyone, stored):
    from datetime import timedelta

    from people.tasks import clear_stray_files

    kept = store_picture(owner=bram, audience=everyone, file=picture(), name="blijft")
    with pytest.raises(RuntimeError), transaction.atomic():
        store_document(owner=bram, audience=everyone, file=BytesIO(PDF), name="weg.pdf")
        raise RuntimeError
    clear_stray_files()
    assert "file" in stored()

    with clock.moved_to(clock.now() + timedelta(days=2)):
        clear_stray_files()

    assert stored() == sorted(kept.renditions)


def test_only_who_brought_a_file_removes_it(bram, stored, django_capture_on_commit_callbacks):
    kept = keep(bram, None, PDF)

    with pytest.raises(Refused):
        remove_file(actor=make_person("Sanne Postma"), file=kept)
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(actor=bram, file=kept)

    assert stored() == []


def test_a_file_that_is_shown_somewhere_is_not_thrown_away(bram, everyone):
    kept = keep(bram, everyone, PDF)

    with pytest.raises(Refused):
        remove_file(actor=bram, file=kept)


def test_colours_of_a_newer_phone_are_translated_to_those_of_every_screen(bram, everyone):
    red = picture(40, 30, format="JPEG", colour=(220, 20, 20), icc_profile=red_means_green())

    kept = store_picture(owner=bram, audience=everyone, file=red, name="rood.jpg")

    with kept.open("96") as file:
        shown = Image.open(BytesIO(file.read())).convert("RGB").getpixel((20, 15))
    assert shown[1] > 200 > 60 > shown[0]


# ---- Showing them


@pytest.fixture
def photo(bram, everyone):
    return keep(bram, everyone, picture().read(), "foto.png")


def test_a_picture_is_shown_and_can_do_nothing(here, photo):
    response = here.get(photo.url("320"))

    assert response["Content-Type"] == "image/webp"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-cache"
    assert "Content-Disposition" not in response


def test_a_document_is_only_offered_to_be_saved(here, bram, everyone):
    document = keep(bram, everyone, PDF, 'rekening "2026"\r\nX: y — €.pdf')

    response = here.get(document.url())

    assert response["Content-Disposition"].startswith("attachment; ")
    assert "\n" not in response["Content-Disposition"]
    assert b"".join(response) == PDF


def test_what_did_not_change_is_not_sent_again(here, photo):
    first = here.get(photo.url())

    again = here.get(photo.url(), headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert again.content == b""


@pytest.mark.parametrize("headers", [{}, {"Range": "bytes=0-9"}, {"If-None-Match": "*"}])
@pytest.mark.parametrize("method", ["get", "head"])
def test_a_file_of_others_answers_like_one_that_never_was(here, method, headers):
    audience = Audience.objects.create(kind="members")
    theirs = keep(make_person("Wim Hoekstra"), audience, picture().read())
    ask = getattr(here, method)

    hidden = [ask(theirs.url(size), headers=headers) for size in theirs.renditions]
    nothing = ask("/files/00000000-0000-4000-8000-000000000000/96/", headers=headers)

    for answer in hidden:
        assert answer.status_code == nothing.status_code == 404
        assert answer.content == nothing.content == b""
        assert headers_of(answer) == headers_of(nothing)


def test_access_that_ended_counts_at_once_also_for_what_was_kept(here, bram):
    audience = Audience.objects.create(kind="members")
    seat = AudienceMember.objects.create(audience=audience, person=bram)
    file = keep(bram, audience, picture().read())
    etag = here.get(file.url())["ETag"]

    seat.delete()

    assert here.get(file.url(), headers={"If-None-Match": etag}).status_code == 404


def test_part_of_a_file_is_answered_with_all_of_it(here, photo):
    response = here.get(photo.url(), headers={"Range": "bytes=0-3"})

    assert response.status_code == 200
    assert response["Accept-Ranges"] == "none"


@pytest.mark.parametrize("rendition", ["original", "file", "5000", "97", "x"])
def test_there_is_no_other_size_and_never_the_original(here, photo, rendition):
    assert here.get(f"/files/{photo.pk}/{rendition}/").status_code == 404


def test_bytes_that_got_lost_are_not_there(here, photo, tmp_path):
    for path in (tmp_path / "files").rglob("*"):
        if path.is_file():
            path.unlink()

    assert here.get(photo.url()).status_code == 404


def test_files_are_not_for_the_signed_out(client, photo):
    assert client.get(photo.url()).status_code == 302


def test_files_cannot_be_written_to(here, photo):
    assert here.post(photo.url()).status_code == 405


def headers_of(answer):
    """What a browser is told, without the number of the request."""
    return {name: value for name, value in answer.headers.items() if name != "X-Request-ID"}
