"""The blogs: who writes, what people ask, what is answered and promised, week after week."""

import math
from datetime import timedelta
from functools import partial
from typing import Any

from blogs.actions import (
    accept_carrying,
    accept_suggestion,
    add_picture,
    ask_for_help,
    choose_rhythm,
    decline_suggestion,
    follow_blog,
    give_blog,
    mark_pause,
    nominate_carrier,
    prepare_answer,
    publish_article,
    save_article,
    schedule_article,
    start_article,
    suggest_change,
)
from blogs.models import Article, Blog, BlogRules
from conversations.actions import add_comment, react
from conversations.models import Comment, Reaction
from intranet.demo.asking import Asking
from intranet.demo.cast import Cast, chance
from intranet.demo.diary import Diary, Piece, Row, days, diaries, weekday_number
from intranet.demo.story import HERE, LATEST, moment, span
from intranet.demo.timeline import DAY
from intranet.demo.wording import article_html, block_html_of, to_html
from intranet.platform.judging import CANNOT_ASK
from people.actions import direct_audience
from people.models import Team

NOW = moment(LATEST)
# Minutes: half of the reactions to an article come within two hours, some the day after.
USUAL_WAIT, SPREAD, LONGEST_WAIT = 110, 1.2, 26 * 60
# Minutes before an article appears in which it is written and looked at.
BEFORE = 90


