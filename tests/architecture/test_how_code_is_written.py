"""How code is written: one door for writes, one rule of sight, no hidden side effects."""

import ast
import subprocess
import sys
from pathlib import Path

from tests.architecture.sources import APPS, ROOT, functions, modules, short

# What a view may ask a manager for: rows in somebody's sight, or nothing of anybody's.
SCOPED = {
    "visible_to",
    "readable_by",
    "joined_by",
    "managed_by",
    "editable_by",
    "in_sight_of",
}
# Rows that belong to the reader herself, or words without an author.
OWN_ROWS = {"Draft", "Topic", "Version", "Skill", "Location", "Team", "FunctionProfile"}

# What people call and say: in the audit log stand their numbers.
WORDS = {
    "name",
    "email",
    "title",
    "body",
    "text",
    "words",
    "note",
    "reason",
    "why",
    "personnel_number",
}


def test_apps_depend_downwards_only():
    answer = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 0, answer.stdout


def test_views_and_the_api_fetch_in_the_sight_of_the_reader():
    unscoped = [
        f"{short(path)}:{call.lineno} {ast.unparse(call.func)}"
        for app in APPS
        for path, tree in modules(app)
        if {"views", "api", "api.py"} & set(short(path).split("/"))
        for call in ast.walk(tree)
        if is_manager_call(call)
        and call.func.attr not in SCOPED
        and call.func.value.value.id not in OWN_ROWS
    ]

    assert unscoped == []


def test_only_the_relay_starts_tasks():
    starters = [
        f"{short(path)}:{call.lineno}"
        for path, tree in modules(*APPS, "intranet")
        if short(path) != "intranet/platform/outbox.py"
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in {"delay", "apply_async", "delay_on_commit", "send_task"}
    ]

    assert starters == []


def test_every_write_happens_in_one_transaction():
    """An action that publishes or records is atomic, or is called by one that is."""
    loose = [
        f"{short(path)} {function.name}"
        for app in APPS
        for path, tree in modules(f"{app}/actions")
        for function in functions(tree)
        if calls(function) & {"record"}
        and not {"atomic", "by_owner"} & decorators(function)
        and not function.name.startswith(("set_", "tell_"))
    ]

    assert loose == []


def test_the_audit_log_is_told_of_no_words():
    """That its values are ids and choices, `record` sees to itself."""
    told = {
        f"{short(path)}:{call.lineno} {keyword.arg}"
        for path, tree in modules(*APPS, "intranet")
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "record"
        for keyword in call.keywords
        if keyword.arg in WORDS
    }

    assert told == set()


def test_every_public_function_says_what_it_does():
    silent = [
        f"{short(path)} {function.name}"
        for app in (*APPS, "intranet")
        for path, tree in modules(app)
        if "views" not in path.parts
        and path.name not in {"admin.py"}
        and "commands" not in path.parts
        for function in public_functions(tree)
        if not ast.get_docstring(function)
    ]

    assert silent == []


def is_manager_call(node: ast.AST) -> bool:
    """Tell whether this is `Model.objects.something(...)`."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Attribute)
        and node.func.value.attr == "objects"
        and isinstance(node.func.value.value, ast.Name)
    )


def calls(function: ast.FunctionDef) -> set[str]:
    """Return the names of the functions that are called in it."""
    return {
        node.func.id
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }


def decorators(function: ast.FunctionDef) -> set[str]:
    """Return the last names of its decorators."""
    return {ast.unparse(each).split("(")[0].split(".")[-1] for each in function.decorator_list}


def public_functions(tree: ast.Module) -> list[ast.FunctionDef]:
    """Return the functions of a module that others may call."""
    return [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]
