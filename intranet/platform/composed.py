"""Questions that every page asks: composed and compiled once, then only asked, with other values.

To compose a query set and compile it takes Django longer than PostgreSQL takes to answer, and
PostgreSQL needs longer to plan than to look (docs/performance.md). Both are the same each time.
"""

from collections.abc import Callable
from copy import copy
from datetime import UTC, date, datetime, timedelta
from functools import wraps
from itertools import count
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import NotSupportedError, connections
from django.db.models import Model, QuerySet

# More ways to compose one question mean that a text from outside is taken for a word of its own.
MOST_SHAPES = 100

# Name the questions of this process, each with a number that none had before.
NUMBERS = count(1)

# Stand for values while a question is composed; no row has such a number, time or key.
NUMBER = 918273645546372000
MOMENT = datetime(7777, 7, 7, tzinfo=UTC)


class Word(str):
    """A text that is a value, and not part of the question."""


class Sought(Word):
    """Words in PostgreSQL's language of questions to a text."""


KINDS = {
    int: "bigint",
    datetime: "timestamptz",
    UUID: "uuid",
    list: "bigint[]",
    Sought: "tsquery",
}


class Row(int):
    """Stands for a person or another row: it has a number, and tells nothing else."""

    is_active = True

    @property
    def pk(self) -> int:
        """Return the number that stands for any."""
        return int(self)


class InactiveRow(Row):
    """Stands for somebody who does not work here any more."""

    is_active = False


def composed_once(compose: Callable[..., QuerySet]) -> Callable[..., list[Any]]:
    """Turn a function that composes a query set into one that asks it and returns the rows.

    Rows, whole numbers, times, keys, lists of numbers and `Word`s are values: they can only be
    compared. Words, truths and None belong to the question itself. Of a row only its number and
    `is_active` can be asked; a moment of its own would be frozen, so it is refused.
    """
    questions: dict[tuple, Question | None] = {}

    @wraps(compose)
    def ask(*arguments: Any) -> list[Any]:
        shape = tuple(map(shape_of, arguments))
        if shape not in questions:
            if len(questions) == MOST_SHAPES:
                raise TypeError(f"{compose.__qualname__} was asked in too many ways; use Word")
            questions[shape] = compiled(compose, arguments)
        question = questions[shape]
        return question.ask([value_of(each) for each in arguments]) if question else []

    return ask


def shape_of(argument: Any) -> Any:
    """Return what of an argument changes the question itself."""
    if isinstance(argument, Model):
        return Row if getattr(argument, "is_active", True) else InactiveRow
    return type(argument) if is_value(argument) else argument


def value_of(argument: Any) -> Any:
    """Return what of an argument is compared."""
    if isinstance(argument, Model):
        return argument.pk
    return list(argument) if isinstance(argument, tuple) else argument


def is_value(argument: Any) -> bool:
    """Tell whether this is compared, and not part of the question."""
    kinds = (int, datetime, UUID, list, tuple, Word)
    return isinstance(argument, kinds) and not isinstance(argument, bool)


def stand_in(argument: Any, place: int) -> Any:
    """Return something of the same kind that is found again among the parameters."""
    if isinstance(argument, Model):
        return shape_of(argument)(NUMBER + place)
    if isinstance(argument, datetime):
        return MOMENT + timedelta(days=place)
    if isinstance(argument, list | tuple):
        return [NUMBER + place]
    if isinstance(argument, UUID):
        return UUID(int=NUMBER + place)
    if isinstance(argument, Word):
        return type(argument)(f"{NUMBER + place}")
    return NUMBER + place if is_value(argument) else argument


