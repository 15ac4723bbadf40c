"""What is computed of what people say and how others take it, for the page "What we measure"."""

from django.utils.translation import gettext_lazy as _

from intranet.platform.figures import SMALLEST_GROUP, Figure

FIGURES = [
    Figure(
        key="readers",
        name=_("How many read a post"),
        purpose=_("So that an author knows that it was not written for nobody."),
        who_sees=_("Everybody who may read the post: a number, from ten colleagues up. Never who."),
        kept_for=_("Who read it for 60 days, so that nobody counts twice; the number for good."),
        where=_("In a post"),
        smallest_group=SMALLEST_GROUP,
        can_be_off=True,
        tables=("conversations.Reading",),
        numbers=("conversations.Thread.reader_count",),
    ),
    Figure(
        key="reactions",
        name=_("How many reacted with thanks, well done or I recognise this"),
        purpose=_("To thank somebody without words, and to see that a problem is not yours alone."),
        who_sees=_("Everybody who may read the words: the numbers, and your own reaction."),
        kept_for=_("Until you take it back."),
        where=_("In a post"),
        tables=("conversations.Reaction",),
        numbers=(
            "conversations.Thread.thanks_count",
            "conversations.Thread.well_done_count",
            "conversations.Thread.recognise_count",
            "conversations.Comment.thanks_count",
            "conversations.Comment.well_done_count",
            "conversations.Comment.recognise_count",
        ),
    ),
    Figure(
        key="comments",
        name=_("How many comments there are"),
        purpose=_("To see where people talk."),
        who_sees=_("Everybody who may read them."),
        kept_for=_("As long as the comments are there."),
        where=_("In a post"),
        tables=("conversations.Thread", "conversations.Comment"),
        numbers=("conversations.Thread.comment_count",),
        counted_in=("conversations.actions.carrying.close_merged",),
    ),
    Figure(
        key="edits",
        name=_("How often a text was edited"),
        purpose=_("So that everybody can read how it was before."),
        who_sees=_("Everybody who may read the text."),
        kept_for=_("As long as the text is there."),
        where=_("In a post"),
        tables=("conversations.Version",),
        numbers=("conversations.Comment.edits", "conversations.Thread.edits"),
    ),
]
