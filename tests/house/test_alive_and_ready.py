"""Telling a proxy whether the product is alive and ready."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from intranet.platform import health

NOBODY = "redis://:secret@127.0.0.1:1/0"


@pytest.fixture(autouse=True)
def forget_the_answer():
    """What one test found out about the tables is not kept for the next."""
    forget = health.ask_migrations.cache_clear
    forget()
    yield
    forget()


def test_alive_asks_nobody(client):
    assert client.get("/healthz").content == b"alive\n"


@pytest.mark.django_db
def test_ready_when_database_broker_and_tables_are_there(client):
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert set(answer.json().values()) == {"ready"}


@pytest.mark.django_db
def test_a_broker_that_does_not_answer_is_named_and_nothing_else_is_told(client, settings):
    settings.REDIS_URL = NOBODY

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == {"database": "ready", "broker": "down", "migrations": "ready"}


@pytest.mark.django_db
def test_tables_that_are_not_there_yet_are_named(client):
    MigrationRecorder(connection).migration_qs.filter(app="communities").delete()

    assert client.get("/readyz").json()["migrations"] == "pending"


def test_a_database_that_does_not_answer_is_named(client, monkeypatch):
    def refuse():
        raise health.DatabaseError

    monkeypatch.setattr(health, "ask_database", refuse)
    monkeypatch.setattr(health, "ask_migrations", refuse)

    assert client.get("/readyz").json()["database"] == "down"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_who_asks_from_inside_needs_neither_the_host_name_nor_https(settings, address):
    settings.SECURE_SSL_REDIRECT = True

    answer = Client(headers={"host": "10.0.0.7:8000"}).get(address)

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_nothing_can_be_sent_there(client, address):
    assert client.post(address).status_code == 405
