"""`bin/drill`: kill everything while people post, then count."""

import argparse
import os
import statistics
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

from intranet.measuring.drill.killing import Kill, StaysAway, parts_of, plan_kills
from intranet.measuring.drill.planning import Person, Post, Room, plan_posts
from intranet.measuring.drill.talking import Account, Talkers
from intranet.measuring.house import House, house, temporary_folder
from intranet.platform.embedded.speech import Refusal, complain, say

PEOPLE, COMMUNITIES = 60, 8
LONGEST_DRILL = 3600.0  # seconds
LONGEST_SWEEP = 600.0
TALKERS = 4


def main(words: list[str]) -> int:
    """Hold the drill; 0 when nothing was lost or doubled."""
    parser = argparse.ArgumentParser(prog="bin/drill", description=__doc__)
    parser.add_argument("--posts", type=int, default=2000, help="how many are posted")
    parser.add_argument("--kills", type=int, default=30, help="how often something is killed")
    parser.add_argument("--seed", type=int, default=None, help="repeats the same plan")
    said = parser.parse_args(words)
    seed = said.seed if said.seed is not None else int(time.time())
    say(f"Drill with {said.posts} posts, {said.kills} kills and seed {seed}.")
    with temporary_folder("onderling-drill-") as folder:
        try:
            return drill(folder / "data", said.posts, said.kills, Random(seed))  # noqa: S311
        except (Refusal, StaysAway) as reason:
            complain(f"The drill failed: {reason}.")
            keep(folder)
            return 1


def drill(data: Path, posts: int, kills: int, rng: Random) -> int:
    """Tell the whole story in order."""
    with house(data) as product:
        plan = plan_posts(posts, move_in(product), rng)
        talkers = Talkers(product.port, plan, TALKERS)
        began = time.monotonic()
        talkers.start()
        deaths = kill_meanwhile(product, talkers, posts, kills, rng)
        accounts = wait_for(talkers)
        tell_about_talking(accounts, time.monotonic() - began)
        tell_about_deaths(deaths)
        wait_until_nothing_is_owed()
        is_right = reckon(plan, accounts)
        stopped = product.stop()
        say(f"\nThe product stopped with exit code {stopped}.")
    say("Nothing was lost and nothing doubled." if is_right else "THE DRILL FAILED.")
    return 0 if is_right and stopped == 0 else 1
