"""What posts of each kind have in the demo company, and what people do with them."""

from datetime import datetime, time, timedelta
from functools import partial

from communities.actions import (
    AnnouncementPlan,
    Plan,
    PollPlan,
    PraisePlan,
    ProblemPlan,
    acknowledge,
    vote,
)
from communities.models import Announcement, Poll, PollOption
from communities.tasks import keep_time
from intranet.demo.cast import Cast, chance
from intranet.demo.story import LATEST, Opening, moment, span
from intranet.demo.timeline import ZONE
from people.models import FunctionProfile

NOW = moment(LATEST)
MONDAY = 0


class Kinds:
    """Makes the plans of posts, and lets people vote and confirm."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def plan_of(self, post: Opening) -> Plan | None:
        """Return what a post has beside its words."""
        makers = {
            "problem": self.problem,
            "praise": self.praise,
            "poll": self.poll,
            "announcement": self.announcement,
        }
        maker = makers.get(post.kind)
        return maker(post) if maker else None

    def problem(self, post: Opening) -> ProblemPlan:
        """Say where it is."""
        return ProblemPlan(where=post.where)

    def praise(self, post: Opening) -> PraisePlan:
        """Say whom it is for."""
        people = tuple(self.cast.users[key].pk for key in post.praised)
        return PraisePlan(people=people, value=post.value)

    def poll(self, post: Opening) -> PollPlan:
        """Say between what people choose."""
        closes_at = self.cast.calendar.at(post.minute + span(post.closes)) if post.closes else None
        return PollPlan(
            options=tuple(post.options),
            is_multiple=post.is_multiple,
            results="at_the_close" if post.at_the_close else "after_voting",
            closes_at=closes_at,
        )

    def announcement(self, post: Opening) -> AnnouncementPlan:
        """Say who must read it, and until when."""
        names = [
            row["name"]
            for row in self.cast.story.company["profile"]
            if row["key"] in post.for_profiles
        ]
        profiles = FunctionProfile.objects.filter(name__in=names).values_list("pk", flat=True)
        due_at = self.next_monday(post) if post.due else None
        return AnnouncementPlan(
            is_must_read=post.must_read, due_at=due_at, profiles=tuple(profiles)
        )

    def next_monday(self, post: Opening) -> datetime:
        """Return the Monday after a post, at the hour that it names ("maandag 07:00")."""
        day = self.cast.calendar.day_of(post.minute)
        ahead = (MONDAY - day.weekday() - 1) % 7 + 1
        hour = time.fromisoformat(post.due.split(" ")[1])
        return datetime.combine(day + timedelta(days=ahead), hour, ZONE)

    def plan_deeds(self, number: int, post: Opening) -> None:
        """Plan who votes and who confirms, and that what has its time ends."""
        plan = self.cast.timeline.plan
        for option, voter in self.voters(number, post):
            minute = self.soon(number, post, voter)
            plan(minute, partial(self.cast_vote, number, option, voter), is_quiet=True)
        for key in post.confirmed:
            plan(self.soon(number, post, key), partial(self.confirm, number, key), is_quiet=True)
        for end in filter(None, [post.ends and moment(post.ends), self.closing(post)]):
            if end <= NOW:
                plan(end, keep_time)

    def closing(self, post: Opening) -> int:
        """Return when a poll closes; nothing for what does not."""
        return post.minute + span(post.closes) if post.closes else 0

    def voters(self, number: int, post: Opening) -> list[tuple[int, str]]:
        """Return who votes for what: members of the place, in the numbers of the story."""
        place = self.cast.story.places[post.place]
        there = [
            person.key
            for person in self.cast.story.members_of(place)
            if not person.waiting
            and not person.left
            and moment(person.joined) < post.minute
            and person.key not in self.visitors
        ]
        chance("votes", number).shuffle(there)
        choices = [option for option, count in enumerate(post.votes) for _each in range(count)]
        return list(zip(choices, there, strict=False))

    @property
    def visitors(self) -> set[str]:
        """Who a visitor can be: they still have to choose."""
        return {account["key"] for account in self.cast.story.accounts}

    def soon(self, number: int, post: Opening, key: str) -> int:
        """Return a minute after a post, before now."""
        last = min(post.minute + 26 * 60, NOW, self.closing(post) or NOW)
        return chance("soon", number, key).randint(post.minute + 1, max(post.minute + 1, last - 1))

    def cast_vote(self, number: int, option: int, voter: str) -> None:
        """Vote."""
        poll = Poll.objects.get(pk=self.cast.threads[number].pk)
        chosen = PollOption.objects.get(poll=poll, position=option)
        vote(voter=self.cast.users[voter], poll=poll, choices=[chosen.pk])

    def confirm(self, number: int, key: str) -> None:
        """Say that one read it."""
        announcement = Announcement.objects.get(pk=self.cast.threads[number].pk)
        acknowledge(
            person=self.cast.users[key], announcement=announcement, version=announcement.version
        )
