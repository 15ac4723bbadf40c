"""A community in a feed reader (RFC 4287), and what one must read in a calendar (RFC 5545)."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from communities import feeds
from communities.models import Community
from intranet.platform.atom import Feed, tag, unchanged_or, with_whole_addresses
from intranet.platform.plaintext import excerpt, without_unseen
from people.api.basic import for_feed_readers

LONGEST_TITLE = 80
# So long before it must have been read an appointment begins.
TAKES = timedelta(minutes=15)


@require_safe
@for_feed_readers
def atom(request, slug):
    """The newest posts of a community, whole."""
    place = Community.objects.readable_by(request.user).filter(slug=slug).first()
    if place is None:
        return HttpResponse(status=404)
    here = settings.SITE_URL + place.get_absolute_url()
    said = without_unseen(place.description)
    feed = Feed(
        title=without_unseen(place.name),
        link=here,
        description=said,
        subtitle=said,
        founded_at=place.founded_at,
        feed_url=f"{here}feed.atom",
        feed_guid=tag(f"community-{place.pk}"),
        language=get_language(),
    )
    for thread in feeds.newest_posts(request.user, place):
        feed.add_item(
            title=without_unseen(thread.title or excerpt(thread.plain, LONGEST_TITLE)),
            link=settings.SITE_URL + thread.get_absolute_url(),
            description=with_whole_addresses(without_unseen(thread.html)),
            unique_id=tag(f"post-{thread.pk}"),
            author_name=thread.author.name,
            pubdate=thread.published_at,
            updateddate=thread.edited_at or thread.published_at,
            categories=[thread.post.kind],
        )
    return unchanged_or(request, feed.writeString("utf-8").encode(), feed.content_type)


@require_safe
@for_feed_readers
def calendar(request):
    """What the reader still has to read, each as an appointment that ends when it is due."""
    found = Calendar()
    found.add("prodid", "-//Onderling//NONSGML Onderling//EN")
    found.add("version", "2.0")
    found.add("x-wr-calname", _("To read"))
    found.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for asked in feeds.must_reads_due(request.user):
        found.add_component(appointment(asked))
    return unchanged_or(request, found.to_ical(), "text/calendar; charset=utf-8")


def appointment(asked):
    """Return the appointment for a must-read; a new version is the same one, changed."""
    thread = asked.post.thread
    address = settings.SITE_URL + thread.get_absolute_url()
    event = Event()
    event.add("uid", f"must-read-{asked.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", asked.version - 1)
    event.add("dtstamp", asked.asked_at)
    event.add("dtstart", asked.due_at - TAKES)
    event.add("dtend", asked.due_at)
    title = thread.title or excerpt(thread.plain, LONGEST_TITLE)
    event.add("summary", _("Read: %(title)s") % {"title": title})
    event.add("description", f"{asked.post.community.name}\n{address}")
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    return event
