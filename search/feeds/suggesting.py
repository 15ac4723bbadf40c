"""What somebody may have meant: words that look alike, and of which she may see a hit."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from search.feeds.finding import Answer, Narrowed, find
from search.feeds.questions import WORD, Question, Term, fold, terms_alike

# Ways to read a question with typing errors that are tried.
MOST_TRIES = 3


def meant(
    viewer: Any, question: Question, used: list[str], *, until: datetime, narrowed: Narrowed
) -> tuple[str, Question, Answer]:
    """Return the words that were meant, the question with them, and its answer; '' when unknown.

    Only words of which the reader herself may see a hit are ever said: the one that is shown is
    looked for exactly as it is written, in her sight. A word that others used where she may not
    read is not among the `used` ones, so that she cannot tell it from one that nobody used.
    """
    unknown = [term for term in question.terms if term.typed not in used]
    alike = {term.typed: terms_alike(term.typed) for term in unknown}
    if not unknown or not all(alike.values()):
        return "", question, Answer()
    for number in range(MOST_TRIES):
        chosen = {typed: others[min(number, len(others) - 1)] for typed, others in alike.items()}
        terms = tuple(chosen.get(term.typed, term) for term in question.terms)
        tried = replace(question, terms=terms)
        answer = find(viewer, tried, until=until, narrowed=narrowed)
        if answer:
            return in_words(question.typed, chosen), tried, answer
    return "", question, Answer()


def words_used(viewer: Any, question: Question, until: datetime) -> list[str]:
    """Return the words of a question that stand somewhere where the reader may read."""
    return [term.typed for term in question.terms if is_used(viewer, term, until)]


def is_used(viewer: Any, term: Term, until: datetime) -> bool:
    """Tell whether a word, in any of its forms, stands somewhere where the reader may read."""
    return bool(find(viewer, Question(term.typed, (term,)), until=until, most=1))


def in_words(typed: str, chosen: dict[str, Term]) -> str:
    """Write what was typed with the words that were meant."""
    return WORD.sub(
        lambda word: chosen[fold(word[0])].typed if fold(word[0]) in chosen else word[0], typed
    )
