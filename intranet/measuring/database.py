"""This process's own way to a database and a broker that were started after it."""

from collections.abc import Mapping

import environ
from django.conf import settings
from django.db import connections

from intranet.celery import app


def connect(environment: Mapping[str, str]) -> None:
    """Lead Django to the database of this environment; tasks and hints for pages to its broker."""
    connections.close_all()
    address = environ.Env.db_url_config(environment["DATABASE_URL"])
    connections["default"].settings_dict.update(address)
    settings.REDIS_URL = app.conf.broker_url = environment["REDIS_URL"]
