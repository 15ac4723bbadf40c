"""What is computed of blogs, for the page "What we measure"."""

from django.utils.translation import gettext_lazy as _

from intranet.platform.figures import Figure

FIGURES = [
    Figure(
        key="author_answers",
        name=_("How far the author of a blog answers"),
        purpose=_(
            "Who asks something wants to know that it is read. It is about what an author "
            "does in public."
        ),
        who_sees=_("Everybody who may read the blog."),
        kept_for=_("Counted anew each time, over twelve months."),
        where=_("In a blog"),
        can_be_off=True,
        tables=("blogs.Question", "blogs.Promise"),
        counted_in=(
            "blogs.feeds.figures.comments_counted",
            "blogs.feeds.figures.questions_counted",
        ),
    ),
    Figure(
        key="since_last_article",
        name=_("What came in since an author’s last article"),
        purpose=_("To remind an author of who waits for an answer."),
        who_sees=_("The author, in her own mail and on her own desk."),
        kept_for=_("Counted anew each time."),
        where=_("Desk"),
        tables=("blogs.Suggestion",),
        counted_in=(
            "blogs.feeds.desk.desk_of",
            "blogs.feeds.keeping.asked_after",
            "blogs.feeds.keeping.how_answered",
        ),
    ),
    Figure(
        key="nominations",
        name=_("How many nominated a colleague as culture carrier"),
        purpose=_("To ask whoever enough colleagues think of."),
        who_sees=_(
            "Nobody sees the number; who is nominated reads who did it and why once she is asked."
        ),
        kept_for=_("Until she answers."),
        where=_("Culture carriers"),
        tables=("blogs.Nomination", "blogs.Term"),
        counted_in=(
            "blogs.actions.carrying.ask_when_enough",
            "blogs.actions.carrying.ask_who_has_enough",
            "blogs.actions.carrying.require_asked",
        ),
    ),
    Figure(
        key="blogs_visit",
        name=_("When you last looked at Blogs"),
        purpose=_("To show in the menu that there is something new."),
        who_sees=_("You."),
        kept_for=_("Until you come by again."),
        where=_("Blogs"),
        tables=("blogs.BlogsVisit",),
    ),
]
