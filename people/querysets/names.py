"""How names are ordered, and how they are found by their beginnings."""

import re

from django.db import models
from django.db.models import F, Func, Q, TextField, Value
from django.db.models.functions import Concat

# Words beyond these do not narrow a search any more.
MOST_WORDS = 5


class SortKey(Func):
    """Small letters without accents, so that Éva stands between Emma and Fatima."""

    function = "onderling_sort_key"
    output_field = TextField()


def words_of(text: str) -> list[str]:
    """Split what was typed into words of letters and digits only."""
    return re.findall(r"[^\W_]+", text)[:MOST_WORDS]


def begins_with(field: str, word: str) -> Q:
    """Match where a word in this field begins so; accents and capitals do not matter."""
    begins = Concat(Value(r"\m"), SortKey(Value(word)), output_field=TextField())
    return Q(SortKeyMatches(SortKey(F(field)), begins))


class SortKeyMatches(Func):
    """Whether a text matches a pattern; a trigram index answers it."""

    template = "%(expressions)s"
    arg_joiner = " ~ "
    output_field = models.BooleanField()
    conditional = True
