"""What the bench says: ratios first."""

import statistics

from intranet.measuring.bench.rounds import Figures, bare_of
from intranet.platform.embedded.speech import say

MOST_KILOBYTES = 60


def tell_costs(figures: dict[str, Figures]) -> None:
    """Say what each act costs."""
    bare = bare_of(figures)
    say(
        f"\n{'':26}{'x bare':>7}{'goal':>6}{'ms CPU':>9}{'web':>7}{'db':>7}{'broker':>8}"
        f"{'ms wall':>9}{'queries':>9}{'goal':>6}{'kB':>7}{'packed':>8}"
    )
    for name, found in figures.items():
        cost = found.cost
        say(
            f"{name:26}{found.times(bare):7.2f}{found.act.most_times_bare or '':>6}"
            f"{ms(cost.total):9.2f}{ms(cost.web):7.2f}{ms(cost.database):7.2f}{ms(cost.broker):8.2f}"
            f"{ms(statistics.median(found.seconds)):9.2f}{found.queries:9}"
            f"{found.act.most_queries or '':>6}{found.kilobytes:7.1f}{found.compressed:8.1f}"
        )
    for name, found in figures.items():
        if found.afterwards:
            after = Figures(found.act, costs=found.afterwards)
            cost = after.cost
            say(
                f"{'after ' + name:26}{after.times(bare):7.2f}{'':>6}{ms(cost.total):9.2f}"
                f"{ms(cost.web):7.2f}{ms(cost.database):7.2f}{ms(cost.broker):8.2f}"
            )


def tell_growth(
    small: dict[str, Figures], large: dict[str, Figures], factor: int, most: float
) -> None:
    """Say how much more each act costs in a company that is so many times as large."""
    say(f"\n{factor} times as large{'':10}{'x':>7}{'goal':>6}{'x db':>8}{'ms db':>8}{'was':>8}")
    for name, found in large.items():
        before = small[name]
        database = found.cost.database / before.cost.database
        say(
            f"{name:26}{found.times(before):7.2f}{most:>6}{database:8.2f}"
            f"{ms(found.cost.database):8.2f}{ms(before.cost.database):8.2f}"
        )


def tell_crowd(bare: list[tuple[float, int]], home: list[tuple[float, int]]) -> None:
    """Say how many pages a second eight people get."""
    rates = [statistics.median(rate for rate, _failed in runs) for runs in (bare, home)]
    failed = sum(failures for _rate, failures in bare + home)
    say(
        f"\nEight at once: {rates[0]:.0f} bare pages a second, {rates[1]:.0f} home feeds "
        f"({rates[1] / rates[0]:.2f} of it; the goal is 0.5), {failed} failures."
    )


def tell_memory(bare: float, product: float) -> None:
    """Say how much memory the web processes take."""
    say(
        f"Memory: {product:.0f} MB, {product / bare:.2f} times the {bare:.0f} MB of one that only "
        f"ever served the bare page (the goal is 2)."
    )


def ms(seconds: float) -> float:
    """Return milliseconds."""
    return seconds * 1000
