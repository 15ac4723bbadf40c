"""What the composer of a page needs."""

import uuid
from collections.abc import Mapping

from django.utils.html import format_html

from communities.models import Post
from conversations.feeds import uploads_in
from conversations.models import Draft, Thread
from intranet.platform.organisation import current_organisation
from intranet.platform.plaintext import excerpt
from people.models import User

NOT_ASKED = object()
LONGEST_TITLE = 200
# Letters of a quote, and of what has no title; digits of the number of a thread.
LENGTH_OF_QUOTE, LENGTH_OF_NAME, LONGEST_NUMBER = 400, 80, 18


class Choices:
    """What is filled in beside the words: from a form that came back, a draft, or a link."""

    def __init__(self, values: Mapping[str, list[str]]) -> None:
        self._values = values

    def get(self, name: str, otherwise: str = "") -> str:
        """Return the one value of a field."""
        return next(iter(self._values.get(name, [])), otherwise) or otherwise

    def all(self, name: str) -> list[str]:
        """Return all values of a field."""
        return list(self._values.get(name, []))


def draft_place(community=None):
    """Where the draft of a new post is kept: in the community of the page, else with home."""
    return f"community:{community.pk}" if community else "home"


def composer_for(viewer, *, community=None, posted=None, draft=NOT_ASKED, preset=None):
    """Return the composer's state: a fresh number for the next try, and the draft that was kept."""
    place = draft_place(community)
    if posted is not None:
        draft = None
    elif draft is NOT_ASKED:
        draft = Draft.objects.filter(person=viewer, place=place).first()
    posted = posted or {}
    kept = dict(posted.lists()) if posted else (draft.choices if draft else {})
    return {
        "submission": posted.get("submission") or uuid.uuid4(),
        "draft": draft,
        "draft_place": place,
        "posted": posted,
        "uploads": uploads_in(draft),
        "choices": Choices({**kept, **(preset or {})}),
        "values": current_organisation().value_names,
    }


def preset_from(request):
    """Return what a link to the page for writing fills in before."""
    preset = {}
    if request.GET.get("kind") in Post.Kind.values:
        preset["kind"] = [request.GET["kind"]]
    if request.GET.get("community", "").isdecimal():
        preset["community"] = [request.GET["community"]]
    if request.GET.get("title"):
        preset["title"] = [request.GET["title"][:LONGEST_TITLE]]
    return preset


def quoted_from(request):
    """Return what the page for writing quotes, so that it can be shared in a community.

    Only what everyone may read: whoever reads the post may read what it quotes. For everything else
    there is simply no quote, as for what is not there.
    """
    number = request.GET.get("quote", "")
    if not number.isdecimal() or len(number) > LONGEST_NUMBER:
        return ""
    threads = Thread.objects.visible_to(request.user).published().filter(pk=number)
    thread = threads.filter(audience__kind="everyone").select_related("author").first()
    return quote_of(thread) if thread else ""


def quote_of(thread):
    """Return the title with its address, how it begins, and who says it."""
    return format_html(
        '<p><a href="{}">{}</a></p><blockquote><p>{}</p></blockquote><p>{}</p><p></p>',
        thread.get_absolute_url(),
        thread.title or excerpt(thread.plain, LENGTH_OF_NAME),
        excerpt(thread.plain, LENGTH_OF_QUOTE),
        thread.author.name,
    )


def with_quote(draft, quote):
    """Return what somebody was writing with a quote below it, unless it stands there already."""
    html = draft.html if draft else ""
    address = quote.partition('href="')[2].partition('"')[0]
    return html if not quote or f'href="{address}"' in html else html + quote


def people_chosen(viewer, choices):
    """Return the colleagues who were chosen before, so that their names are shown again."""
    numbers = [each for each in choices.all("praised") if each.isdecimal() and len(each) < 19]
    people = User.objects.visible_to(viewer).active().filter(pk__in=numbers)
    return list(people.with_card()) if numbers else []
