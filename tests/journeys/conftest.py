"""The whole product with the demo company, a mailbox, and people with a browser each."""

import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings

from intranet.platform.embedded.locks import locked
from tests.frontend.conftest import FLAGS
from tests.house.conftest import own_addresses, terminal
from tests.mailbox import Mailbox

PASSWORD = "negen-weken-kabel"  # noqa: S105
ADDRESS = "@noorderlicht.example"
ACCOUNTS = {
    "Bram": f"bram.dewit{ADDRESS}",
    "Joke": f"joke.veenstra{ADDRESS}",
    "Ilse": f"ilse.jansen{ADDRESS}",
    "Mehmet": "18742",
    "Owen": f"owen.pritchard{ADDRESS}",
    "Fatima": f"fatima.elamrani{ADDRESS}",
}
# Building the demo company takes most of it, on a machine that also runs the other tests.
START = 600


class WatchedMailbox(Mailbox):
    """A mail server at which somebody waits for mail."""

    def wait_for(self, address):
        """Return the text of the newest mail to somebody, as soon as there is one."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            for mail in reversed(self.mails):
                if address in mail.rcpt_tos:
                    return mail.content.decode()
            time.sleep(0.1)
        raise AssertionError(f"no mail to {address}")


@pytest.fixture(scope="module")
def mailbox():
    """Where the product's mail goes."""
    kept = WatchedMailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        kept.port = free.getsockname()[1]
    server = Controller(kept, hostname="127.0.0.1", port=kept.port)
    server.start()
    yield kept
    server.stop()


@contextmanager
def started(data):
    """Start everything as a newcomer does: web, worker, beat, sweeper, database, broker."""
    with own_addresses(), terminal("run", "--port", "0", "--data", str(data)) as opened:
        deadline = time.monotonic() + START
        while "Onderling is ready" not in opened.screen:
            assert opened.process.poll() is None, opened.screen
            assert time.monotonic() < deadline, opened.screen
            time.sleep(0.5)
        yield re.search(r"http://localhost:\d+", opened.screen).group()


@pytest.fixture(scope="session")
def company():
    """What a first start leaves behind, built by whoever is first of those that test at once."""
    shared = Path(settings.DATA_DIR).parent
    with locked(shared / "company.lock"):
        if not (shared / "company").exists():
            with started(shared / "company.begun"):
                pass
            (shared / "company.begun").rename(shared / "company")
    return shared / "company"


@pytest.fixture(scope="module")
def data(company):
    """Data of its own for a file of tests, which nobody has touched."""
    folder = Path(tempfile.mkdtemp(prefix="onderling-journey-"))
    folder.chmod(0o711)
    # cp, because it keeps the owner.
    subprocess.run(["cp", "-a", company, folder / "data"], check=True)
    yield folder / "data"
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def product(mailbox, data):
    """Let a file of tests have the product to itself."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EMAIL_URL", f"smtp://127.0.0.1:{mailbox.port}")
        with started(data) as address:
            yield address


@pytest.fixture(scope="module")
def chromium():
    """One browser for all."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=os.environ["CHROMIUM"], args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(product, chromium):
    """Give somebody a browser, signed in; what the browser complains about fails the test."""
    contexts, complaints = [], []

    def arrived(name=None, **looks):
        page = new_page(chromium, product, contexts, **looks)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "response",
            lambda answer: complaints.append(answer.url) if answer.status >= 500 else None,
        )
        if name:
            sign_in(page, name)
        return page

    yield arrived
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="module")
def walker(product, chromium):
    """Give somebody a browser for as long as the tests of a file take."""
    contexts = []

    def arrived(name=None):
        page = new_page(chromium, product, contexts)
        if name:
            sign_in(page, name)
        return page

    yield arrived
    for context in contexts:
        context.close()


def new_page(chromium, product, contexts, *, width=1440, theme="light", language="nl", script=True):
    """Open a browser with a screen of this width, in this theme and language."""
    context = chromium.new_context(
        base_url=product,
        viewport={"width": width, "height": 900},
        color_scheme=theme,
        locale=language,
        java_script_enabled=script,
        has_touch=width < 800,
        extra_http_headers={"Accept-Language": language},
        reduced_motion="reduce",
    )
    contexts.append(context)
    page = context.new_page()
    page.set_default_timeout(30_000)
    return page


def sign_in(page, name):
    """Sign somebody in as she does."""
    page.goto("/accounts/login/")
    page.fill("input[name=login]", ACCOUNTS[name])
    page.fill("input[name=password]", PASSWORD)
    page.click("form:has(input[name=password]) button[type=submit]:visible")
    page.wait_for_url(lambda url: "login" not in url)
