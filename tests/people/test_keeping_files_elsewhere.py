"""Keeping files in a store that speaks S3, over HTTP."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import boto3
import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from moto.server import ThreadedMotoServer

from intranet.platform import clock
from intranet.platform.storage import storage_from
from people.actions import remove_file, store_document, store_picture, upload_file
from people.models import Audience, AudienceMember, StoredFile
from people.tasks import clear_stray_files
from tests.factories.people import picture

BUCKET = "bestanden"
TEXT = b"Een offerte\n"


@pytest.fixture(scope="module")
def server():
    """A server that speaks S3."""
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    yield "{}:{}".format(*running.get_host_and_port())
    running.stop()


@pytest.fixture
def bucket(server):
    """An empty bucket on it."""
    keys = {"aws_access_key_id": "key", "aws_secret_access_key": "geheim/+"}
    store = boto3.resource("s3", endpoint_url=f"http://{server}", region_name="eu-west-1", **keys)
    made = store.Bucket(BUCKET)
    made.create(CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    yield made
    made.objects.all().delete()
    made.delete()


@pytest.fixture
def elsewhere(settings, server, bucket):
    """Keep files there: elsewhere("/somewhere/in/it")."""

    def kept_there(prefix="", host=server):
        options = "?region=eu-west-1&path_style=true&tls=false"
        address = f"s3://key:geheim%2F%2B@{host}/{BUCKET}{prefix}{options}"
        settings.STORAGES = settings.STORAGES | {"default": storage_from(address, Path("/nowhere"))}

    return kept_there


def names_in(bucket):
    return sorted(found.key.rpartition("/")[2] for found in bucket.objects.all())


def test_a_photo_is_kept_shown_and_thrown_away(
    here, bram, bucket, elsewhere, django_capture_on_commit_callbacks
):
    elsewhere()

    kept = upload_file(owner=bram, file=picture(700, 500), name="kast.png")

    assert names_in(bucket) == ["1200", "320", "640", "96"]
    shown = here.get(kept.url("320"))
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/webp")
    assert shown.content.startswith(b"RIFF")
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(actor=bram, file=kept)
    assert names_in(bucket) == []


def test_a_document_comes_in_as_it_is_fetched_and_has_no_other_address(here, bram, elsewhere):
    elsewhere()
    kept = upload_file(owner=bram, file=BytesIO(TEXT), name="offerte.txt")

    answer = here.get(kept.url())

    assert answer["Content-Length"] == str(len(TEXT))
    assert answer["Content-Disposition"] == 'attachment; filename="offerte.txt"'
    assert answer["Cache-Control"] == "private, no-cache"
    assert b"".join(answer.streaming_content) == TEXT
    with pytest.raises(NotImplementedError):
        default_storage.url(kept.path_of("file"))


def test_sight_is_asked_before_the_store_is(here, bram, bucket, elsewhere):
    elsewhere()
    audience = Audience.objects.create(kind="members")
    seat = AudienceMember.objects.create(audience=audience, person=bram)
    kept = store_picture(owner=bram, audience=audience, file=picture(), name="kast.png")
    assert here.get(kept.url()).status_code == 200

    seat.delete()

    for headers in ({}, {"Range": "bytes=0-9"}, {"If-None-Match": "*"}):
        for ask in (here.get, here.head):
            answer = ask(kept.url(), headers=headers)
            assert (answer.status_code, answer.content) == (404, b"")


def test_files_lie_under_the_prefix_of_the_address(bram, bucket, elsewhere):
    elsewhere("/plein/bestanden")

    kept = upload_file(owner=bram, file=BytesIO(TEXT), name="offerte.txt")

    (found,) = bucket.objects.all()
    assert found.key == f"plein/bestanden/{kept.path_of('file')}"
    assert found.get()["Body"].read() == TEXT


def test_bytes_that_got_lost_are_not_there(here, bram, bucket, elsewhere):
    elsewhere()
    kept = upload_file(owner=bram, file=BytesIO(TEXT), name="offerte.txt")

    bucket.objects.all().delete()

    assert here.get(kept.url()).status_code == 404


def test_bytes_that_nothing_knows_are_cleared_away_a_day_later(bram, bucket, elsewhere):
    elsewhere("/plein")
    kept = upload_file(owner=bram, file=BytesIO(TEXT), name="offerte.txt")
    stray = upload_file(owner=bram, file=BytesIO(TEXT), name="weg.txt")
    StoredFile.objects.filter(pk=stray.pk).delete()

    clear_stray_files()
    assert len(names_in(bucket)) == 2
    with clock.moved_to(clock.now() + timedelta(days=2)):
        clear_stray_files()

    (left,) = bucket.objects.all()
    assert left.key.endswith(kept.path_of("file"))


def test_a_store_that_is_out_of_reach_is_said_and_nothing_is_kept(here, bram, elsewhere):
    kept = upload_file(owner=bram, file=BytesIO(TEXT), name="offerte.txt")
    elsewhere(host="127.0.0.1:9")
    Audience.objects.everyone()

    answer = here.post("/uploads/", {"upload": BytesIO(TEXT)}, headers={"HX-Request": "true"})

    assert answer.status_code == 503
    assert StoredFile.objects.count() == 1
    assert here.get(kept.url()).status_code == 503


def test_a_bucket_that_is_not_there_is_said(bram, bucket, elsewhere):
    elsewhere()
    bucket.delete()

    with pytest.raises(ValidationError, match="cannot be kept at this moment"):
        store_document(owner=bram, audience=None, file=BytesIO(TEXT), name="offerte.txt")

    bucket.create(CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})


# ---- The address


def test_without_an_address_files_lie_in_the_data_folder(tmp_path):
    assert storage_from("", tmp_path)["OPTIONS"]["location"] == tmp_path


def test_another_folder_can_be_named(tmp_path):
    kept = storage_from("file:///srv/met%20spatie", tmp_path)

    assert kept["OPTIONS"]["location"] == Path("/srv/met spatie")


def test_at_amazon_only_the_bucket_and_the_region_are_named(tmp_path):
    options = storage_from("s3:///plein?region=eu-west-1", tmp_path)["OPTIONS"]

    assert (options["bucket_name"], options["region_name"]) == ("plein", "eu-west-1")
    assert options["endpoint_url"] is options["access_key"] is None


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("s3://key:secret@host", "names no bucket"),
        ("s3://host/bucket?regoin=x", "knows no regoin"),
        ("s3://host:poort/bucket", "is not an address"),
        ("gs://bucket", "begins with s3://"),
        ("/srv/files", "begins with s3://"),
    ],
)
def test_an_address_that_makes_no_sense_is_refused_with_a_sentence(tmp_path, address, sentence):
    with pytest.raises(ValueError, match=sentence):
        storage_from(address, tmp_path)
