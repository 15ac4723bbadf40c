"""Which functions a function can reach, read from the source: who calls or hands on whom.

Names are followed where they are imported, also through packages that only pass them on. A name
that is handed on counts as called: `settle(request, answer_question)` reaches `answer_question`.
"""

import ast
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from tests.architecture.sources import APPS, ROOT, modules

# "blogs.actions.writing.save_article"; a method is known by its class as well.
Name = str
FOLDERS = (*APPS, "intranet")


def module_name(path: Path) -> str:
    """Return the dotted name of a module."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def trees() -> dict[str, ast.Module]:
    """Return every module of the project, parsed."""
    return {module_name(path): tree for path, tree in modules(*FOLDERS)}


@cache
def imports_of(module: str) -> dict[str, Name]:
    """Return what each imported name of a module stands for, wherever it is imported in it."""
    found: dict[str, Name] = {}
    for node in ast.walk(trees()[module]):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                found[alias.asname or alias.name] = f"{node.module}.{alias.name}"
        elif isinstance(node, ast.Import):
            for alias in node.names:
                found[alias.asname or alias.name.split(".")[0]] = alias.name
    return found


@cache
def definitions() -> dict[Name, tuple[str, ast.AST]]:
    """Return every function and class of the project with the module in which it stands."""
    found: dict[Name, tuple[str, ast.AST]] = {}
    for module, tree in trees().items():
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                found[f"{module}.{node.name}"] = (module, node)
    return found


def home_of(name: Name) -> Name | None:
    """Follow a name through the packages that pass it on to where it is defined."""
    for _step in range(5):
        if name in definitions():
            return name
        module, _, last = name.rpartition(".")
        if module not in trees() or last not in imports_of(module):
            return None
        name = imports_of(module)[last]
    return None


@cache
def uses_of(name: Name) -> frozenset[Name]:
    """Return the functions and classes of the project that a function or class names."""
    module, node = definitions()[name]
    found = set()
    for each in ast.walk(node):
        said = dotted(each)
        if said is None:
            continue
        first, _, rest = said.partition(".")
        known = imports_of(module).get(first, f"{module}.{first}")
        found.add(home_of(f"{known}.{rest}" if rest else known))
        found.add(home_of(known))
    return frozenset(filter(None, found - {name}))


def dotted(node: ast.AST) -> str | None:
    """Return a name, or a name of something in a module, as it is written."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{node.value.id}.{node.attr}"
    return None


def reached_from(names: Iterable[Name]) -> set[Name]:
    """Return everything that can be reached from some functions, themselves with it."""
    found: set[Name] = set()
    open_ones = [home for name in names if (home := home_of(name))]
    while open_ones:
        name = open_ones.pop()
        if name not in found:
            found.add(name)
            open_ones.extend(uses_of(name))
    return found
