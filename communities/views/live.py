"""What a page missed while its stream was away."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from communities.feeds import counts_now, missed_comments, missed_posts
from intranet.platform import clock

FEEDS = ("home", "mine", "place")


@require_GET
def no_stream(request):
    """Where no door for streams stands before Django, pages hear so quietly, and ask instead."""
    return HttpResponse(status=204)


@require_GET
def missed(request):
    """What came at a place since a moment that the page carries."""
    since = clock.moment_of(request.GET.get("since", ""))
    now = clock.stamp()
    kind, _colon, number = request.GET.get("at", "").partition(":")
    number = int(number) if number.isdecimal() and len(number) < 19 else 0
    found = {"stamp": str(now)}
    if kind in FEEDS:
        found["posts"] = missed_posts(request.user, kind, number, since)
    elif kind == "thread":
        found["comments"] = missed_comments(request.user, number, since)
        found["reactions"] = counts_now(request.user, number)
    return JsonResponse(found)
