"""Counting what rules found, by rule and day; of whom is kept nowhere."""

from intranet.platform.judging import Verdict


def count_findings(verdict: Verdict) -> None:
    """Add one hit to each rule that found something."""
