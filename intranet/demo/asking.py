"""What people ask those who write, and what these answer and promise."""

import math
from datetime import timedelta
from functools import partial
from typing import Any

from blogs.actions import (
    answer_question,
    ask_author,
    decline_question,
    join_question,
    make_promise,
    tell_of_promise,
)
from blogs.models import Article, Blog, Promise, Question
from intranet.demo.cast import Cast, chance
from intranet.demo.diary import Diary, Piece, Row, days
from intranet.demo.story import LATEST, moment
from intranet.demo.timeline import DAY
from intranet.demo.wording import to_html
from intranet.platform.judging import CANNOT_ASK

NOW = moment(LATEST)


class Asking:
    """Lets people ask, and authors answer and keep their word."""

    def __init__(self, cast: Cast, blogs: dict[str, Blog], articles: dict[str, Article]) -> None:
        self.cast, self.blogs, self.articles = cast, blogs, articles
        self.questions: dict[str, Question] = {}
        self.promises: dict[str, Promise] = {}

    def at(self, when: str, deed: Any, *, is_quiet: bool = False) -> None:
        """Plan a deed at a written moment."""
        self.cast.timeline.plan(moment(when), deed, is_quiet=is_quiet)

    def plan_question(self, diary: Diary, row: Row) -> None:
        """Plan a question, who wants to know it too, and what is said to it at once."""
        self.at(row["at"], partial(self.ask, diary, row))
        asked = moment(row["at"])
        ends = moment(row[kind]["at"]) if (kind := settled_by(row)) else NOW
        for voice in row.get("voices", []):
            seed = chance("voice", row["key"], voice)
            wait = int(seed.lognormvariate(math.log(DAY), 1))
            at = min(asked + 5 + wait, max(asked + 1, min(ends - 1, NOW)))
            self.cast.timeline.plan(at, partial(self.join, row, voice), is_quiet=True)
        if kind:
            self.at(row[kind]["at"], partial(self.settle, diary, row, kind))

    def ask(self, diary: Diary, row: Row) -> None:
        """Ask an author something."""
        self.questions[row["key"]] = ask_author(
            asker=self.cast.users[row["asker"]],
            blog=self.blogs[diary.owner],
            body=row["body"].strip(),
            is_unnamed=row.get("unnamed", False),
            reply=CANNOT_ASK,
        )

    def join(self, row: Row, voice: str) -> None:
        """Want to know it too."""
        join_question(person=self.cast.users[voice], question=self.questions[row["key"]])

    def settle(self, diary: Diary, row: Row, kind: str) -> None:
        """Answer a question at once, or say why not."""
        act = {"answer": answer_question, "decline": decline_question}[kind]
        body = to_html(row[kind]["body"], self.cast.mention)
        question = self.questions[row["key"]]
        owner = self.cast.users[diary.owner]
        act(author=owner, question=question, body=body, reply=CANNOT_ASK)

    def plan_promises(self, diary: Diary, piece: Piece, minute: int) -> None:
        """Plan what is promised in an article, and what comes of it."""
        for promise in piece.promises:
            made = partial(self.promise, diary, piece, promise)
            self.cast.timeline.plan(minute + 1, made, is_quiet=True)
            for news in promise.get("news", []):
                self.at(news["at"], partial(self.tell, diary, promise, news))

    def promise(self, diary: Diary, piece: Piece, row: Row) -> None:
        """Promise something in an article."""
        due = row.get("due")
        today = self.cast.calendar.today
        self.promises[row["key"]] = make_promise(
            author=self.cast.users[diary.owner],
            thread=self.articles[piece.key].thread,
            words=row["words"],
            due_on=today + timedelta(days=days(due)) if due else None,
        )

    def tell(self, diary: Diary, promise: Row, news: Row) -> None:
        """Tell what came of it."""
        tell_of_promise(
            author=self.cast.users[diary.owner],
            promise=self.promises[promise["key"]],
            state=news["state"],
            news=news["note"],
        )


def settled_by(row: Row) -> str:
    """Return how a question was settled apart from an article; "" when it was not."""
    return next((kind for kind in ("answer", "decline") if kind in row), "")
