"""Nothing escapes the registry: a new way to see something must say what it may show."""

import ast
import dataclasses
import importlib
import inspect
import pkgutil

from django.conf import settings
from django.urls import get_resolver
from django.urls.resolvers import URLPattern

from intranet.celery import app as celery
from intranet.reactions import REACTIONS
from notifications.models import Reason
from tests.architecture.sources import ROOT, modules, short
from tests.sight.programs import APART, ASKED, SENT
from tests.sight.ways import CHANGES, ELSEWHERE, MAILS, SHOWN

APPS = (
    "people",
    "notifications",
    "search",
    "moderation",
    "conversations",
    "communities",
    "blogs",
    "webhooks",
)
TEMPLATES = ROOT / "templates"
# Modules besides views that name a page.
SHOW_PAGES = {
    "blogs/panels.py": "parts of the profile and of home, which are in the table of ways",
    "communities/panels.py": "a part of the profile, which is in the table of ways",
    "moderation/panels.py": "a part of the first visit, which is in the table of ways",
    "intranet/trying.py": "what a program can ask, and nothing of anybody",
    "intranet/settings/ports.py": "names the cards of threads on pages in the table of ways",
    "intranet/errors.py": "says that something is not there or went wrong",
}
# Routes by name, wherever they are listed.
LISTED = {*SHOWN, *CHANGES, *ELSEWHERE, *ASKED, *SENT, *APART}
# Messages that only say "there is work": what the work is stands in the outbox.
WAKE_UPS = {"intranet.platform.tasks.run_outbox"}


def test_every_route_of_the_product_is_in_the_table_of_ways():
    ours = {name for name, module in named_routes() if module.split(".")[0] in (*APPS, "intranet")}

    assert sorted(ours - LISTED) == []


def test_the_table_of_ways_names_no_route_that_is_gone():
    names = {name for name, _module in named_routes()}

    assert sorted(LISTED - names) == []


def test_every_method_of_the_api_is_in_the_table_of_ways():
    listed = {(name, "get") for name in ASKED}
    listed |= {(name, write.method) for name, writes in SENT.items() for write in writes}
    theirs = {
        (pattern.name, method)
        for pattern in walk(get_resolver().url_patterns)
        for method in ("get", "post", "put", "patch", "delete")
        if (view := getattr(pattern.callback, "view_class", None))
        and hasattr(view, method)
        and (pattern.name or "").startswith("api_")
        and pattern.name not in APART
    }

    assert theirs == listed


def test_every_event_has_a_row_in_the_table_of_reactions():
    events = {
        found
        for app in APPS
        for _name, found in inspect.getmembers(module_of(app, "events"), dataclasses.is_dataclass)
    }

    assert events == set(REACTIONS)


def test_every_task_is_a_reaction_or_stands_in_the_schedule():
    reactions = {
        f"{task.__module__}.{task.__name__}" for tasks in REACTIONS.values() for task in tasks
    }
    scheduled = {entry["task"] for entry in celery.conf.beat_schedule.values()}
    ours = {name for name in all_tasks() if not name.startswith("celery.")}

    assert ours == reactions | scheduled | WAKE_UPS


def test_every_kind_of_subject_in_the_bell_says_what_a_reader_may_see():
    for path in settings.NOTIFICATION_SUBJECTS.values():
        module, name = path.rsplit(".", 1)
        assert callable(getattr(importlib.import_module(module), name))


def test_every_mail_is_in_the_table_of_mails():
    ours = {path.name.removesuffix("_message.txt") for path in TEMPLATES.rglob("email/*_message.*")}

    assert ours == set(MAILS)


def test_every_reason_in_the_bell_has_its_words_and_no_other():
    said = {path.stem for path in (TEMPLATES / "notifications" / "kinds").glob("*.html")}

    assert said == set(Reason.values)


def test_only_views_show_pages():
    others = {
        short(path)
        for path, tree in modules(*APPS, "intranet")
        if not {"views", "admin", "forms"} & set(path.parts) and templates_in(tree)
    }

    assert others == set(SHOW_PAGES)


def templates_in(tree: ast.AST) -> list[str]:
    """Return the names of templates that stand in a module."""
    words = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    names = (word for word in words if isinstance(word, str) and word.endswith(".html"))
    return [name for name in names if (TEMPLATES / name).is_file()]


def named_routes() -> list[tuple[str, str]]:
    """Return the name and the module of the view of every route outside the admin and allauth."""
    found = []
    for pattern in walk(get_resolver().url_patterns):
        view = inspect.unwrap(pattern.callback)
        if pattern.name:
            found.append((pattern.name, getattr(view, "view_class", view).__module__))
    return found


def walk(patterns):
    """Yield every pattern, also of what is included, except those with a namespace of their own."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        elif not getattr(pattern, "namespace", None):
            yield from walk(pattern.url_patterns)


def module_of(app: str, name: str):
    """Import a module of an app; an app without it has none to show."""
    if any(
        found.name == name for found in pkgutil.iter_modules(importlib.import_module(app).__path__)
    ):
        return importlib.import_module(f"{app}.{name}")
    return object()


def all_tasks() -> set[str]:
    """Return the names of every task that a worker would know."""
    for app in APPS:
        module_of(app, "tasks")
    celery.loader.import_default_modules()
    return set(celery.tasks)
