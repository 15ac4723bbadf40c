"""Words for people who do not exist: sentences of a plausible length, without meaning."""

from dataclasses import dataclass
from pathlib import Path
from random import Random

from intranet.measuring.company.sheets import text

VOCABULARY = Path(__file__).with_name("words.txt").read_text(encoding="utf-8").split()
TOPICS = [f"{first}-{second}" for first in VOCABULARY[30:46] for second in VOCABULARY[46:60]]
POOL = 2_000
# Words that are put together, as Dutch does: a language has more rare words than common ones.
IS_COMPOUND = 0.04


@dataclass(frozen=True)
class Words:
    """What somebody said, clean and plain, fit for COPY."""

    html: str
    plain: str

    def about(self, number: int) -> "Words":
        """Return the same words about a work order, which is a rare word."""
        order = f"wo{number:05}x"
        return Words(f"<p>Werkorder {order}</p>{self.html}", f"Werkorder {order}\\n\\n{self.plain}")


class Pool:
    """Texts to choose from; a pool is faster than writing each one, and no two pages are alike."""

    def __init__(self, rng: Random) -> None:
        self.titles = [sentence(rng, rng.randint(2, 9))[:-1] for _ in range(POOL)]
        self.openings = [words(rng, median=55, most=600) for _ in range(POOL)]
        self.answers = [words(rng, median=18, most=200) for _ in range(POOL)]


def words(rng: Random, *, median: int, most: int) -> Words:
    """Make a text of about this many words: most are short, a few are long."""
    left = min(most, max(3, round(rng.lognormvariate(0, 0.8) * median)))
    paragraphs: list[list[str]] = [[]]
    while left > 0:
        length = min(left, rng.randint(4, 16))
        left -= length
        paragraphs[-1].append(sentence(rng, length))
        if rng.random() < 0.25 and left > 0:
            paragraphs.append([])
    plain = [" ".join(sentences) for sentences in paragraphs]
    return Words(text("".join(f"<p>{each}</p>" for each in plain)), text("\n\n".join(plain)))


def sentence(rng: Random, length: int) -> str:
    """Make a sentence of this many words."""
    chosen = rng.choices(VOCABULARY, k=length)
    if rng.random() < IS_COMPOUND * length:
        chosen[rng.randrange(length)] = rng.choice(VOCABULARY[30:]) + rng.choice(VOCABULARY[30:])
    return " ".join(chosen).capitalize() + "."
