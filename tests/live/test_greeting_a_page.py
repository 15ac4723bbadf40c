"""A page is greeted once it hears everything: what it missed before that, it then asks."""

import json
import socket
import threading
from contextlib import suppress
from urllib.parse import urlsplit

import pytest

from intranet.live import hub as the_hub
from intranet.platform import live
from tests.factories.communities import make_person
from tests.live.conftest import PATIENCE

pytestmark = pytest.mark.django_db(transaction=True)

NOBODY_THERE = "redis://127.0.0.1:1/0"


@pytest.fixture
def bram():
    return make_person("Bram de Wit")


@pytest.fixture
def redis_at(settings):
    """Say where Redis is from now on."""

    def said(url):
        settings.REDIS_URL = url
        live.connection.cache_clear()

    yield said
    live.connection.cache_clear()


@pytest.fixture
def begin(web):
    """Let the web process begin anew, and again after the test."""
    yield web.start_anew
    web.start_anew()


def ring(person):
    live.send(json.dumps({"what": "bell", "people": [person.pk]}))


class SlowRedis:
    """The way to Redis, on which nothing comes back before it is let through."""

    def __init__(self, url):
        self.behind = urlsplit(url)
        self.asked, self.opened = threading.Event(), threading.Event()
        self.door = socket.create_server(("127.0.0.1", 0))
        self.ends = []
        threading.Thread(target=self.take_in, daemon=True).start()

    @property
    def url(self):
        """Where it is."""
        secret, at, _place = self.behind.netloc.rpartition("@")
        place = f"127.0.0.1:{self.door.getsockname()[1]}"
        return self.behind._replace(netloc=f"{secret}{at}{place}").geturl()

    def take_in(self):
        with suppress(OSError):
            while True:
                here, _address = self.door.accept()
                there = socket.create_connection((self.behind.hostname, self.behind.port))
                self.ends += [here, there]
                for way in ((here, there), (there, here)):
                    threading.Thread(target=self.pass_on, args=way, daemon=True).start()

    def pass_on(self, one, other):
        with suppress(OSError):
            while words := one.recv(65536):
                if b"SUBSCRIBE" in words:
                    self.asked.set()
                    self.opened.wait(PATIENCE)
                other.sendall(words)

    def stop(self):
        """Close every end."""
        self.opened.set()
        for end in (self.door, *self.ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


@pytest.fixture
def slow_redis(settings):
    """Hold back what is asked of Redis."""
    way = SlowRedis(settings.REDIS_URL)
    yield way
    way.stop()


def test_no_page_is_greeted_before_hints_come_in(
    begin, come, bram, settings, redis_at, slow_redis, monkeypatch
):
    monkeypatch.setattr(the_hub, "LONGEST_WAIT", PATIENCE)
    the_url = settings.REDIS_URL
    redis_at(slow_redis.url)
    begin()

    page = come(bram, "home")
    assert slow_redis.asked.wait(PATIENCE)
    assert not page.is_greeted(within=0.3)
    slow_redis.opened.set()
    assert page.is_greeted()

    redis_at(the_url)
    ring(bram)
    assert page.next()[0] == "bell"


def test_a_page_that_was_greeted_without_redis_asks_what_it_missed_once_hints_come(
    begin, listen, bram, settings, redis_at
):
    the_url = settings.REDIS_URL
    redis_at(NOBODY_THERE)
    begin()

    page = listen(bram, "home")
    redis_at(the_url)

    assert page.next()[0] == "missed"
    ring(bram)
    assert page.next()[0] == "bell"


def test_a_page_asks_what_it_missed_after_redis_was_away(
    begin, listen, bram, settings, redis_at, slow_redis
):
    the_url = settings.REDIS_URL
    slow_redis.opened.set()
    redis_at(slow_redis.url)
    begin()
    page = listen(bram, "home")

    redis_at(the_url)
    slow_redis.stop()

    assert page.next()[0] == "missed"
    ring(bram)
    assert page.next()[0] == "bell"


def test_a_page_does_not_wait_for_ever_for_a_redis_that_says_nothing(
    begin, listen, bram, redis_at, slow_redis, monkeypatch
):
    monkeypatch.setattr(the_hub, "LONGEST_WAIT", 0.1)
    redis_at(slow_redis.url)
    begin()

    page = listen(bram, "home")

    slow_redis.opened.set()
    assert page.next()[0] == "missed"


def test_installations_that_share_a_redis_do_not_hear_each_other(listen, bram, settings, redis_at):
    the_url = settings.REDIS_URL
    address, _slash, database = the_url.rpartition("/")
    page = listen(bram, "home")

    # Far from those of the tests that run beside this one.
    redis_at(f"{address}/{(int(database) + 8) % 16}")
    ring(bram)
    redis_at(the_url)
    live.send(json.dumps({"what": "out", "people": [bram.pk]}))

    assert page.wait_until_closed()
    assert page.everything() == []
