"""Somebody who lets other software listen, and that software."""

import pytest

from tests.factories.people import make_administrator
from tests.webhooks.receiver import Receiver
from webhooks.actions import keep_webhook
from webhooks.models import Happening


@pytest.fixture
def tom():
    return make_administrator("Tom Beheer")


@pytest.fixture(scope="session")
def _receiver(tmp_path_factory):
    receiver = Receiver(tmp_path_factory.mktemp("receiver"))
    yield receiver
    receiver.stop()


@pytest.fixture
def receiver(_receiver, settings, monkeypatch):
    """A server on this machine, which is outside for these tests."""
    settings.OUTGOING_NETWORKS = ["127.0.0.0/8", "::1/128"]
    monkeypatch.setenv("SSL_CERT_FILE", str(_receiver.certificate))
    _receiver.start_anew()
    return _receiver


@pytest.fixture
def webhook(tom, receiver):
    return keep_webhook(
        owner=tom, name="Meldkamer", url=receiver.url, happenings=list(Happening.values)
    )
