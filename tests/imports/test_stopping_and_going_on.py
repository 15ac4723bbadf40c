"""An import that is killed, doubled or very large."""

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from communities.models import ImportedMessage, ImportRun, Membership
from communities.yammer.runs import ONE_AT_A_TIME
from conversations.models import Comment, Follow, Thread
from people.models import User
from tests.imports.exports import Export

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE, THREADS, ANSWERS = 40, 250, 5


def large(threads=THREADS):
    """An export of some size, in which people answer each other."""
    export = Export(f"{threads}.zip")
    for number in range(2, PEOPLE):
        export.user(number, f"Collega {number}", email=f"collega{number}@noorderlicht.example")
    for number in range(threads):
        thread = 6_000_000_000_000 + number * 100
        export.message(f"Vraag {number} over de kast", number=thread, sender_id=1 + number % 30)
        for answer in range(1, ANSWERS + 1):
            export.message(
                f"Antwoord {answer} aan [[user:{1 + answer}]]\n\nZie https://a.example/{number}",
                number=thread + answer,
                to=thread + answer // 2,
                thread=thread,
                sender_id=1 + (number + answer) % 38,
            )
    return export


def environment():
    """Return the environment of a process that works on the database of the tests."""
    database = connection.settings_dict
    who = f"{database['USER']}:{database['PASSWORD']}"
    where = f"{database['HOST']}:{database['PORT']}/{database['NAME']}"
    return {
        **os.environ,
        "DATABASE_URL": f"postgres://{who}@{where}",
        "DJANGO_SETTINGS_MODULE": "intranet.settings.test",
    }


def started(path):
    """Start the command as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "manage.py", "import_yammer", str(path)],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def await_some(model, process):
    """Wait until the first rows are there, or the process is done."""
    while process.poll() is None and not model.objects.exists():
        time.sleep(0.01)


@pytest.mark.parametrize("model", [User, Membership, Thread, Comment])
def test_killed_at_any_moment_it_goes_on_without_doubles(tmp_path, model):
    path = large().save(tmp_path)
    process = started(path)
    await_some(model, process)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    was_killed = process.returncode == -signal.SIGKILL
    here = Comment.objects.count()

    call_command("import_yammer", str(path), stdout=StringIO())

    assert was_killed
    assert here < THREADS * ANSWERS
    assert (Thread.objects.count(), Comment.objects.count()) == (THREADS, THREADS * ANSWERS)
    assert ImportedMessage.objects.count() == THREADS * (1 + ANSWERS)
    assert User.objects.count() == PEOPLE - 1
    assert set(Thread.objects.values_list("comment_count", flat=True)) == {ANSWERS}
    assert Follow.objects.count() == Follow.objects.values("thread", "person").distinct().count()
    run = ImportRun.objects.get()
    assert (run.state, run.report["gone_on_with"]) == ("done", True)


def test_a_run_that_was_broken_off_can_be_taken_back(tmp_path):
    path = large().save(tmp_path)
    process = started(path)
    await_some(Comment, process)
    process.kill()
    process.communicate()

    call_command("import_yammer", undo=ImportRun.objects.get().pk, stdout=StringIO())

    assert not Thread.objects.exists()
    assert not User.objects.exists()


def test_a_second_import_at_the_same_time_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("communities.yammer.runs.PATIENCE", 0.3)
    path, other = Export().save(tmp_path), connection.copy()

    with closing(other), other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        with pytest.raises(CommandError, match="Another import is running"):
            call_command("import_yammer", str(path), stdout=StringIO())

    assert not User.objects.exists()


def test_an_import_that_stumbles_leaves_nothing_half_and_can_go_on(tmp_path, monkeypatch):
    path = large(3).save(tmp_path)

    def stumble(*arguments):
        raise RuntimeError("no space left on device")

    monkeypatch.setattr("communities.yammer.talk.remember", stumble)
    with pytest.raises(RuntimeError):
        call_command("import_yammer", str(path), stdout=StringIO())
    nothing_half = not Thread.objects.exists()
    monkeypatch.undo()
    call_command("import_yammer", str(path), stdout=StringIO())

    assert nothing_half
    assert Thread.objects.count() == 3


def test_other_exports_do_not_go_on_with_a_run_that_was_broken_off(tmp_path, monkeypatch):
    first, second = large(3).save(tmp_path), large(4).save(tmp_path)

    def stumble(*arguments):
        raise CommandError("no")

    monkeypatch.setattr("communities.yammer.runs.write_talk", stumble)
    with pytest.raises(CommandError):
        call_command("import_yammer", str(first), stdout=StringIO())
    monkeypatch.undo()
    call_command("import_yammer", str(second), stdout=StringIO())

    states = ImportRun.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["stopped", "done"]


# What the kernel says of a process is its own; getrusage begins with the memory of its parent.
KERNEL = Path("/proc/self/status")
DRY_RUN = f"""
import sys
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", "import_yammer", sys.argv[1], "--dry-run"])
print(open("{KERNEL}").read())
"""


@pytest.mark.skipif(not KERNEL.exists(), reason="only Linux tells the peak of one process")
def test_memory_does_not_grow_with_the_size_of_the_zip(tmp_path):
    small, ten_times = (peak_of(large(threads).save(tmp_path)) for threads in (300, 3_000))

    # Kilobytes: 18,000 messages may cost a little more than 1,800, not ten times as much.
    assert ten_times < small + 10_000


def peak_of(path):
    """Return the most memory that an import of this export had at a time, in kilobytes."""
    told = subprocess.run(
        [sys.executable, "-c", DRY_RUN, str(path)],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return int(re.search(r"VmHWM:\s+(\d+) kB", told)[1])
