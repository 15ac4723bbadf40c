"""Building the demo company: whole or not at all, and once."""

from datetime import datetime

from intranet.demo.agreeing import Agreeing
from intranet.demo.cast import Cast
from intranet.demo.gathering import Gathering
from intranet.demo.habits import Habits
from intranet.demo.hiring import Hiring
from intranet.demo.moderating import Moderating
from intranet.demo.story import read_story
from intranet.demo.talking import Talking
from intranet.demo.timeline import Calendar
from intranet.demo.writing import Writing
from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.models import AuditRecord
from people.actions import atomic_with_files
from people.models import User

BUILT = "demo.company.built"


class NotEmpty(Exception):
    """Other people work here already."""


def is_built() -> bool:
    """Tell whether the demo company works here."""
    return AuditRecord.objects.filter(action=BUILT).exists()


def build_company(*, now: datetime | None = None) -> Cast:
    """Let the whole story happen; NotEmpty when there are people who are not of it.

    One transaction: a build that is broken off leaves nothing behind and can begin again.
    """
    with atomic_with_files():
        if User.objects.filter(is_system=False).exists():
            raise NotEmpty
        cast = Cast(story=read_story(), calendar=Calendar(now or clock.now()))
        parts = (Hiring, Agreeing, Gathering, Talking, Writing, Moderating, Habits)
        for part in parts:
            part(cast).plan()
        cast.timeline.happen(cast.calendar)
        record(BUILT, actor=None)
    return cast
