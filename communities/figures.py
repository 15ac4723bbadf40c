"""What is computed of communities and their posts, for the page "What we measure"."""

from django.utils.translation import gettext_lazy as _

from intranet.platform.figures import Figure

FIGURES = [
    Figure(
        key="members",
        name=_("How many belong to a community, and how many wait to"),
        purpose=_("To know who one talks to, and that somebody waits at the door."),
        who_sees=_(
            "Everybody who may know of the community; who waits: those who take care of it."
        ),
        kept_for=_("As long as they belong to it."),
        where=_("In a community"),
        tables=("communities.Membership", "communities.JoinRequest"),
        numbers=("communities.Community.member_count",),
        counted_in=("communities.feeds.places.with_standing",),
    ),
    Figure(
        key="visits",
        name=_("Until when you have read"),
        purpose=_("To draw the line below what is new for you."),
        who_sees=_("You."),
        kept_for=_("Until you come by again."),
        where=_("Home"),
        tables=("communities.Visit",),
    ),
    Figure(
        key="must_reads",
        name=_("Who confirmed that they read a must-read"),
        purpose=_(
            "Some things everybody has to know, such as what is dangerous; who did not "
            "confirm is reminded."
        ),
        who_sees=_("Those who sent it, by name, and how many per location."),
        kept_for=_("As long as the announcement is there."),
        where=_("In an announcement"),
        tables=("communities.Announcement", "communities.Acknowledgement", "communities.Reminder"),
        numbers=("communities.Reminder.people",),
        counted_in=(
            "communities.actions.announcing.remind",
            "communities.feeds.announcing.figures_of",
            "communities.feeds.announcing.people_an_announcement_asks",
        ),
    ),
    Figure(
        key="polls",
        name=_("How many chose what in a poll"),
        purpose=_("To decide together."),
        who_sees=_("Everybody who may read the poll: the numbers. Never who chose what."),
        kept_for=_("What you chose until the poll is closed; the numbers for good."),
        where=_("In a poll"),
        tables=("communities.Poll", "communities.PollOption", "communities.Ballot"),
        numbers=("communities.Poll.voters", "communities.PollOption.votes"),
    ),
]
