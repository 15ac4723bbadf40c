"""`bin/run`: the whole product on this machine, from nothing to an address, until it is stopped."""

import http.client
import subprocess
import sys
import time
from pathlib import Path

from intranet.platform.embedded.children import ROOT, Children, end_orphans, last_words
from intranet.platform.embedded.datafolder import DataFolder, open_data_folder
from intranet.platform.embedded.interruptions import Interrupted, Interruptions
from intranet.platform.embedded.locks import Taken, take
from intranet.platform.embedded.preparing import (
    bring_database_up_to_date,
    collect_static,
    compile_translations,
    has_demo,
)
from intranet.platform.embedded.services import Services, free_port, is_free
from intranet.platform.embedded.speech import Refusal, as_sentence, complain, say

GLANCE = 0.5  # seconds between two looks at what runs
LONGEST_PAUSE = 30.0


def run(*, port: int, data_path: Path, with_demo: bool) -> int:
    """Start everything, keep it running, and stop it when asked to; return the exit code."""
    interruptions = Interruptions()
    if not data_path.exists():
        # Later on the port may be held by processes of an earlier start on these data.
        refuse_taken(port)
    data = open_data_folder(data_path)
    try:
        running = take(data.path / "running.lock", wait=False)
    except Taken as error:
        raise Refusal(
            f"it runs on {data.path} already; stop it first, "
            "or start a second one with --data and --port."
        ) from error
    with running:
        return House(data, port, interruptions).live(with_demo=with_demo)


class House:
    """The product and everything under it, as long as this process lives."""

    def __init__(self, data: DataFolder, port: int, interruptions: Interruptions) -> None:
        if end_orphans(data):
            say("Ended what an earlier start, which was killed, had left behind.")
        refuse_taken(port)
        self.data = data
        self.port = port or free_port()
        self.services = Services(data)
        self.children = Children(data, self.port)
        self.interruptions = interruptions

    def live(self, *, with_demo: bool) -> int:
        """Prepare, open, watch; whatever ends it, everything is stopped in order."""
        try:
            self._prepare(with_demo=with_demo)
            self._open()
            self._watch()
        except Interrupted:
            say("Stopping.")
        finally:
            self._close()
        return 0

    def _prepare(self, *, with_demo: bool) -> None:
        compile_translations()
        with self.interruptions.held_back():
            self.services.remember_port("web", self.port)
            self.services.join()
        if not self.data.services.is_relative_to(self.data.path):
            say(f"PostgreSQL runs as `nobody`, who may not enter {self.data.path}; its files are")
            say(f"in {self.data.services}.")
        bring_database_up_to_date(self.services, with_demo=with_demo)
        collect_static(self.services)

    def _open(self) -> None:
        # The web process alone at first, so that the page is there soon on a small machine.
        while not is_ready(self.port):
            self._tend("web")
            if child := self.children.hopeless():
                raise Refusal(
                    f"{child.name} does not start: {last_words(child.log)} (see {child.log})."
                )
            time.sleep(0.1)
        self._tend()
        say(f"\nOnderling is ready: http://localhost:{self.port}\n")
        say(self._who_may_enter())
        say(f"Logs are in {self.data.path / 'logs'}. Ctrl-C stops everything.")

    def _watch(self) -> None:
        pause, due_at = 1.0, 0.0
        while True:
            time.sleep(GLANCE)
            if time.monotonic() < due_at:
                continue
            try:
                self._tend()
                pause = 1.0
            except (Refusal, OSError) as trouble:
                why = as_sentence(trouble) if isinstance(trouble, OSError) else str(trouble)
                complain(f"{why} The next attempt comes in {pause:.0f} s.")
                due_at = time.monotonic() + pause
                pause = min(pause * 2, LONGEST_PAUSE)

    def _tend(self, *names: str) -> None:
        with self.interruptions.held_back():
            before = self.services.environment()
            for name in self.services.mend():
                say(f"{name} had stopped; it runs again.")
            if self.services.environment() != before:
                # A service came back at another address.
                self.children.stop()
            self.children.tend(self.services.environment(), *names)

    def _who_may_enter(self) -> str:
        if not has_demo(self.services):
            return "Make the first administrator with: bin/manage createsuperuser\n"
        answer = subprocess.run(
            [sys.executable, "manage.py", "demo", "--accounts"],
            cwd=ROOT,
            env=self.services.environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            start_new_session=True,
            check=False,
        )
        return f"{answer.stdout.strip()}\n"

    def _close(self) -> None:
        with self.interruptions.held_back():
            self.children.stop()
            if not self.services.leave():
                say("PostgreSQL and Valkey stay up until bin/manage, which uses them, is done.")


def refuse_taken(port: int) -> None:
    """Refuse a port on which somebody listens; 0 stands for any that is free."""
    if port and not is_free(port):
        raise Refusal(f"Port {port} is taken; choose another, as in: bin/run --port {port + 1}")


def is_ready(port: int) -> bool:
    """Ask the web process whether it and everything it needs is there."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", "/readyz", headers={"Host": "localhost"})
        return line.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()