def compiled(compose: Callable[..., QuerySet], arguments: tuple) -> "Question | None":
    """Compose the question with stand-ins; None when nothing can ever answer it."""
    stand_ins = [stand_in(argument, place) for place, argument in enumerate(arguments)]
    rows = compose(*stand_ins)
    compiler = rows.query.get_compiler(rows.db)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        return None
    known = {repr(each): place for place, each in enumerate(stand_ins) if is_value(each)}
    places = {
        position: known[repr(value)]
        for position, value in enumerate(parameters)
        if repr(value) in known
    }
    for position, value in enumerate(parameters):
        if position not in places and is_frozen(value):
            raise TypeError(f"{compose.__qualname__} freezes {value!r}; make it an argument")
    return Question(rows, compiler, sql, list(parameters), places)


def is_frozen(value: Any) -> bool:
    """Tell whether a parameter is a moment, or has swallowed a stand-in."""
    return isinstance(value, date) or str(NUMBER)[:12] in str(value)


class Question:
    """A compiled query set, and which argument goes where among its parameters."""

    def __init__(
        self, rows: QuerySet, compiler: Any, sql: str, parameters: list, places: dict[int, int]
    ) -> None:
        self._rows, self._compiler = rows, compiler
        self._sql, self._parameters, self._places = sql, parameters, places
        self._used = sorted(set(places.values()))
        # PostgreSQL keeps the plan under this name for longer than this object may live.
        self._name = f"question_{next(NUMBERS)}"

    def ask(self, values: list[Any]) -> list[Any]:
        """Ask it with these values."""
        if not settings.PREPARED_STATEMENTS:
            return self._ask_plainly(values)
        try:
            return self._ask_prepared(values)
        except NotSupportedError:
            # A migration gave a column another type while this process runs: the kept plan is void.
            if connections[self._rows.db].in_atomic_block:
                raise
            return self._ask_plainly(values)

    def _ask_prepared(self, values: list[Any]) -> list[Any]:
        name = self._prepared(values)
        marks = f"({', '.join(['%s'] * len(self._used))})" if self._used else ""
        return self._read(f"EXECUTE {name} {marks}", [values[place] for place in self._used])

    def _ask_plainly(self, values: list[Any]) -> list[Any]:
        told = [
            values[self._places[position]] if position in self._places else value
            for position, value in enumerate(self._parameters)
        ]
        return self._read(self._sql, told)

    def _read(self, sql: str, parameters: list[Any]) -> list[Any]:
        compiler = copy(self._compiler)
        compiler.connection = connections[self._rows.db]
        compiler.as_sql = lambda *args, **kwargs: (sql, tuple(parameters))
        rows: Any = self._rows
        return list(rows._iterable_class(Asked(rows, compiler)))

    def _prepared(self, values: list[Any]) -> str:
        """Have PostgreSQL keep its plan for as long as the connection lives; return its name."""
        connection: Any = connections[self._rows.db]
        connection.ensure_connection()
        known: set[str]
        told, known = getattr(connection, "prepared_questions", (None, set()))
        if told is not connection.connection:
            known = set()
            connection.prepared_questions = connection.connection, known
        if self._name not in known:
            with connection.cursor() as cursor:
                cursor.execute(self._preparation(cursor, values))
            known.add(self._name)
        return self._name

    def _preparation(self, cursor: Any, values: list[Any]) -> str:
        marks = [
            f"${self._used.index(self._places[position]) + 1}"
            if position in self._places
            else cursor.cursor.mogrify("%s", (value,)).decode()
            for position, value in enumerate(self._parameters)
        ]
        kinds = ", ".join(KINDS.get(type(values[place]), "text") for place in self._used)
        asked = self._sql % tuple(marks)
        return f"PREPARE {self._name}{f' ({kinds})' if kinds else ''} AS {asked}"


class Asked:
    """What Django's own reading of rows wants to know of a query set."""

    def __init__(self, rows: Any, compiler: Any) -> None:
        self.db, self.query = rows.db, self
        self._known_related_objects, self._fields = rows._known_related_objects, rows._fields
        self._compiler, self._asked = compiler, rows.query

    def get_compiler(self, *args: Any, **kwargs: Any) -> Any:
        """Return the compiler that knows its answer already."""
        return self._compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._asked, name)
