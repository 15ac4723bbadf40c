"""Nothing is told to open pages that the table of hints does not name."""

import ast

from intranet.live.hints import ABOUT_SOMETHING, TO_PERSONS, TO_PROCESS
from tests.architecture.sources import modules

APPS = ("people", "notifications", "conversations", "communities", "intranet")


def hints_sent():
    """Return every hint that the product sends: its kind and the names of its facts."""
    for _path, tree in modules(*APPS):
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "tell_pages":
                yield call.args[0].value, {each.arg for each in call.keywords}


def test_every_hint_that_is_sent_stands_in_the_table_and_the_other_way_round():
    sent = {what for what, _facts in hints_sent()}

    assert sent == {*ABOUT_SOMETHING, *TO_PERSONS, *TO_PROCESS}


def test_every_hint_about_something_says_who_may_see_it():
    for what, facts in hints_sent():
        if what in ABOUT_SOMETHING:
            assert "audience" in facts, what
            assert set(ABOUT_SOMETHING[what].tells) <= facts, what


def test_no_hint_carries_words():
    numbers = {"audience", "author", "place", "for_all", "thread", "comment", "parent"}

    for what, facts in hints_sent():
        assert facts <= numbers | {"counts", "people", "spread"}, what
