"""This process's own way to a database that was started after it."""

from collections.abc import Mapping

import environ
from django.db import connections


def connect(environment: Mapping[str, str]) -> None:
    """Lead Django to the database of this environment."""
    connections.close_all()
    address = environ.Env.db_url_config(environment["DATABASE_URL"])
    connections["default"].settings_dict.update(address)
