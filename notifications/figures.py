"""What is computed of what people are told, for the page "What we measure"."""

from django.utils.translation import gettext_lazy as _

from intranet.platform.figures import Figure

FIGURES = [
    Figure(
        key="bell",
        name=_("How much is new for you"),
        purpose=_("To show what you did not see yet."),
        who_sees=_("You."),
        kept_for=_("As long as the message in your bell."),
        where=_("Bell"),
        tables=("notifications.Notification",),
        counted_in=("notifications.feeds.groups_of", "notifications.feeds.strongest_of"),
    ),
]
