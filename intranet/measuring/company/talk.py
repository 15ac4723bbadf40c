"""What is said in the synthetic company: posts, comments and what hangs under them."""

from dataclasses import dataclass, field
from itertools import accumulate
from random import Random

from communities.models import Post
from conversations.models import (
    Attachment,
    Bookmark,
    Comment,
    Follow,
    Mention,
    Reaction,
    Thread,
    Topic,
    TopicUse,
)
from intranet.measuring.company.bells import Bells
from intranet.measuring.company.people import People
from intranet.measuring.company.places import Place, Places
from intranet.measuring.company.sheets import NO, NULL, YES, Sheet, moment
from intranet.measuring.company.size import Size
from intranet.measuring.company.words import TOPICS, Pool, Words
from intranet.platform.models import AuditRecord

A_DAY = 86_400
# How many posts have exactly so many comments, so that a page of them can be measured.
ALIKE, COMMENTS_EACH = 40, 30
KINDS = ("thanks", "well_done", "recognise")
REPLIES = 0.3
NAMES_SOMEBODY = 0.08
HAS_A_TOPIC = 0.08
HAS_A_FILE = 0.08
IS_A_QUESTION = 0.2
IS_KEPT = 0.05
# Posts about a piece of work name its order; so many of them name the same one.
NAMES_AN_ORDER, SAME_ORDER = 0.1, 10


@dataclass
class Said:
    """Something that was said, with what others did to it."""

    author: int
    at: float
    words: Words
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))


