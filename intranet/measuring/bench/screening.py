"""What it costs to read a contribution along with so many rules; no database takes part."""

import gc
import os
import statistics
import time
from dataclasses import dataclass
from random import Random

from intranet.measuring.bench.clock import memory_of
from intranet.platform.embedded.speech import say
from intranet.platform.judging import Words
from moderation.screening.engine import Engine, compile_rules
from moderation.screening.looks import Looks

RULES = (10, 100, 1_000, 10_000)
CHARACTERS = 2_000
ROUNDS = 15
SECONDS_EACH = 0.02
PERSONAL = ("bsn", "iban", "card", "phone", "address")
PLAIN = (
    "Gisteren stond de kast aan de kade weer open. Wie heeft de sleutel van de nieuwe sloten, en "
    "kunnen we afspreken dat het slot er na elke meting op gaat? Ik was er om 14:05 met twee "
    "collega's uit Assen; de storing (nummer 4) was al voorbij. Morgen rijden we door naar Emmen, "
    "want daar wachten 2.500 huishoudens op de nieuwe lijn - en de buren ook. "
)
TYPED = (
    "Eén ploeg heeft ’s avonds nog gemeten: € 350 aan koper, drieëntwintig meter… “Het kan altijd "
    "beter”, zei Zoë – en zij mag het weten! 😀 "
)
HIT = "Wat een schroefkloot."
TRICKS = "k l o o t kl00t k.l.o.o.t klooooot he'll 10.000 www a $ 1 b 06 12 NL91 straat 3 "
LETTERS = "abcdefghijklmnoprstuvwz0123456789 .-@$\u00eb\u2019\u20ac"


@dataclass(frozen=True)
class Figures:
    """What one engine takes: seconds, megabytes, and microseconds for each kind of text."""

    rules: int
    compiling: float
    memory: float
    reading: dict[str, float]


def screen() -> None:
    """Measure engines of several sizes, and say what was found."""
    compile_rules([(0, Looks(words=("warm",), forms=True, tricks=True))])
    engines: list[Engine] = []
    say(f"{CHARACTERS:,} characters, microseconds of CPU; the goal is 50 at 1,000 rules.\n")
    heads = [f"{name:>18}" for name in texts(Random(1))]  # noqa: S311
    say(f"{'rules':>7}{'compiled in':>14}{'memory':>10}{''.join(heads)}")
    for count in RULES:
        figures = measure(count, engines)
        costs = "".join(f"{cost:18.1f}" for cost in figures.reading.values())
        say(f"{count:7,}{figures.compiling:12.2f} s{figures.memory:7.0f} MB{costs}")


def measure(count: int, engines: list[Engine]) -> Figures:
    """Compile so many rules and let them read; the engine is kept, so that memory adds up."""
    rules = made_up(count, Random(count))  # noqa: S311
    gc.collect()
    before, began = memory_of(os.getpid()), time.process_time()
    engine = compile_rules(rules)
    compiling = time.process_time() - began
    gc.collect()
    memory = memory_of(os.getpid()) - before
    engines.append(engine)
    reading = {
        name: cost_of(engine, [Words(text) for text in several])
        for name, several in texts(Random(2)).items()  # noqa: S311
    }
    return Figures(count, compiling, memory, reading)


def made_up(count: int, rng: Random) -> list[tuple[int, Looks]]:
    """Return rules as HR might write them, of words that nobody uses; the first finds one."""
    rules = [(0, Looks(words=("schroefkloot",), forms=True, tricks=True))]
    for number in range(1, count):
        words = [made_up_word(rng) for _time in range(4)]
        phrase = f"{made_up_word(rng)} {made_up_word(rng)}"
        pattern = rf"\b{rng.choice('QXY')}{number}-\d{{4,14}}\b"
        looks = Looks(
            words=(*words, phrase),
            forms=True,
            tricks=True,
            exceptions=("kast",) if number % 5 == 0 else (),
            patterns=(pattern,) if number % 10 == 0 else (),
            personal=PERSONAL if number % 50 == 9 else (),
        )
        rules.append((number, looks))
    return rules


def made_up_word(rng: Random) -> str:
    """Return a word of three syllables that could be Dutch and is not."""
    return "".join(
        rng.choice("bdfghklmnprstvw")
        + rng.choice(["a", "e", "o", "aa", "oe"])
        + rng.choice("kmnrst")
        for _syllable in range(3)
    )


def texts(rng: Random) -> dict[str, list[str]]:
    """Return what is read, by name: many texts where each one has to be another."""
    plain = filled(PLAIN)
    return {
        "nothing": [plain],
        "nothing, ë ’ € 😀": [filled(PLAIN + TYPED)],
        "one hit": [plain[: -len(HIT)] + HIT],
        "tricks everywhere": [filled(TRICKS)],
        # The automaton of the patterns makes its states when it needs them: here always anew.
        "letters at random": ["".join(rng.choices(LETTERS, k=CHARACTERS)) for _time in range(400)],
    }


def filled(text: str) -> str:
    """Return a text of the length that is measured."""
    return (text * (CHARACTERS // len(text) + 1))[:CHARACTERS]


def cost_of(engine: Engine, several: list[Words]) -> float:
    """Return the microseconds of CPU that one of these contributions takes."""
    engine.find(several[0])
    began = time.process_time()
    engine.find(several[-1])
    times = max(5, int(SECONDS_EACH / max(time.process_time() - began, 1e-6)))
    costs = []
    for number in range(ROUNDS):
        chosen = [several[(number * times + turn) % len(several)] for turn in range(times)]
        began = time.process_time()
        for words in chosen:
            engine.find(words)
        costs.append((time.process_time() - began) / times)
    return statistics.median(costs) * 1_000_000
