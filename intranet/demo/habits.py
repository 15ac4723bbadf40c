"""What people did without saying anything: looking in, following, keeping, asking to join."""

from collections.abc import Callable
from functools import partial
from typing import Any

from communities.actions import ask_to_join, invite_to_community, mark_seen
from conversations.actions import follow_thread, keep_thread, save_draft
from conversations.models import Thread
from intranet.demo.cast import Cast
from intranet.demo.story import moment, read
from notifications.actions import mark_all_read

# Until then everybody a visitor cannot be has seen everything.
OTHERS_READ = "-1d 18:00"


class Habits:
    """Leaves the traces of people who read."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.numbers = {(post.place, post.minute): n for n, post in enumerate(cast.story.posts)}

    def plan(self) -> None:
        """Plan it all; what nobody hears of is quiet."""
        kinds: dict[str, Callable[[dict[str, Any]], object]] = {
            "visit": self.look_in,
            "follow": self.follow,
            "keep": self.keep,
            "request": self.ask,
            "invitation": self.invite,
            "draft": self.begin_to_write,
        }
        for kind, rows in read("habits.toml").items():
            for row in rows:
                is_quiet = kind not in ("request", "invitation")
                deed = partial(kinds[kind], row)
                self.cast.timeline.plan(moment(row["at"]), deed, is_quiet=is_quiet)
        self.cast.timeline.plan(moment(OTHERS_READ), self.let_others_read, is_quiet=True)

    def look_in(self, row: dict[str, Any]) -> None:
        """Look at some feeds, that of the home page without a community, and at the bell."""
        person = self.cast.users[row["person"]]
        for place in row["places"]:
            mark_seen(person=person, community=self.cast.communities.get(place))
        if row.get("reads"):
            mark_all_read(person=person)

    def follow(self, row: dict[str, Any]) -> None:
        """Follow a conversation."""
        follow_thread(person=self.cast.users[row["person"]], thread=self.thread(row))

    def keep(self, row: dict[str, Any]) -> None:
        """Keep a post for later."""
        keep_thread(person=self.cast.users[row["person"]], thread=self.thread(row))

    def ask(self, row: dict[str, Any]) -> None:
        """Ask to be let in."""
        community = self.cast.communities[row["place"]]
        ask_to_join(person=self.cast.users[row["person"]], community=community, note=row["note"])

    def invite(self, row: dict[str, Any]) -> None:
        """Ask somebody in."""
        invite_to_community(
            actor=self.cast.users[row["by"]],
            community=self.cast.communities[row["place"]],
            person=self.cast.users[row["person"]],
        )

    def begin_to_write(self, row: dict[str, Any]) -> None:
        """Begin a post and be called away."""
        community = self.cast.communities[row["place"]]
        save_draft(
            person=self.cast.users[row["person"]],
            place=f"community:{community.pk}",
            body=row["body"],
            is_html=False,
        )

    def let_others_read(self) -> None:
        """Let everybody a visitor cannot be open the bell."""
        accounts = {account["key"] for account in self.cast.story.accounts}
        for key, person in self.cast.users.items():
            if key not in accounts:
                mark_all_read(person=person)

    def thread(self, row: dict[str, Any]) -> Thread:
        """Find the conversation that a row names."""
        place, day, hour = row["post"].split(" ")
        return self.cast.threads[self.numbers[place, moment(f"{day} {hour}")]]