class Talk:
    """Writes thread by thread; each knows its own numbers before it is written."""

    def __init__(
        self, size: Size, people: People, places: Places, rng: Random, span: tuple[float, float]
    ) -> None:
        self._size, self._people, self._places, self._rng = size, people, places, rng
        self._began, self._now = span
        self._pool = Pool(rng)
        self._bells = Bells(rng, self._now)
        self._comments = 0
        self._make_sheets()

    def write(self) -> list[Sheet]:
        """Write all of it."""
        for number, name in enumerate(TOPICS, 1):
            self._topics.add(number, name)
        weights = list(accumulate(self._places.weights))
        for number, comments in enumerate(self._shares(), 1):
            place = self._rng.choices(self._places.all, cum_weights=weights)[0]
            self._thread(number, comments, place)
        return [*self._sheets, self._bells.sheet]

    def _make_sheets(self) -> None:
        counts = tuple(f"{kind}_count" for kind in KINDS)
        said = ("id", "author_id", "audience_id", "html", "plain", "published_at")
        self._threads = Sheet(
            Thread, *said, "kind", "title", "last_activity_at", "comment_count", "wants_answer",
            "accepted_comment_id", *counts,
        )  # fmt: skip
        self._posts = Sheet(Post, "thread_id", "community_id", "kind", "pinned_at")
        self._answers = Sheet(Comment, *said, "thread_id", "parent_id", *counts)
        self._reactions = Sheet(
            Reaction, "thread_id", "comment_id", "person_id", "kind", "given_at"
        )
        self._follows = Sheet(Follow, "thread_id", "person_id", "is_on", "since")
        self._mentions = Sheet(Mention, "thread_id", "comment_id", "person_id")
        self._topics = Sheet(Topic, "id", "name")
        self._uses = Sheet(TopicUse, "topic_id", "thread_id")
        self._files = Sheet(Attachment, "thread_id", "missing_name")
        self._kept = Sheet(Bookmark, "thread_id", "person_id", "kept_at")
        self._audit = Sheet(AuditRecord, "at", "action", "actor_id", "subject_kind", "subject_id")
        self._sheets = [
            self._threads, self._posts, self._answers, self._reactions, self._follows,
            self._mentions, self._topics, self._uses, self._files, self._kept, self._audit,
        ]  # fmt: skip

    def _shares(self) -> list[int]:
        """Share the comments out: most posts have a few, some have hundreds."""
        posts, rng = self._size.posts, self._rng
        weights = [rng.lognormvariate(0, 1.4) for _ in range(posts)]
        alike = rng.sample(range(posts - posts // 20, posts), min(ALIKE, posts // 50))
        for number in alike:
            weights[number] = 0
        left = self._size.comments - COMMENTS_EACH * len(alike)
        part = left / (sum(weights) or 1)
        shares = [int(weight * part) for weight in weights]
        for number in rng.choices(range(posts), weights, k=left - sum(shares)) if posts else ():
            shares[number] += 1
        for number in alike:
            shares[number] = COMMENTS_EACH
        return shares

    def _thread(self, number: int, comments: int, place: Place) -> None:
        rng, posts = self._rng, self._size.posts
        # There is more of late than of long ago.
        at = self._began + (self._now - self._began) * ((number - rng.random()) / posts) ** 0.8
        opening = Said(self._speaker(place), at, rng.choice(self._pool.openings))
        if rng.random() < NAMES_AN_ORDER:
            opening.words = opening.words.about(rng.randint(0, posts // SAME_ORDER))
        person = self._name_somebody(opening, place)
        if person:
            self._mentions.add(number, NULL, person)
            self._bells.ring("mentioned", person, opening, place, number)
        self._react(number, NULL, opening, place, often=1.6)
        question = rng.random() < IS_A_QUESTION
        spoke, last, accepted = self._answer(number, comments, place, opening)
        place.last_activity = max(place.last_activity, at)
        first, then = moment(at), moment(last)
        self._threads.add(
            number, opening.author, place.audience, opening.words.html, opening.words.plain, first,
            "post", rng.choice(self._pool.titles), then, comments, YES if question else NO,
            accepted if question and accepted else NULL, *opening.counts.values(),
        )  # fmt: skip
        pinned = first if rng.random() < 40 / posts and place.is_open else NULL
        self._posts.add(number, place.number, "question" if question else "update", pinned)
        for follower, since in spoke.items():
            self._follows.add(number, follower, NO if rng.random() < 0.02 else YES, since)
        self._more(number, place, opening)

    def _answer(self, number: int, count: int, place: Place, opening: Said) -> tuple:
        """Write the comments; return who spoke since when, the last moment, and a best answer."""
        rng = self._rng
        room = min(self._now - opening.at, 14 * A_DAY)
        times = sorted(opening.at + room * rng.random() ** 3 for _ in range(count))
        spoke, firsts = {opening.author: moment(opening.at)}, []
        for at in times:
            self._comments += 1
            answer = Said(self._speaker(place), at, rng.choice(self._pool.answers))
            parent = rng.choice(firsts) if firsts and rng.random() < REPLIES else None
            self._comment(number, answer, place, parent)
            self._bells.ring_for_comment(
                self._comments, number, answer, place, opening, list(spoke)
            )
            spoke.setdefault(answer.author, moment(at))
            if parent is None:
                firsts.append(self._comments)
        accepted = rng.choice(firsts) if firsts and rng.random() < 0.5 else None
        return spoke, times[-1] if times else opening.at, accepted

    def _comment(self, thread: int, answer: Said, place: Place, parent: int | None) -> None:
        number = self._comments
        if person := self._name_somebody(answer, place):
            self._mentions.add(thread, number, person)
        self._react(thread, number, answer, place, often=0.4)
        self._answers.add(
            number, answer.author, place.audience, answer.words.html, answer.words.plain,
            moment(answer.at), thread, parent or NULL, *answer.counts.values(),
        )  # fmt: skip

    def _react(
        self, thread: int, comment: int | str, said: Said, place: Place, *, often: float
    ) -> None:
        rng = self._rng
        wanted = int(rng.expovariate(1 / often))
        given = {(rng.choice(place.speakers), rng.choice(KINDS)) for _ in range(wanted)}
        at = moment(said.at)
        for person, kind in sorted(given):
            said.counts[kind] += 1
            self._reactions.add(thread, comment, person, kind, at)

    def _name_somebody(self, said: Said, place: Place) -> int | None:
        if self._rng.random() >= NAMES_SOMEBODY:
            return None
        person = self._rng.choice(place.speakers)
        name = self._people.names[person]
        link = f'<a class="mention" data-person="{person}" href="/people/{person}/">@{name}</a>'
        said.words = Words(f"<p>{link}</p>{said.words.html}", f"@{name}\\n\\n{said.words.plain}")
        return person

    def _more(self, number: int, place: Place, opening: Said) -> None:
        rng, at = self._rng, moment(opening.at)
        if rng.random() < HAS_A_TOPIC:
            self._uses.add(rng.randint(1, len(TOPICS)), number)
        if rng.random() < HAS_A_FILE:
            self._files.add(number, "werktekening.pdf")
        if rng.random() < IS_KEPT:
            self._kept.add(number, rng.choice(place.speakers), at)
        self._audit.add(at, "communities.post.published", opening.author, "post", number)

    def _speaker(self, place: Place) -> int:
        """Choose who speaks: a few speak much, many little."""
        return place.speakers[int(len(place.speakers) * self._rng.random() ** 2)]
