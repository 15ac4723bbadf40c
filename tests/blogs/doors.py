"""Every door of the product, and which of them lead to the words of an article.

Doors are found in the code: routes, programs, admin, tasks, commands. A pen is a function that
writes in an article, or in the thread that readers read of it.
"""

import ast
import inspect
from collections.abc import Iterator

from django.contrib import admin
from django.core.management import get_commands, load_command_class
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from intranet.celery import app as celery
from tests.architecture.reaching import FOLDERS, definitions, reached_from

# What changes rows, called on anything.
WRITES = {"save", "create", "update", "bulk_create", "bulk_update", "get_or_create"}
WRITES |= {"update_or_create", "delete", "raw", "execute"}
# Opens or changes the words of any thread.
OF_THREADS = {"open_thread", "edit_thread", "merge_threads", "bring_out", "show_again"}


def pens() -> set[str]:
    """Return the functions that write in articles, read from the code."""
    found = set()
    for name, (_module, node) in definitions().items():
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if node.name in OF_THREADS or touches_articles(node) and writes(node):
            found.add(name)
    return found


def touches_articles(node: ast.AST) -> bool:
    """Tell whether a function speaks of articles at all."""
    words = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
    words |= {each.arg for each in ast.walk(node) if isinstance(each, ast.arg)}
    return bool(words & {"Article", "article", "articles"})


def writes(node: ast.AST) -> bool:
    """Tell whether a function changes rows."""
    calls = (each.func for each in ast.walk(node) if isinstance(each, ast.Call))
    return any(isinstance(call, ast.Attribute) and call.attr in WRITES for call in calls)


def doors() -> dict[str, list[str]]:
    """Return every door by name, with the functions that stand behind it."""
    celery.loader.import_default_modules()
    return {
        **{f"route {name}": found for name, found in routes()},
        **{f"task {name}": [name] for name in celery.tasks if name.startswith(FOLDERS)},
        **{f"command {name}": found for name, found in commands()},
        **{f"admin {name}": found for name, found in administered()},
    }


def doors_to_articles() -> set[str]:
    """Return the doors from which a pen can be reached."""
    ends = pens()
    return {door for door, behind in doors().items() if reached_from(behind) & ends}


def routes() -> Iterator[tuple[str, list[str]]]:
    """Yield each route of ours, programs' with them."""
    for pattern in walk(get_resolver().url_patterns):
        view = inspect.unwrap(pattern.callback)
        shown = getattr(view, "view_class", None) or getattr(view, "cls", None) or view
        if shown.__module__.startswith(FOLDERS):
            yield pattern.name or str(pattern.pattern), [f"{shown.__module__}.{shown.__name__}"]


def walk(patterns: list) -> Iterator[URLPattern]:
    """Yield each route below the roots, the admin's apart."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.app_name != "admin":
                yield from walk(pattern.url_patterns)
        else:
            yield pattern


def commands() -> Iterator[tuple[str, list[str]]]:
    """Yield each management command of ours."""
    for name, app in get_commands().items():
        if isinstance(app, str) and app.startswith(FOLDERS):
            command = type(load_command_class(app, name))
            yield name, [f"{command.__module__}.{command.__name__}"]


def administered() -> Iterator[tuple[str, list[str]]]:
    """Yield what the admin site shows: each class, its parts and its actions."""
    for model, shown in admin.site._registry.items():
        kinds = [type(shown), *(type(inline) for inline in shown.get_inline_instances(None))]
        yield model._meta.label, [f"{kind.__module__}.{kind.__name__}" for kind in kinds]
