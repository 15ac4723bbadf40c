"""Counting what rules found, by rule and day; of whom is kept nowhere."""

from collections.abc import Iterable
from typing import Any

from django.db import connection

from intranet.platform import clock
from intranet.platform.judging import Step, Verdict

COUNT = """
    INSERT INTO moderation_ruleday (rule_id, "on", hits, went_on)
    SELECT rule.id, %(day)s, %(hits)s, %(went_on)s
      FROM moderation_rule AS rule WHERE rule.id = ANY(%(rules)s)
    ON CONFLICT (rule_id, "on") DO UPDATE
       SET hits = moderation_ruleday.hits + excluded.hits,
           went_on = moderation_ruleday.went_on + excluded.went_on
"""


def count_findings(verdict: Verdict, *, seen: tuple[int, ...] = ()) -> None:
    """Add one hit to each rule that found something its author had not been shown before.

    Where she had, and it was a hint, she posted all the same.
    """
    new = [each.rule_id for each in verdict.findings if each.rule_id not in seen]
    count(new, hits=1)
    past = [each for each in verdict.findings if each.rule_id in seen and each.step == Step.HINT]
    if not verdict.is_refused and not verdict.asked_to_read:
        count([each.rule_id for each in past], went_on=1)


def count(rules: Iterable[int], *, hits: int = 0, went_on: int = 0) -> None:
    """Add to the lines of today, in the order of their numbers so that nobody waits in a circle."""
    numbers = sorted(rules)
    if not numbers:
        return
    today = clock.day_here(clock.now())
    values: dict[str, Any] = {"day": today, "hits": hits, "went_on": went_on, "rules": numbers}
    with connection.cursor() as cursor:
        cursor.execute(COUNT, values)
