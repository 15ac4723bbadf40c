"""What is measured: pages that people read and forms that they send."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle
from urllib.parse import urlencode

from intranet.measuring.bench.companies import Reader
from intranet.measuring.bench.web import Web
from intranet.measuring.line import Answer, Line

SCRIPT = {"HX-Request": "true"}
WORDS = (
    "Gisteren stond de kast aan de kade weer open. Wie heeft de sleutel van de nieuwe sloten, "
    "en kunnen we afspreken dat het slot er na elke meting op gaat?"
)


@dataclass(frozen=True)
class Act:
    """Something that a person does, and the most that it should cost and ask."""

    name: str
    do: Callable[["Visit"], Answer]
    most_times_bare: float | None = None
    most_queries: int | None = None
    is_write: bool = False


class Visit:
    """The readers of one web process, who take turns."""

    def __init__(self, web: Web, readers: list[Reader]) -> None:
        self.web = web
        self.lines = web.sign_in(readers)
        self._people = list(zip(self.lines, readers, strict=True))
        self._turn = cycle(self._people)
        self._count = 0

    def next(self) -> tuple[Line, Reader, int]:
        """Return whose turn it is, and a number that grows with every turn."""
        self._count += 1
        line, reader = next(self._turn)
        return line, reader, self._count // len(self._people)


def bare(visit: Visit, **more: str) -> Answer:
    """Read the bare page."""
    line, _reader, _turn = visit.next()
    return line.ask("/bare/", **more)


def home_of_mine(visit: Visit, **more: str) -> Answer:
    """Read what is new in one's own communities."""
    line, _reader, _turn = visit.next()
    return line.ask("/?only=mine", **more)


def home_of_all(visit: Visit, **more: str) -> Answer:
    """Read what is new everywhere."""
    line, _reader, _turn = visit.next()
    return line.ask("/?only=all", **more)


def community(visit: Visit, **more: str) -> Answer:
    """Read one community."""
    line, reader, turn = visit.next()
    return line.ask(f"/communities/{reader.places[turn % len(reader.places)]}/", **more)


def post(visit: Visit, **more: str) -> Answer:
    """Read a post with thirty comments."""
    line, reader, turn = visit.next()
    return line.ask(f"/posts/{reader.pages[turn % len(reader.pages)]}/", **more)


def blogs(visit: Visit, **more: str) -> Answer:
    """Read what was written last, and what its author is asked."""
    line, _reader, _turn = visit.next()
    return line.ask("/blogs/", **more)


def blog(visit: Visit, **more: str) -> Answer:
    """Read the home of one blog."""
    line, reader, turn = visit.next()
    return line.ask(f"/blogs/{reader.blogs[turn % len(reader.blogs)]}/", **more)


def article(visit: Visit, **more: str) -> Answer:
    """Read an article with thirty comments."""
    line, reader, turn = visit.next()
    return line.ask(f"/articles/{reader.articles[turn % len(reader.articles)]}/", **more)


def add_comment(visit: Visit, **more: str) -> Answer:
    """Answer a post."""
    line, reader, turn = visit.next()
    thread = reader.threads[turn % len(reader.threads)]
    return line.send(f"/threads/{thread}/comments/", words(), **SCRIPT, **more)


def add_post(visit: Visit, **more: str) -> Answer:
    """Post in a community."""
    line, reader, turn = visit.next()
    place = reader.places[turn % len(reader.places)]
    return line.send(f"/communities/{place}/posts/", words(), **SCRIPT, **more)


def add_open_post(visit: Visit, **more: str) -> Answer:
    """Post where everybody may read it."""
    line, reader, _turn = visit.next()
    return line.send(f"/communities/{reader.open_place}/posts/", words(), **SCRIPT, **more)


def looking_for(words: str, path: str = "/search/") -> Callable[..., Answer]:
    """Return what looks for these words; {rare} is one that stands in a few posts."""

    def look(visit: Visit, **more: str) -> Answer:
        line, reader, turn = visit.next()
        rare = reader.rare_words[turn % len(reader.rare_words)]
        return line.ask(f"{path}?{urlencode({'q': words.format(rare=rare)})}", **more)

    return look


def see_similar(visit: Visit, **more: str) -> Answer:
    """Write a post, and be shown earlier ones like it."""
    line, reader, turn = visit.next()
    rare = reader.rare_words[turn % len(reader.rare_words)]
    draft = {"title": "Kast open aan de kade", "body": f"{WORDS} Werkorder {rare}."}
    return line.send("/search/similar/", draft, **SCRIPT, **more)


def words() -> dict[str, str]:
    """Return what somebody wrote in the editor."""
    return {"body": f"<p>{WORDS}</p>", "body_format": "html", "submission": str(uuid.uuid4())}


SLIP = "storign"
BARE = Act("bare page, 20 rows", bare)
HOME = Act("home feed, mine", home_of_mine, 2.0, 8)
ACTS = [
    BARE,
    HOME,
    Act("home feed, all", home_of_all, 2.0, 8),
    Act("community feed", community, 2.0, 8),
    Act("post page, 30 comments", post, 2.0, 8),
    Act("blogs", blogs, 2.0),
    Act("home of a blog", blog, 2.0),
    Act("article, 30 comments", article, 2.0),
    Act("commenting", add_comment, 2.5, 10, is_write=True),
    Act("posting", add_post, 2.5, 10, is_write=True),
]
SEARCHES = [
    BARE,
    Act("rare word", looking_for("{rare}"), 2.0),
    Act("common word", looking_for("kabel"), 2.0),
    Act("two words", looking_for("kabel storing"), 2.0),
    Act("phrase", looking_for('"kabel storing"'), 2.0),
    Act("typing error", looking_for(SLIP), 2.0),
    Act("likely ones, while typing", looking_for("kabe", "/search/quick/"), 2.0),
    Act("similar posts", see_similar, 2.0),
    Act("posting", add_post, 2.5, 10, is_write=True),
]
