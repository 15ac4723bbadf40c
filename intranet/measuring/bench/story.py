"""`bin/bench`: build companies, serve them, measure in rounds, say what was found."""

import argparse
from contextlib import ExitStack
from pathlib import Path
from random import Random

from intranet.measuring.bench.acts import ACTS, SEARCHES, Act, Visit
from intranet.measuring.bench.clock import Meter, memory_of
from intranet.measuring.bench.companies import choose_readers, have_company
from intranet.measuring.bench.crowd import crowd
from intranet.measuring.bench.live import listen, tell_listening
from intranet.measuring.bench.rounds import Bench, measure
from intranet.measuring.bench.screening import screen
from intranet.measuring.bench.telling import tell_costs, tell_crowd, tell_growth, tell_memory
from intranet.measuring.bench.web import Web, web_process
from intranet.measuring.company import Size
from intranet.measuring.house import forget_other_services, temporary_folder
from intranet.measuring.line import Line
from intranet.platform.embedded.datafolder import open_data_folder
from intranet.platform.embedded.preparing import collect_static, compile_translations
from intranet.platform.embedded.services import Services
from intranet.platform.embedded.speech import Refusal, complain, say

# Its own tidying up would be counted as somebody's page; the bench does it between the rounds.
POSTGRES = "autovacuum = off"
CROWDS = 5


def main(words: list[str]) -> int:
    """Run the bench; it measures, and judges nothing."""
    said = read(words)
    if said.what == "screening":
        screen()
        return 0
    forget_other_services()
    try:
        with ExitStack() as kept:
            folder = said.data or kept.enter_context(temporary_folder("onderling-bench-")) / "data"
            services = Services(open_data_folder(Path(folder)), postgres_settings=POSTGRES)
            kept.enter_context(services.in_use())
            compile_translations()
            collect_static(services)
            {"feed": feed, "search": search, "live": live}[said.what](services, said)
    except Refusal as refusal:
        complain(f"The bench cannot go on: {refusal}.")
        return 1
    return 0


def read(words: list[str]) -> argparse.Namespace:
    """Read what was said after `bin/bench`."""
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument(
        "what", choices=["feed", "search", "live", "screening"], help="what is measured"
    )
    parser.add_argument("--people", type=int, default=Size.people)
    parser.add_argument("--posts", type=int, default=Size.posts)
    parser.add_argument("--comments", type=int, default=Size.comments)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--requests", type=int, default=40, help="of each kind in a round")
    parser.add_argument(
        "--grow", type=int, metavar="FACTOR", help="also measure one so much larger"
    )
    parser.add_argument(
        "--anew", action="store_true", help="render every card, as for who reads it first"
    )
    parser.add_argument(
        "--streams", type=int, default=2_000, help="pages that listen to one process"
    )
    parser.add_argument("--data", type=Path, help="a folder that keeps the companies for next time")
    return parser.parse_args(words)


def feed(services: Services, said: argparse.Namespace) -> None:
    """Measure the feeds, a post's page, and what people write."""
    with ExitStack() as running:
        benches = compare(services, said, running, ACTS, 1.10)
        gather(benches[0])
        compare_memory(services, benches[0])


def search(services: Services, said: argparse.Namespace) -> None:
    """Measure what people look for, and what is like what they write."""
    with ExitStack() as running:
        compare(services, said, running, SEARCHES, 1.2)


def live(services: Services, said: argparse.Namespace) -> None:
    """Measure what pages that listen cost, and how soon a post is on them."""
    size = Size(said.people, said.posts, said.comments)
    sizes = [size, size.times(said.grow)] if said.grow else [size]
    found = []
    for each in sizes:
        # One after the other: both would hear what Redis says to either.
        with ExitStack() as running:
            bench = serve(services, each, running, "kept")
            found.append(listen(services, bench, streams=said.streams, rounds=said.rounds))
    tell_listening(said.streams, found, [each.posts for each in sizes])


def compare(
    services: Services, said: argparse.Namespace, running: ExitStack, acts: list[Act], most: float
) -> list[Bench]:
    """Measure acts in a company, and in one that has grown; say what was found."""
    size = Size(said.people, said.posts, said.comments)
    fragments = "anew" if said.anew else "kept"
    benches = [serve(services, size, running, fragments)]
    if said.grow:
        benches.append(serve(services, size.times(said.grow), running, fragments))
    figures = measure(
        benches, acts, rounds=said.rounds, requests=said.requests, rng=Random(1)  # noqa: S311
    )  # fmt: skip
    say(f"\n{size.people:,} people, {size.posts:,} posts, {size.comments:,} comments")
    tell_costs(figures[0])
    if said.grow:
        tell_costs(figures[1])
        tell_growth(*figures, said.grow, most)
    return benches


def serve(services: Services, size: Size, running: ExitStack, fragments: str) -> Bench:
    """Have a company and a web process that serves it."""
    database = have_company(services, size)
    readers = choose_readers()
    web = running.enter_context(web_process(services, database, FRAGMENTS=fragments))
    return Bench(services.environment(database), readers, Visit(web, readers), meter(services, web))


def meter(services: Services, web: Web) -> Meter:
    """Return the clocks of all who take part."""
    postgres, valkey = services.postgres.process(), services.valkey.process()
    if postgres is None or valkey is None:
        raise Refusal("PostgreSQL or Valkey has stopped")
    return Meter(web.pid, postgres.pid, valkey.pid)


def gather(bench: Bench) -> None:
    """Let eight people ask at once, for one page and the other in turn."""
    bare, home = [], []
    for _time in range(CROWDS):
        bare.append(crowd(bench.visit.lines, "/bare/"))
        home.append(crowd(bench.visit.lines, "/?only=mine"))
    tell_crowd(bare, home)


def compare_memory(services: Services, bench: Bench) -> None:
    """Compare with a process of the same parts that has only ever served the bare page."""
    path = bench.environment["DATABASE_URL"].rpartition("/")[2]
    with web_process(services, path, ONLY_BARE="1") as other:
        # The same database keeps their sessions, so they are signed in here as well.
        crowd([Line(other.port, line.cookies) for line in bench.visit.lines], "/bare/")
        tell_memory(memory_of(other.pid), memory_of(bench.visit.web.pid))
