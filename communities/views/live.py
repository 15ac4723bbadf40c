"""What a page missed while its stream was away."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from communities.feeds import MOST_MISSED, counts_now, missed_comments, missed_posts
from intranet.platform import clock

FEEDS = ("home", "mine", "place")


@require_GET
def no_stream(request):
    """Where no door for streams stands before Django, pages hear so quietly, and ask instead."""
    return HttpResponse(status=204)


@require_GET
def missed(request):
    """What came at a place since a moment that the page carries.

    The answer has the moment to ask from the next time; at once when this was not all.
    """
    since = clock.moment_of(request.GET.get("since", ""))
    until, is_all = clock.now(), True
    kind, _colon, number = request.GET.get("at", "").partition(":")
    number = int(number) if number.isdecimal() and len(number) < 19 else 0
    found = {}
    if kind in FEEDS:
        found["posts"] = missed_posts(request.user, kind, number, since)
    elif kind == "thread":
        comments = missed_comments(request.user, number, since)
        is_all = len(comments) < MOST_MISSED
        until = until if is_all else comments[-1].published_at
        found["comments"] = [{"comment": each.pk, "parent": each.parent_id} for each in comments]
        found["reactions"] = counts_now(request.user, number) if is_all else []
    return JsonResponse(found | {"stamp": str(clock.stamp(until)), "is_all": is_all})
