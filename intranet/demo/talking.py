"""The conversations: posts, comments, reactions, changed words, and what managers did with them."""

import math
from functools import partial
from io import BytesIO

from communities.actions import edit_post, pin_post, publish_post, schedule_post
from communities.models import Post
from conversations.actions import (
    accept_answer,
    add_comment,
    edit_comment,
    lock_thread,
    react,
    withdraw_contribution,
)
from conversations.models import Enclosure, Reaction
from intranet.demo.cast import Cast, chance
from intranet.demo.kinds import Kinds
from intranet.demo.story import HERE, LATEST, Answer, Opening, Said, moment, span
from intranet.demo.wording import to_html, with_days
from intranet.platform.judging import CANNOT_ASK
from people.actions import upload_file

NOW = moment(LATEST)
# Minutes: half of the reactions come within the first hour, some the day after.
USUAL_WAIT, SPREAD, LONGEST_WAIT = 50, 1.2, 26 * 60
SECOND_THOUGHTS = 7  # minutes until somebody changes what she wrote
CHOOSING = 70  # minutes until the one who asked says which answer helped


class Talking:
    """Lets people say what the story has them say."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.kinds = Kinds(cast)

    def plan(self) -> None:
        """Plan every post and what follows it."""
        for number, post in enumerate(self.cast.story.posts):
            self.plan_post(number, post)
            for index, comment in enumerate(post.comments):
                self.plan_comment(number, index, comment)
            self.plan_care(number, post)

    def plan_post(self, number: int, post: Opening) -> None:
        """Plan the post itself."""
        plan = self.cast.timeline.plan
        plan(post.minute, partial(self.publish, number, post))
        self.plan_reactions(number, None, post)
        self.kinds.plan_deeds(number, post)
        if post.edited:
            plan(post.minute + SECOND_THOUGHTS, partial(self.rewrite_post, number, post))

    def plan_comment(self, number: int, index: int, comment: Answer) -> None:
        """Plan one comment."""
        plan = self.cast.timeline.plan
        plan(comment.minute, partial(self.answer, number, index, comment))
        self.plan_reactions(number, index, comment)
        if comment.edited:
            again = min(comment.minute + SECOND_THOUGHTS, NOW)
            plan(again, partial(self.rewrite_comment, number, index, comment))

    def plan_reactions(self, number: int, index: int | None, said: Said) -> None:
        """Plan who gives it which word, and when."""
        for giver, kind in said.reactions:
            wait = chance("reacts", number, index, giver, kind).lognormvariate(
                math.log(USUAL_WAIT), SPREAD
            )
            minute = said.minute + 1 + int(min(wait, LONGEST_WAIT))
            if minute > NOW:
                minute = chance("soon", number, index, giver).randint(said.minute, NOW)
            deed = partial(self.give, number, index, giver, kind)
            self.cast.timeline.plan(minute, deed, is_quiet=True)

    def plan_care(self, number: int, post: Opening) -> None:
        """Plan what its author and the managers do with the post."""
        plan = self.cast.timeline.plan
        if post.pinned:
            plan(post.minute + 3, partial(self.pin, number, post))
        if post.accepted is not None:
            minute = min(post.comments[post.accepted].minute + CHOOSING, NOW)
            plan(minute, partial(self.accept, number, post))
        if post.locked:
            plan(post.minute + span(post.locked["after"]), partial(self.lock, number, post))
        if post.withdrawn:
            plan(post.minute + span(post.withdrawn["after"]), partial(self.withdraw, number, post))

    def html(self, text: str, post_number: int) -> str:
        """Write it as the editor would; its days are counted from that of the post."""
        written_on = self.cast.calendar.day_of(self.cast.story.posts[post_number].minute)
        return to_html(with_days(text, written_on), self.cast.mention)

    def bring(self, said: Said) -> list[Enclosure]:
        """Bring the files that go along with it."""
        owner, files = self.cast.users[said.author], []
        for photo in said.photos:
            name = f"{photo['scene']}.webp"
            with (HERE / "scenes" / name).open("rb") as file:
                stored = upload_file(owner=owner, file=file, name=name)
            files.append(Enclosure(stored.pk, photo["alt"]))
        for document in said.documents:
            file = BytesIO(document["text"].encode())
            stored = upload_file(owner=owner, file=file, name=document["name"])
            files.append(Enclosure(stored.pk))
        return files

    def publish(self, number: int, post: Opening) -> None:
        """Post it, or let it wait for its moment."""
        at = self.cast.calendar.at
        write = publish_post
        if post.appears:
            write = partial(schedule_post, publish_at=at(moment(post.appears)))
        made = write(
            author=self.cast.users[post.author],
            community=self.cast.communities[post.place],
            title=post.title,
            body=self.html(post.edited or post.body, number),
            files=self.bring(post),
            kind=post.kind,
            plan=self.kinds.plan_of(post),
            ends_at=at(moment(post.ends)) if post.ends else None,
            reply=CANNOT_ASK,
        )
        self.cast.threads[number] = made.thread

    def answer(self, number: int, index: int, comment: Answer) -> None:
        """Comment on it."""
        parent = None if comment.reply_to is None else self.cast.comments[number, comment.reply_to]
        self.cast.comments[number, index] = add_comment(
            author=self.cast.users[comment.author],
            thread=self.cast.threads[number],
            body=self.html(comment.edited or comment.body, number),
            files=self.bring(comment),
            parent=parent,
            reply=CANNOT_ASK,
        )

    def rewrite_post(self, number: int, post: Opening) -> None:
        """Say it in other words."""
        author, body = self.cast.users[post.author], self.html(post.body, number)
        words = {"body": body, "title": post.title, "seen_edits": 0, "reply": CANNOT_ASK}
        edit_post(author=author, post=self.post(number), **words)

    def rewrite_comment(self, number: int, index: int, comment: Answer) -> None:
        """Say it in other words."""
        edit_comment(
            author=self.cast.users[comment.author],
            comment=self.cast.comments[number, index],
            body=self.html(comment.body, number),
            seen_edits=0,
            reply=CANNOT_ASK,
        )

    def give(self, number: int, index: int | None, giver: str, kind: str) -> None:
        """Give it a word."""
        to = self.cast.threads[number] if index is None else self.cast.comments[number, index]
        react(person=self.cast.users[giver], to=to, kind=Reaction.Kind(kind))

    def accept(self, number: int, post: Opening) -> None:
        """Say which answer helped."""
        comment = self.cast.comments[number, post.accepted or 0]
        accept_answer(asker=self.cast.users[post.author], comment=comment)

    def pin(self, number: int, post: Opening) -> None:
        """Keep it on top."""
        managers = self.cast.story.places[post.place].managers
        keeper = post.author if post.author in managers else managers[0]
        pin_post(manager=self.cast.users[keeper], post=self.post(number))

    def lock(self, number: int, post: Opening) -> None:
        """End the conversation."""
        lock_thread(moderator=self.cast.users[post.locked["by"]], thread=self.cast.threads[number])

    def withdraw(self, number: int, post: Opening) -> None:
        """Take it away, with a reason that its author reads."""
        withdraw_contribution(
            moderator=self.cast.users[post.withdrawn["by"]],
            contribution=self.cast.threads[number],
            reason=post.withdrawn["reason"],
        )

    def post(self, number: int) -> Post:
        """Return the post that owns a thread."""
        return Post.objects.get(pk=self.cast.threads[number].pk)
