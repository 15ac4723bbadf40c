"""Starting the product, using it, stopping it, and starting it again."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.request import urlopen

import pytest

from intranet.platform.embedded.datafolder import open_data_folder
from intranet.platform.embedded.processes import look_up, recall
from intranet.platform.embedded.services import Services
from tests.house.conftest import LONG_ENOUGH, ROOT, own_addresses, terminal, wait_until

pytestmark = pytest.mark.house
NAMES = ("web", "worker", "beat", "sweeper")


def start(data):
    """Start on these data at a free port, without the demo company."""
    return terminal("run", "--port", "0", "--data", str(data), "--empty")


def address(opened):
    opened.wait_for("Onderling is ready")
    return re.search(r"http://localhost:\d+", opened.screen).group()


def is_ready(where):
    try:
        with urlopen(f"{where}/readyz", timeout=LONG_ENOUGH) as answer:
            return answer.status == 200
    except OSError:
        return False


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


@pytest.fixture(scope="module")
def first_start():
    """A start from nothing, what ran then, and what its end was like."""
    folder = Path(tempfile.mkdtemp(prefix="onderling-house-"))
    folder.chmod(0o711)
    data = folder / "data"
    with own_addresses(), start(data) as opened:
        was_ready = is_ready(address(opened))
        numbers = everything(data)
        code = opened.interrupt()
    yield {"data": data, "was_ready": was_ready, "numbers": numbers, "code": code}
    shutil.rmtree(folder)


@pytest.fixture
def data(first_start, place):
    """The data of a product that ran before and was stopped."""
    # cp, because it keeps the owner.
    subprocess.run(["cp", "-a", first_start["data"], place / "data"], check=True)
    return place / "data"


@pytest.fixture(scope="module")
def running(first_start):
    """The product, running, for tests that leave it as they found it."""
    copy = first_start["data"].with_name("copy")
    subprocess.run(["cp", "-a", first_start["data"], copy], check=True)
    with own_addresses(), start(copy) as opened:
        opened.wait_for("Onderling is ready")
        yield copy, opened


def test_it_starts_from_nothing_and_stops_without_a_trace(first_start):
    assert first_start["was_ready"]
    assert len(first_start["numbers"]) == 6
    assert first_start["code"] == 0
    assert not any(look_up(number) for number in first_start["numbers"])


def test_it_starts_again_and_stops_when_the_machine_asks_for_it(data):
    with start(data) as opened:
        opened.wait_for("Onderling is ready")
        numbers = everything(data)
        assert opened.end(signal.SIGTERM) == 0

    assert len(numbers) == 6
    assert not any(look_up(number) for number in numbers)


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGHUP])
def test_it_stops_as_cleanly_while_it_is_still_preparing(place, end):
    data = place / "data"

    with start(data) as opened:
        wait_until(lambda: (data / "services" / "postgres" / "postmaster.pid").exists())
        assert opened.end(end) == 0

    assert everything(data) == []


def test_a_start_after_kill_9_takes_over_what_was_left_behind(data):
    with start(data) as first:
        before = address(first)
        left_behind = everything(data)
        first.end(signal.SIGKILL)
        assert everything(data) == left_behind

        with terminal("run", "--port", before.split(":")[-1], "--data", str(data)) as second:
            assert address(second) == before
            assert "Ended what an earlier start" in second.screen

    assert not any(look_up(number) for number in left_behind)


def test_a_second_start_on_the_same_data_is_refused(running):
    data, _first = running

    with start(data) as second:
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


def test_a_command_works_while_the_product_runs(running):
    data, _opened = running

    answer = manage(data, "showmigrations", "--plan")

    assert answer.returncode == 0
    assert "[X]" in answer.stdout
    assert "[ ]" not in answer.stdout
    assert recall(data / "pids" / "web.pid")


def test_a_command_brings_the_services_and_takes_them_away_again(place):
    answer = manage(place / "data", "check", "--database", "default")

    assert answer.returncode == 0, answer.stderr
    assert everything(place / "data") == []


def test_a_command_finds_tables_also_where_the_product_never_ran(place):
    program = "from people.models import User; print(User.objects.count(), 'colleagues')"

    answer = manage(place / "data", "shell", "-v", "0", "-c", program)

    assert "colleagues" in answer.stdout, answer.stderr
    assert answer.returncode == 0


def test_a_command_gets_what_is_typed_and_gives_back_its_exit_code(data):
    program = "import sys; print(sys.stdin.read().upper()); sys.exit(7)"

    answer = manage(data, "shell", "-v", "0", "-c", program, input="sanne")

    assert answer.stdout == "SANNE\n"
    assert answer.returncode == 7


def test_without_a_mail_server_mail_is_put_into_the_data_folder(place):
    data = place / "my data+more"

    answer = manage(data, "sendtestemail", "sanne@example.org")

    assert answer.returncode == 0, answer.stderr
    (letter,) = (data / "mail").iterdir()
    assert "To: sanne@example.org" in letter.read_text()


def test_two_commands_at_once_do_not_disturb_each_other(data):
    words = ["manage", "--data", str(data), "shell", "-v", "0", "-c"]
    wait_for_the_other = "import os, time; from django.db import connection as line"
    wait_for_the_other += f"\nwhile not os.path.exists('{data}/done'): time.sleep(0.1)"

    with terminal(
        *words, f"{wait_for_the_other}\nline.ensure_connection(); print('fine')"
    ) as first:
        wait_until(lambda: everything(data))
        assert manage(data, "check").returncode == 0
        (data / "done").touch()
        assert first.process.wait(LONG_ENOUGH) == 0
        assert "fine" in first.screen

    assert everything(data) == []
