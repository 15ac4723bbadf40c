"""What the drill says about itself, in figures."""

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable

from intranet.measuring.drill.killing import Kill
from intranet.measuring.drill.reckoning import Finding
from intranet.measuring.drill.talking import Account
from intranet.platform.embedded.speech import say

EXAMPLES = 5


def tell_about_talking(accounts: list[Account], seconds: float) -> None:
    """Say how often people had to try, and what they saw in between."""
    acknowledged = [each for account in accounts for each in account.acknowledged]
    tries = sum(each.tries for each in acknowledged)
    waits = sorted(each.seconds for each in acknowledged) or [0.0]
    say(f"\n{len(acknowledged)} forms were acknowledged in {seconds:.0f} s after {tries} tries;")
    say(
        f"a form waited {statistics.median(waits):.2f} s in the middle, "
        f"{waits[int(len(waits) * 0.99)]:.1f} s at worst but for one in a hundred, "
        f"{waits[-1]:.1f} s at worst."
    )
    refusals = sum((account.refusals for account in accounts), Counter())
    for reason, times in refusals.most_common():
        say(f"  {times:6}  {reason}")


def tell_about_deaths(kills: list[Kill]) -> None:
    """Say what was killed how often, and how long it was away."""
    say(f"\n{len(kills)} were killed:")
    by_part = defaultdict(list)
    for kill in kills:
        by_part[kill.part].append(kill)
    for part, deaths in sorted(by_part.items()):
        away = sorted(kill.absence for kill in deaths if not kill.was_a_child)
        children = sum(kill.was_a_child for kill in deaths)
        line = f"  {part:9} {len(deaths):3} times"
        if away:
            line += f", away for {statistics.median(away):.1f} s, at most {away[-1]:.1f} s"
        if children:
            line += f"; {children} times a process of its own"
        say(line)


def tell_about_findings(findings: Iterable[Finding]) -> bool:
    """Say what was compared with what; return whether all of it is right."""
    say(f"\n{'':52}{'expected':>9}{'found':>9}")
    all_right = True
    for finding in findings:
        all_right = all_right and finding.is_right
        verdict = "" if finding.is_right else "  WRONG"
        say(f"{finding.question:52}{finding.expected:9}{finding.found:9}{verdict}")
        for name, things in (("missing", finding.missing), ("too many", finding.surplus)):
            for thing in things[:EXAMPLES]:
                say(f"    {name}: {thing}")
            if len(things) > EXAMPLES:
                say(f"    {name}: {len(things) - EXAMPLES} more")
    return all_right
