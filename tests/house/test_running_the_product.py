"""Starting the product, using it, stopping it, and starting it again."""

import os
import re
import signal
import socket
import subprocess
import sys
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from intranet.platform.embedded.datafolder import open_data_folder
from intranet.platform.embedded.processes import look_up, recall
from intranet.platform.embedded.services import Services
from tests.house.conftest import LONG_ENOUGH, ROOT, terminal, wait_until

pytestmark = pytest.mark.house
NAMES = ("web", "worker", "beat", "sweeper")


def started(data):
    """Start on these data at a free port, without the demo company."""
    return terminal("run", "--port", "0", "--data", str(data), "--empty")


def address(opened):
    opened.wait_for("Onderling is ready")
    return re.search(r"http://localhost:\d+", opened.screen).group()


def everything(data):
    """The numbers of all processes that belong to these data."""
    services = Services(open_data_folder(data))
    found = [recall(data / "pids" / f"{name}.pid") for name in NAMES]
    found += [service.process() for service in services.own]
    return [process.pid for process in found if process]


def manage(data, *command, **options):
    return subprocess.run(
        [sys.executable, "-m", "intranet.platform.embedded", "manage", "--data", data, *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=LONG_ENOUGH,
        check=False,
        **options,
    )


def test_it_starts_from_nothing_and_stops_without_a_trace(place):
    data = place / "data"

    with started(data) as opened:
        with urlopen(f"{address(opened)}/readyz", timeout=LONG_ENOUGH) as answer:
            assert answer.status == 200
        numbers = everything(data)
        assert len(numbers) == 6
        assert opened.interrupt() == 0

    assert not any(look_up(number) for number in numbers)


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGHUP])
def test_it_stops_as_cleanly_when_the_machine_asks_for_it(place, end):
    data = place / "data"

    with started(data) as opened:
        opened.wait_for("Onderling is ready")
        numbers = everything(data)
        assert opened.end(end) == 0

    assert not any(look_up(number) for number in numbers)


def test_it_stops_cleanly_while_it_is_still_preparing(place):
    data = place / "data"

    with started(data) as opened:
        wait_until(lambda: (data / "services" / "postgres" / "postmaster.pid").exists())
        assert opened.interrupt() == 0

    assert everything(data) == []


def test_a_start_after_kill_9_takes_over_what_was_left_behind(place):
    data = place / "data"
    with started(data) as first:
        before = address(first)
        opened_by_first = everything(data)
        first.end(signal.SIGKILL)
        assert everything(data) == opened_by_first

        with terminal("run", "--port", before.split(":")[-1], "--data", str(data)) as second:
            assert address(second) == before
            assert "Ended what an earlier start" in second.screen

    assert not any(look_up(number) for number in opened_by_first)


def test_a_second_start_on_the_same_data_is_refused(place):
    data = place / "data"
    with started(data) as first:
        address(first)

        with started(data) as second:
            assert second.process.wait(LONG_ENOUGH) == 1
            assert second.screen.startswith(f"Onderling: it runs on {data} already;")

        assert len(everything(data)) == 6


def test_a_taken_port_is_refused_and_nothing_is_begun(place):
    with socket.socket() as somebody_else:
        somebody_else.bind(("127.0.0.1", 0))
        somebody_else.listen()
        port = somebody_else.getsockname()[1]

        with terminal("run", "--port", str(port), "--data", str(place / "data")) as opened:
            assert opened.process.wait(LONG_ENOUGH) == 1
            assert opened.screen == (
                f"Onderling: Port {port} is taken; choose another, "
                f"as in: bin/run --port {port + 1}\n"
            )

    assert not (place / "data").exists()


@pytest.mark.parametrize("name", NAMES)
def test_a_process_that_dies_is_started_again(running, name):
    data, opened = running
    before = recall(data / "pids" / f"{name}.pid")

    os.kill(before.pid, signal.SIGKILL)

    wait_until(lambda: recall(data / "pids" / f"{name}.pid") not in (None, before))
    assert f"{name} was ended by signal 9; it starts again" in opened.screen


def test_the_product_is_ready_again_after_its_database_and_broker_died(running):
    data, opened = running
    for service in Services(open_data_folder(data)).own:
        os.kill(service.process().pid, signal.SIGKILL)

    opened.wait_for("Valkey had stopped; it runs again.")

    wait_until(lambda: is_ready(address(opened)))


def is_ready(where):
    try:
        with urlopen(f"{where}/readyz", timeout=LONG_ENOUGH) as answer:
            return answer.status == 200
    except (HTTPError, OSError):
        return False


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """The product, running, for tests that leave it as they found it."""
    folder = tmp_path_factory.mktemp("house")
    data = folder / "data"
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DATABASE_URL", "REDIS_URL", "DATA_DIR", "SECRET_KEY"):
            patch.delenv(name, raising=False)
        with started(data) as opened:
            opened.wait_for("Onderling is ready")
            yield data, opened


def test_a_command_works_while_the_product_runs(running):
    data, _opened = running

    answer = manage(data, "showmigrations", "--plan")

    assert answer.returncode == 0
    assert "[X]" in answer.stdout
    assert "[ ]" not in answer.stdout
    assert len(everything(data)) == 6


def test_a_command_brings_the_services_and_takes_them_away_again(place):
    answer = manage(place / "data", "migrate", "--noinput")

    assert (answer.returncode, answer.stderr) == (0, "")
    assert everything(place / "data") == []


def test_a_command_gets_what_is_typed_and_gives_back_its_exit_code(place):
    program = "import sys; print(sys.stdin.read().upper()); sys.exit(7)"

    answer = manage(place / "data", "shell", "-v", "0", "-c", program, input="sanne")

    assert answer.stdout == "SANNE\n"
    assert answer.returncode == 7


def test_two_commands_at_once_do_not_disturb_each_other(place):
    data = place / "data"
    words = ["manage", "--data", str(data), "shell", "-v", "0", "-c"]
    slow = "import time; from django.db import connection as c; time.sleep(3)"
    ask = "c.cursor().execute('SELECT 1'); print('still there')"

    with terminal(*words, f"{slow}; {ask}") as first:
        wait_until(lambda: everything(data))
        assert manage(data, "check").returncode == 0
        assert first.process.wait(LONG_ENOUGH) == 0
        assert "still there" in first.screen

    assert everything(data) == []
