"""Alive and ready: the two questions of proxies, containers and `bin/run`."""

from collections.abc import Callable
from functools import cache

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

SECONDS_TO_ANSWER = 1


class MigrationsPending(Exception):
    """The database does not have today's tables yet."""


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that this process is alive; it asks nobody."""
    return HttpResponse("alive\n", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Say, in one word each, whether what this process needs is there."""
    parts = {
        "database": "ready" if _works(ask_database) else "down",
        "broker": "ready" if _works(ask_broker) else "down",
        "migrations": "ready" if _works(ask_migrations) else "pending",
    }
    is_ready = set(parts.values()) == {"ready"}
    return JsonResponse(parts, status=200 if is_ready else 503)


def probes_first(get_response: Callable) -> Callable:
    """Answer both before anything else looks at the request.

    Whoever probes from inside knows neither the public host name nor HTTPS.
    """
    answers = {"/healthz": healthz, "/readyz": readyz}

    def middleware(request: HttpRequest) -> HttpResponse:
        return answers.get(request.path_info, get_response)(request)

    return middleware


def ask_database() -> None:
    """Raise unless the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def ask_broker() -> None:
    """Raise unless the broker answers."""
    limits = {"socket_connect_timeout": SECONDS_TO_ANSWER, "socket_timeout": SECONDS_TO_ANSWER}
    with redis.Redis.from_url(settings.REDIS_URL, **limits) as broker:
        broker.ping()


@cache
def ask_migrations() -> None:
    """Raise while migrations are pending; once they are done, the answer is kept."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise MigrationsPending


def _works(ask: Callable[[], object]) -> bool:
    try:
        ask()
    except (DatabaseError, redis.RedisError, OSError, MigrationsPending):
        return False
    return True