class Writing:
    """Lets those who write do so, and the others ask and answer."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.blogs: dict[str, Blog] = {}
        self.articles: dict[str, Article] = {}
        self.asking = Asking(cast, self.blogs, self.articles)
        self.comments: dict[tuple[str, int], Comment] = {}

    def plan(self) -> None:
        """Plan every blog and what follows it."""
        self.cast.timeline.plan(-200 * DAY, self.agree, is_quiet=True)
        for diary in diaries():
            self.plan_blog(diary)
            for piece in diary.articles:
                self.plan_article(diary, piece, self.minute_of(diary, piece.minute))
            for question in diary.questions:
                self.asking.plan_question(diary, question)
            for draft in diary.drafts:
                self.at(draft["saved"], partial(self.begin, diary, draft))
            for piece in diary.scheduled:
                self.at(piece["written"], partial(self.let_wait, diary, piece))

    def at(self, when: str, deed: Any, *, is_quiet: bool = False) -> None:
        """Plan a deed at a written moment."""
        self.cast.timeline.plan(moment(when), deed, is_quiet=is_quiet)

    def minute_of(self, diary: Diary, minute: int) -> int:
        """Return the minute on the weekday of a rhythm that lies nearest."""
        if diary.rhythm == "none":
            return minute
        day = self.cast.calendar.day_of(minute).weekday()
        return minute + ((weekday_number(diary.weekday) - day + 3) % 7 - 3) * DAY

    # ---- The blog itself

    def agree(self) -> None:
        """Agree that questions can be asked without a name."""
        BlogRules.objects.update_or_create(pk=1, defaults={"allows_unnamed_questions": True})

    def plan_blog(self, diary: Diary) -> None:
        """Plan how a blog begins, who hears of it, and when it pauses."""
        for row in diary.nominations:
            self.at(row["at"], partial(self.nominate, row))
        self.at(diary.started, partial(self.open, diary))
        started = moment(diary.started)
        for number, follower in enumerate(diary.followers):
            wait = chance("follows", diary.owner, follower).randint(30, 9 * DAY)
            joined = moment(self.cast.story.people[follower].joined)
            at = min(max(started, joined) + number + wait, NOW)
            self.cast.timeline.plan(at, partial(self.follow, diary, follower), is_quiet=True)
        # As the last of all, so that nobody is written to about what happened before.
        self.at(LATEST, partial(self.read_by_mail, diary), is_quiet=True)
        for row in diary.pauses:
            marked = (days(row["starts"]) - 9) * DAY + 20 * 60
            self.cast.timeline.plan(max(marked, started + 60), partial(self.pause, diary, row))

    def open(self, diary: Diary) -> None:
        """Begin: a carrier because she was asked, the others because they lead people."""
        owner = self.cast.users[diary.owner]
        if diary.kind == "carrier":
            blog = accept_carrying(person=owner)
        else:
            giver = self.cast.users[self.cast.story.giver]
            blog = give_blog(actor=giver, owner=owner, kind=diary.kind, name=diary.name)
        blog.name, blog.about = diary.name, diary.about
        blog.save(update_fields=["name", "about"])
        if diary.audience_teams:
            names = [self.cast.story.team_names[key] for key in diary.audience_teams]
            teams = list(Team.objects.filter(name__in=names))
            direct_audience(actor=owner, audience=blog.audience, teams=teams)
        if diary.rhythm != "none":
            weekday = weekday_number(diary.weekday)
            at = diary.usual_time
            choose_rhythm(
                owner=owner, blog=blog, rhythm=diary.rhythm, weekday=weekday, usual_time=at
            )
        self.blogs[diary.owner] = blog

    def nominate(self, row: Row) -> None:
        """Say that a colleague carries the culture."""
        people = self.cast.users
        nominee, by = people[row["nominee"]], people[row["by"]]
        nominate_carrier(nominated_by=by, nominee=nominee, why=row["why"])

    def follow(self, diary: Diary, follower: str) -> None:
        """Follow a blog."""
        follow_blog(person=self.cast.users[follower], blog=self.blogs[diary.owner])

    def read_by_mail(self, diary: Diary) -> None:
        """Let some get every article by mail from now on."""
        for follower in diary.by_mail:
            person = self.cast.users[follower]
            follow_blog(person=person, blog=self.blogs[diary.owner], by_mail=True)

    def pause(self, diary: Diary, row: Row) -> None:
        """Mark a holiday ahead."""
        today = self.cast.calendar.today
        mark_pause(
            owner=self.cast.users[diary.owner],
            blog=self.blogs[diary.owner],
            starts_on=today + timedelta(days=days(row["starts"])),
            ends_on=today + timedelta(days=days(row["ends"])),
            note=row.get("note", ""),
        )

    # ---- Articles

    def plan_article(self, diary: Diary, piece: Piece, minute: int) -> None:
        """Plan an article, who helps with it, and what is said about it."""
        plan = self.cast.timeline.plan
        plan(minute - BEFORE, partial(self.write, diary, piece), is_quiet=True)
        for number, row in enumerate(piece.helpers):
            plan(minute - BEFORE + 5 + number, partial(self.ask_help, diary, piece, row))
        for number, row in enumerate([*piece.remarks, *piece.suggestions]):
            plan(minute - 60 + 2 * number, partial(self.suggest, diary, piece, row))
        plan(minute, partial(self.publish, diary, piece))
        for index, comment in enumerate(piece.comments):
            said = minute + span(comment["after"])
            plan(said, partial(self.answer, piece, index, comment))
            self.plan_reactions(piece, index, comment, said)
        self.plan_reactions(piece, None, piece.reactions, minute)
        self.asking.plan_promises(diary, piece, minute)

    def plan_reactions(self, piece: Piece, index: int | None, said: Row, minute: int) -> None:
        """Plan who gives it which word, and when."""
        for kind in Reaction.Kind.values:
            for giver in said.get(kind, []):
                seed = chance("reads", piece.key, index, giver, kind)
                wait = seed.lognormvariate(math.log(USUAL_WAIT), SPREAD)
                at = minute + 1 + int(min(wait, LONGEST_WAIT))
                at = at if at <= NOW else seed.randint(min(minute + 1, NOW), NOW)
                deed = partial(self.give, piece, index, giver, kind)
                self.cast.timeline.plan(at, deed, is_quiet=True)

    def write(self, diary: Diary, piece: Piece) -> None:
        """Write an article as it was before anybody looked along."""
        body = piece.body
        for row in piece.suggestions:
            if row["state"] == "accepted":
                body = body.replace(row["after"], row["before"])
        self.articles[piece.key] = self.keep(diary, piece.title, body)

    def keep(self, diary: Diary, title: str, body: str) -> Article:
        """Take a new sheet and keep a text on it, with its pictures."""
        owner = self.cast.users[diary.owner]
        article = start_article(author=owner, blog=self.blogs[diary.owner])

        def bring(name: str) -> str:
            with (HERE / "scenes" / name).open("rb") as file:
                return str(add_picture(author=owner, article=article, file=file, name=name).pk)

        html = article_html(body, self.named, bring)
        seen = article.revision
        return save_article(
            author=owner, article=article, title=title, body=html, seen_revision=seen
        )

    def named(self, name: str) -> str:
        """Write the mention of somebody by her whole name."""
        keys = {person.name: key for key, person in self.cast.story.people.items()}
        return self.cast.mention(keys[name])

    def ask_help(self, diary: Diary, piece: Piece, row: Row) -> None:
        """Ask a colleague to look along."""
        owner, helper = self.cast.users[diary.owner], self.cast.users[row["person"]]
        ask_for_help(author=owner, article=self.articles[piece.key], person=helper)

    def suggest(self, diary: Diary, piece: Piece, row: Row) -> None:
        """Suggest something, which is accepted or declined when she reads it."""
        owner, helper = self.cast.users[diary.owner], self.cast.users[row["helper"]]
        article = Article.objects.get(pk=self.articles[piece.key].pk)
        before = block_html_of(row.get("before") or row["beside"], article.html)
        after = to_html(row["after"], self.cast.mention) if "after" in row else before
        suggestion = suggest_change(
            helper=helper, article=article, before=before, after=after, note=row["note"]
        )
        settled = {"accepted": accept_suggestion, "declined": decline_suggestion}
        if act := settled.get(row.get("state", "")):
            act(author=owner, article=article, suggestion=suggestion)

    def publish(self, diary: Diary, piece: Piece) -> None:
        """Publish it, with the answers that stand in it."""
        owner = self.cast.users[diary.owner]
        article = Article.objects.get(pk=self.articles[piece.key].pk)
        for row in piece.answers:
            body = to_html(row["body"], self.cast.mention)
            prepare_answer(
                author=owner,
                article=article,
                question=self.asking.questions[row["question"]],
                body=body,
            )
        self.articles[piece.key] = publish_article(author=owner, article=article, reply=CANNOT_ASK)

    def begin(self, diary: Diary, row: Row) -> None:
        """Begin an article and be called away."""
        self.keep(diary, row["title"], row["body"])

    def let_wait(self, diary: Diary, row: Row) -> None:
        """Write an article that appears by itself."""
        article = self.keep(diary, row["title"], row["body"])
        at = self.cast.calendar.at(self.minute_of(diary, moment(row["at"])))
        schedule_article(author=self.cast.users[diary.owner], article=article, publish_at=at)

    # ---- What is said about it

    def answer(self, piece: Piece, index: int, row: Row) -> None:
        """Comment on an article."""
        reply_to = row.get("reply_to")
        self.comments[piece.key, index] = add_comment(
            author=self.cast.users[row["author"]],
            thread=self.articles[piece.key].thread,
            body=to_html(row["body"], self.cast.mention),
            parent=None if reply_to is None else self.comments[piece.key, reply_to],
            reply=CANNOT_ASK,
        )

    def give(self, piece: Piece, index: int | None, giver: str, kind: str) -> None:
        """Give it a word."""
        thread = self.articles[piece.key].thread
        to = thread if index is None else self.comments[piece.key, index]
        react(person=self.cast.users[giver], to=to, kind=Reaction.Kind(kind))
