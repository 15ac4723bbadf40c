"""A data folder that cannot be used is refused in one sentence, and left as it was."""

import json
import os
import subprocess

import pytest

from intranet.platform.embedded.datafolder import open_data_folder
from intranet.platform.embedded.services import Services
from intranet.platform.embedded.speech import Refusal

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a tiny disk")
needs_a_user = pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")


def contents(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def made_folder(services):
    with services.in_use():
        pass
    return services.data.path


def test_a_file_in_its_place(place):
    (place / "data").write_text("a shopping list")

    with pytest.raises(Refusal, match="is a file, not a folder"):
        open_data_folder(place / "data")

    assert (place / "data").read_text() == "a shopping list"


def test_a_folder_with_other_peoples_files(place):
    (place / "holiday.jpg").write_bytes(b"the sea")

    with pytest.raises(Refusal, match="not Onderling's .holiday.jpg."):
        open_data_folder(place)

    assert contents(place) == {place / "holiday.jpg": b"the sea"}


@needs_a_user
def test_a_folder_that_may_not_be_written(place):
    place.chmod(0o555)

    with pytest.raises(Refusal, match="may not"):
        open_data_folder(place / "data")


@needs_root
def test_a_folder_on_a_disk_that_can_only_be_read(place):
    subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "none", place], check=True)

    try:
        with pytest.raises(Refusal, match="may not write"):
            open_data_folder(place / "data")
    finally:
        subprocess.run(["umount", place], check=True)


@needs_root
@pytest.mark.parametrize("size", ["1m", "100m"])
def test_a_disk_without_room(place, size):
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", place], check=True)

    try:
        with pytest.raises(Refusal, match="is full"):
            open_data_folder(place / "data")
    finally:
        subprocess.run(["umount", place], check=True)


@needs_root
@pytest.mark.house
def test_a_disk_that_fills_up_while_the_database_is_made(place, monkeypatch):
    monkeypatch.setattr("intranet.platform.embedded.datafolder.ROOM_FOR_A_NEW_COMPANY", 0)
    monkeypatch.setattr("intranet.platform.embedded.datafolder.ROOM_TO_START", 0)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "none", place], check=True)

    try:
        services = Services(open_data_folder(place / "data"))
        with pytest.raises(Refusal, match="is full"):
            services.join()
        assert not services.postgres.folder.exists()
    finally:
        subprocess.run(["umount", place], check=True)


@pytest.mark.house
def test_a_database_of_another_version(made_folder):
    version = open_data_folder(made_folder).services / "postgres" / "PG_VERSION"
    version.write_text("13\n")
    before = contents(made_folder)

    with pytest.raises(Refusal, match="made by PostgreSQL 13"):
        Services(open_data_folder(made_folder)).join()

    assert contents(made_folder) == before
    version.write_text("18\n")


@pytest.mark.house
def test_a_database_with_missing_files(made_folder):
    control = open_data_folder(made_folder).services / "postgres" / "global" / "pg_control"
    kept = control.read_bytes()
    control.unlink()

    with pytest.raises(Refusal, match="damaged"):
        Services(open_data_folder(made_folder)).join()

    control.write_bytes(kept)
    os.chown(control, control.parent.stat().st_uid, control.parent.stat().st_gid)


@pytest.mark.parametrize("lost", ["secrets.json", "onderling.json"])
def test_a_folder_that_lost_its_papers(place, lost):
    folder = open_data_folder(place / "data").path
    (folder / lost).write_text("")

    with pytest.raises(Refusal, match="damaged"):
        open_data_folder(folder)


def test_a_folder_from_a_newer_version(place):
    marker = open_data_folder(place / "data").path / "onderling.json"
    marker.write_text(json.dumps({**json.loads(marker.read_text()), "format": 99}))

    with pytest.raises(Refusal, match="newer Onderling"):
        open_data_folder(place / "data")


def test_a_start_that_was_killed_while_it_made_the_folder_is_made_up_for(place):
    (place / "data").mkdir()
    (place / "data" / "secrets.json.new").write_text('{"secret')

    assert open_data_folder(place / "data").secrets.postgres
