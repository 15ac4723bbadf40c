"""Shipping the product: what the containers are, and that every setting is written down."""

import ast
import os
import re
import subprocess
import sys

import pytest
import yaml

from tests.house.conftest import ROOT

COMPOSE = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
SERVICES = yaml.safe_load(COMPOSE)["services"]
DOCUMENTED = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs/settings.md").read_text(), re.M))
COMPLETE = {
    "SECRET_KEY": "only-for-this-test-" + "0123456789abcdef" * 3,
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "SITE_URL": "https://plein.example.org",
    "EMAIL_URL": "smtp://127.0.0.1:25",
    "MAIL_FROM": "Het Plein <plein@example.org>",
    "DATA_DIR": "/nonexistent",
}


def settings_that_are_read():
    for file in (ROOT / "intranet" / "settings").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            is_read = isinstance(node, ast.Call) and ast.unparse(node.func).startswith("env")
            if is_read and node.args and str(getattr(node.args[0], "value", "")).isupper():
                yield node.args[0].value


def in_production(*command, **settings):
    return subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", *command],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "intranet.settings.production",
            **{name: value for name, value in settings.items() if value},
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_setting_is_in_the_table():
    mentioned = set(re.findall(r"\$\{([A-Z_]+)", COMPOSE))

    assert set(settings_that_are_read()) | mentioned <= DOCUMENTED


def test_the_table_names_no_setting_that_nobody_reads():
    sources = [*(ROOT / "bin").iterdir(), *(ROOT / "deploy").iterdir(), ROOT / ".ci" / "run"]
    sources += [ROOT / "tests" / "teststack.py", ROOT / "docker-compose.yml"]
    sources += (ROOT / "intranet" / "settings").glob("*.py")
    text = "".join(file.read_text(encoding="utf-8") for file in sources if file.is_file())

    assert not [name for name in DOCUMENTED if name not in text]


def test_only_the_proxy_is_reached_from_outside():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]


def test_the_database_and_the_broker_are_reached_from_inside_only():
    assert [SERVICES[name]["networks"] for name in ("postgres", "redis")] == [["inside"]] * 2


def test_nothing_starts_before_the_tables_are_there():
    waiting = [name for name in SERVICES if "migrate" in SERVICES[name].get("depends_on", {})]

    assert waiting == ["web", "worker", "beat", "sweeper"]


def test_one_image_does_all_the_work_and_the_start_script_knows_each_part():
    ours = [name for name in SERVICES if SERVICES[name]["image"].startswith("onderling:")]
    script = (ROOT / "deploy" / "start").read_text()

    assert ours == ["migrate", "web", "worker", "beat", "sweeper"]
    assert all(f"\n{name})" in script for name in ours if name != "migrate")


@pytest.mark.parametrize("missing", COMPLETE)
def test_production_names_the_setting_that_is_missing(missing):
    answer = in_production("check", **{**COMPLETE, missing: ""})

    assert answer.returncode == 1
    assert answer.stderr.startswith(f"Onderling cannot start: set {missing}, ")
    assert answer.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "value"), [("SITE_URL", "http://plein.example.org"), ("SECRET_KEY", "short")]
)
def test_production_refuses_what_is_not_safe(name, value):
    answer = in_production("check", **{**COMPLETE, name: value})

    assert answer.returncode == 1
    assert f"Onderling cannot start: {name} " in answer.stderr


def test_production_fetches_no_mail_over_a_line_that_others_read():
    mailbox = {"ANSWERS_ADDRESS": "antwoord@plein.example.org"}
    mailbox |= {"ANSWERS_URL": "imap://antwoord:geheim@mail.example.org/INBOX"}

    answer = in_production("check", **COMPLETE, **mailbox)

    assert answer.returncode == 1
    assert "Onderling cannot start: ANSWERS_URL must begin with imaps://" in answer.stderr


@pytest.mark.house
def test_django_has_nothing_to_say_against_the_settings_of_production():
    answer = in_production("check", "--deploy", "--fail-level", "WARNING", **COMPLETE)

    assert "no issues" in answer.stdout, answer.stderr
    assert answer.returncode == 0
