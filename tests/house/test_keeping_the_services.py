"""PostgreSQL and Valkey on a data folder."""

import os
import signal
import socket

import pytest

from intranet.platform.embedded.datafolder import open_data_folder
from intranet.platform.embedded.processes import look_up
from intranet.platform.embedded.services import Services
from tests.house.conftest import wait_until

pytestmark = pytest.mark.house


def remember(services, word):
    services.ask(f"CREATE TABLE remembered AS SELECT '{word}' AS word")


def remembered(services):
    return services.ask("SELECT word FROM remembered")


def test_what_was_stored_is_there_after_a_restart(services):
    with services.in_use():
        remember(services, "kabel")

    with services.in_use():
        assert remembered(services) == ["kabel"]


def test_nothing_runs_any_more_when_nobody_uses_them(services):
    with services.in_use():
        numbers = [service.process().pid for service in services.own]

    wait_until(lambda: not any(look_up(number) for number in numbers))
    assert [service.process() for service in services.own] == [None, None]


def test_two_who_use_them_share_them_and_the_last_one_stops_them(services):
    second = Services(services.data)

    with services.in_use():
        server = services.postgres.process()
        second.join()
    assert second.postgres.process() == server
    second.leave()

    assert second.postgres.process() is None


def test_what_was_stored_survives_the_death_of_the_servers(services):
    with services.in_use():
        remember(services, "trafo")
        for service in services.own:
            os.kill(service.process().pid, signal.SIGKILL)
        wait_until(lambda: not any(service.process() for service in services.own))

        assert services.mend() == ["PostgreSQL", "Valkey"]

        assert remembered(services) == ["trafo"]


def test_they_come_back_at_the_address_they_had(services):
    with services.in_use():
        before = services.environment()
    with services.in_use():
        after = services.environment()

    assert (after["DATABASE_URL"], after["REDIS_URL"]) == (
        before["DATABASE_URL"],
        before["REDIS_URL"],
    )


def test_they_move_when_somebody_else_has_taken_their_address(services):
    with services.in_use():
        port = int(services.environment()["DATABASE_URL"].split(":")[-1].split("/")[0])

    with socket.socket() as somebody_else:
        somebody_else.bind(("127.0.0.1", port))
        somebody_else.listen()
        with services.in_use():
            assert f":{port}/" not in services.environment()["DATABASE_URL"]
            assert services.ask("SELECT 1") == ["1"]


def test_a_number_that_now_belongs_to_somebody_else_does_not_keep_the_database_closed(services):
    with services.in_use():
        remember(services, "meter")
        os.kill(services.postgres.process().pid, signal.SIGKILL)
        wait_until(lambda: services.postgres.process() is None)
        note = services.postgres.folder / "postmaster.pid"
        lines = note.read_text().split("\n")
        note.write_text("\n".join([str(os.getpid()), *lines[1:]]))

        services.mend()

        assert remembered(services) == ["meter"]


def test_a_queue_that_cannot_be_read_is_set_aside(services, capsys):
    with services.in_use():
        pass
    for file in (services.valkey.folder / "appendonlydir").glob("*.aof"):
        file.write_bytes(b"this is no queue at all, " * 100)

    with services.in_use():
        assert services.valkey.answers(services._ports()["valkey"])

    assert "damaged and set aside" in capsys.readouterr().out
    assert list(services.data.services.glob("valkey-unreadable-*"))


def test_a_password_is_asked(services):
    with services.in_use():
        stranger = Services(services.data)
        stranger.valkey.password = stranger.postgres.password = "guessed"

        assert not stranger.valkey.answers(services._ports()["valkey"])
        with pytest.raises(Exception, match="password authentication failed"):
            stranger.ask("SELECT 1")


def test_names_and_cases_do_not_depend_on_the_machine(services, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")

    with services.in_use():
        assert services.ask("SELECT lower('É')") == ["é"]


def test_nothing_that_people_write_gets_into_the_log_of_the_database(services):
    with services.in_use():
        services.ask("CREATE TABLE person (name text UNIQUE)")
        services.ask("INSERT INTO person VALUES ('kanariegeel')")
        with pytest.raises(Exception, match="duplicate key"):
            services.ask("INSERT INTO person VALUES ('kanariegeel')")

    log = services.postgres.log.read_text()
    assert "duplicate key" in log
    assert "kanariegeel" not in log


def test_addresses_from_the_environment_stand_in_for_services_of_our_own(place, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/intranet")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere")
    services = Services(open_data_folder(place / "data"))

    with services.in_use():
        assert services.own == []
        assert services.environment()["DATABASE_URL"] == "postgres://elsewhere/intranet"


def test_secrets_are_readable_by_their_owner_only(services):
    with services.in_use():
        kept = [services.data.path / "secrets.json", services.data.services / "valkey.conf"]

        assert [oct(file.stat().st_mode & 0o777) for file in kept] == ["0o600", "0o600"]
