"""`field__any=...`: among a list of values, or among the rows of another question.

Unlike `in`, a list is one parameter however long it is, and a question stays a question of its
own: PostgreSQL answers it once, and plans the rest without joining it (docs/performance.md).
"""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Field, ForeignKey, Lookup
from django.db.models.sql import Query


@Field.register_lookup
@ForeignKey.register_lookup
class AnyOf(Lookup):
    """Compares with each of many."""

    lookup_name = "any"
    prepare_rhs = False

    def __init__(self, lhs: Any, rhs: Any) -> None:
        super().__init__(lhs, ArraySubquery(rhs) if isinstance(rhs, Query) else rhs)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple]:
        """Write it for PostgreSQL."""
        left, parameters = self.process_lhs(compiler, connection)
        if hasattr(self.rhs, "as_sql"):
            right, more = compiler.compile(self.rhs)
            return f"{left} = ANY({right})", (*parameters, *more)
        return f"{left} = ANY(%s)", (*parameters, list(self.rhs))
