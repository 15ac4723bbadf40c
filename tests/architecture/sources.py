"""The project's own source files, for the tests about how it is built."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
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


def modules(*folders: str) -> Iterator[tuple[Path, ast.Module]]:
    """Yield each Python module below the folders, parsed; migrations are Django's own."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, ast.parse(path.read_text())


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield each function and method of a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def short(path: Path) -> str:
    """Return a path as one reads it in a failure."""
    return str(path.relative_to(ROOT))
