"""Kill everything while people post, then count: nothing may be lost and nothing doubled."""

import argparse
import shutil
import tempfile
import time
from pathlib import Path
from random import Random

from intranet.measuring.database import connect
from intranet.measuring.drill.killing import Kill, StaysAway, parts_of, plan_kills
from intranet.measuring.drill.moving import move_in
from intranet.measuring.drill.planning import Post, plan_posts
from intranet.measuring.drill.reckoning import Reckoning, compare
from intranet.measuring.drill.talking import Account, Talkers
from intranet.measuring.drill.telling import (
    tell_about_deaths,
    tell_about_findings,
    tell_about_talking,
)
from intranet.measuring.house import House, house, temporary_folder
from intranet.platform.embedded.speech import Refusal, complain, say
from intranet.platform.models import OutboxEntry

TALKERS = 4
LONGEST_DRILL = 3600.0  # seconds
LONGEST_SWEEP = 600.0


def main(words: list[str]) -> int:
    """Hold the drill; 0 when nothing was lost or doubled."""
    parser = argparse.ArgumentParser(prog="bin/drill", description=__doc__)
    parser.add_argument("--posts", type=int, default=2000, help="how many are posted")
    parser.add_argument("--kills", type=int, default=40, help="how often something is killed")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="repeats a plan")
    said = parser.parse_args(words)
    say(f"Drill with {said.posts} posts, {said.kills} kills and seed {said.seed}.")
    with temporary_folder("onderling-drill-") as folder:
        try:
            is_right = hold(folder / "data", said.posts, said.kills, Random(said.seed))  # noqa: S311
        except (Refusal, StaysAway) as reason:
            complain(f"{reason}.")
            is_right = False
        if not is_right:
            complain(f"THE DRILL FAILED. The logs are in {keep_logs(folder)}.")
    return 0 if is_right else 1


def hold(data: Path, posts: int, kills: int, rng: Random) -> bool:
    """Tell the whole story in order; return whether all is right in the end."""
    with house(data) as product:
        connect(product.services.environment())
        plan = plan_posts(posts, move_in(), rng)
        talkers = Talkers(product.port, plan, TALKERS)
        began = time.monotonic()
        talkers.start()
        deaths = kill_meanwhile(product, talkers, posts, kills, rng)
        accounts = wait_for(talkers)
        tell_about_talking(accounts, time.monotonic() - began)
        tell_about_deaths(deaths)
        is_right = reckon(product, plan, accounts)
        code = product.stop()
    say(f"\nThe product was stopped and ended with exit code {code}.")
    if is_right and code == 0:
        say("Nothing was lost and nothing doubled.")
    return is_right and code == 0


def kill_meanwhile(
    product: House, talkers: Talkers, posts: int, kills: int, rng: Random
) -> list[Kill]:
    """Kill one part after the other, each after so many posts and a moment."""
    deaths = []
    deadline = time.monotonic() + LONGEST_DRILL
    for moment, part in plan_kills(parts_of(product.services), posts, kills, rng):
        while talkers.posted < moment and not talkers.are_done and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(rng.random() * 0.5)
        deaths.append(part.kill(rng))
        say(f"{talkers.posted:6} posts; killed: {part.name}")
    return deaths


def wait_for(talkers: Talkers) -> list[Account]:
    """Wait until everything is said."""
    deadline = time.monotonic() + LONGEST_DRILL
    while not talkers.are_done and time.monotonic() < deadline:
        time.sleep(0.1)
    return talkers.accounts()


def reckon(product: House, plan: list[Post], accounts: list[Account]) -> bool:
    """Wait until nothing is owed any more, and compare."""
    connect(product.services.environment())
    say(f"\nNothing was owed any more after {wait_until_nothing_is_owed():.0f} s.")
    acknowledged = {a.key: a.number for account in accounts for a in account.acknowledged}
    contradicted = [each for account in accounts for each in account.contradicted]
    given_up = [each for account in accounts for each in account.given_up]
    return tell_about_findings(
        [
            compare("forms that nobody acknowledged in time", [], given_up),
            compare("forms that got two different answers", [], contradicted),
            *Reckoning(plan, acknowledged).findings(),
        ]
    )


def wait_until_nothing_is_owed() -> float:
    """Wait for the sweeper; return how many seconds that took."""
    began = time.monotonic()
    while OutboxEntry.objects.exists() and time.monotonic() - began < LONGEST_SWEEP:
        time.sleep(0.5)
    return time.monotonic() - began


def keep_logs(folder: Path) -> Path:
    """Put the logs where they outlive the drill."""
    kept = Path(tempfile.mkdtemp(prefix="onderling-drill-logs-"))
    shutil.copytree(folder / "data" / "logs", kept, dirs_exist_ok=True)
    return kept
