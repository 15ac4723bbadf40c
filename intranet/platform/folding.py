"""Texts, icons and addresses whose arguments are written in the template are written out once.

A page asks for some hundred of them; asking for each anew takes longer than all the rest of it
(docs/performance.md). So each language has an environment of its own. Indentation is for who reads
the template, and is not sent.
"""

import re
from typing import Any

from django.utils import translation
from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

TEXTS = {"_", "gettext"}
# Functions whose answer to written arguments is always the same.
CONSTANT = {"icon", "static", "url"}
INDENTATION = re.compile(r"^[ \t]{2,}|[ \t]*\n\s*")


class OneLanguage(Environment):
    """Compiles templates for one language."""

    language = "en"

    def make_globals(self, d: Any) -> Any:
        """Return them as a plain dict, which is copied faster than Jinja's chain of two."""
        return {**self.globals, **d} if d else self.globals

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        with translation.override(self.language):
            return Folding(self, is_page=not (name or "").endswith(".txt")).visit(tree)


class Folding(NodeTransformer):
    """Replaces calls by what they answer, and leaves out how a template is indented."""

    def __init__(self, environment: Environment, *, is_page: bool) -> None:
        self.environment, self.is_page = environment, is_page

    def visit_TemplateData(self, node: nodes.TemplateData) -> nodes.TemplateData:  # noqa: N802
        """Let one sign stand for much white space; of what people wrote nothing is touched."""
        if self.is_page:
            node.data = INDENTATION.sub(lambda found: "\n" if "\n" in found[0] else "", node.data)
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802
        """Write out a call of ours whose arguments are all written in the template."""
        self.generic_visit(node)
        called = getattr(node.node, "name", None)
        if called not in TEXTS | CONSTANT or node.kwargs or node.dyn_args or node.dyn_kwargs:
            return node
        try:
            arguments = [argument.as_const() for argument in node.args]
        except nodes.Impossible:
            return node
        return nodes.Const(self.answer(called, arguments), lineno=node.lineno)

    def answer(self, called: str, arguments: list[Any]) -> Any:
        """Call it, as the page would."""
        if called in TEXTS:
            return Markup(translation.gettext(*arguments)) % {}  # noqa: S704
        ask: Any = self.environment.globals[called]
        return ask(*arguments)


class ByLanguage:
    """What Django's engine takes for its environment: one for each language, made when needed."""

    def __init__(self, make: Any) -> None:
        self._make = make
        self._made: dict[str, Environment] = {}

    def _here(self) -> Environment:
        language = translation.get_language() or "en"
        if language not in self._made:
            self._made[language] = self._make(language)
        return self._made[language]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._here(), name)
