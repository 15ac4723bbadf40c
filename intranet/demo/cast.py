"""Who and what of the story is in the database by now."""

import random
from dataclasses import dataclass, field

from communities.models import Community
from conversations.models import Comment, Thread
from intranet.demo.story import Story
from intranet.demo.timeline import Calendar, Timeline
from people.models import User


@dataclass
class Cast:
    """Everything that the builders share: the story, the clock, and what exists already."""

    story: Story
    calendar: Calendar
    timeline: Timeline = field(default_factory=Timeline)
    users: dict[str, User] = field(default_factory=dict)
    # Sections of the code of conduct, by their key.
    sections: dict[str, int] = field(default_factory=dict)
    communities: dict[str, Community] = field(default_factory=dict)
    # By the place of a post in the story.
    threads: dict[int, Thread] = field(default_factory=dict)
    comments: dict[tuple[int, int], Comment] = field(default_factory=dict)

    def mention(self, key: str) -> str:
        """Write the name of somebody as a mention."""
        person = self.users[key]
        return (
            f'<a class="mention" data-person="{person.pk}" href="{person.get_absolute_url()}">'
            f"@{person.name}</a>"
        )


def chance(*seed: object) -> random.Random:
    """Return chance that is the same in every build."""
    return random.Random(":".join(str(each) for each in seed))
