"""Home, one community, a topic, and what one keeps."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.module_loading import import_string
from django.views.decorators.http import require_GET, require_POST

from communities import feeds
from communities.actions import choose_feed_order, mark_seen
from communities.models import Community
from communities.policies import can_post_in
from communities.views.composing import composer_for
from conversations.feeds import as_draft
from intranet.platform import clock
from intranet.platform.composed import Word
from intranet.platform.htmx import first_or_404, render_fragment_or_page, wants_fragment
from intranet.platform.offline import may_be_kept
from people.feeds.newcomers import newest_colleagues


@require_GET
@may_be_kept
def home(request):
    """Everything new in the places one may see."""
    only = chosen_filter(request, "mine")
    order = chosen_order(request)
    cursor = request.GET.get("after", "")
    feed = feeds.home_feed(request.user, only=only, order=order, cursor=cursor)
    context = {
        "feed": feed,
        "page": feed.page,
        "only": only,
        "order": order,
        "path": ask(only=only, order=order),
    }
    if cursor and wants_fragment(request):
        return render(request, "communities/posts/_cards.html", context)
    context |= {"news": feed.at_home, "new_people": newest_colleagues()}
    context |= composer_for(request.user, draft=feed.at_home.draft)
    panels = [import_string(path)(request.user) for path in settings.HOME_PANELS]
    context |= {"usual_place": feed.at_home.usual_place, "panels": panels}
    return render_fragment_or_page(
        request, "communities/_home_feed.html", "communities/home.html", context
    )


@require_GET
@may_be_kept
def community(request, slug):
    """What is said in one community; outsiders of a closed one see what it is for."""
    place = first_or_404(feeds.places_to_read(request.user, Word(slug)))
    if not place.is_readable:
        return render(
            request,
            "communities/closed.html",
            {
                "community": place,
                "managers": feeds.managers_of(place),
            },
        )
    only = chosen_filter(request, "all")
    order = chosen_order(request)
    cursor = request.GET.get("after", "")
    feed = feeds.community_feed(request.user, place, order=order, cursor=cursor, only=only)
    context = {
        "community": place,
        "feed": feed,
        "page": feed.page,
        "only": only,
        "order": order,
        "path": ask(only=only, order=order),
    }
    if cursor and wants_fragment(request):
        return render(request, "communities/posts/_cards.html", context)
    may_post = can_post_in(request.user, place)
    managers, faces = feeds.who_is_here(place)
    context |= {
        "pinned": [] if cursor else place.pins,
        "managers": managers,
        "faces": faces,
        "may_post": may_post,
    }
    if may_post:
        draft = as_draft(place.reader_draft)
        context |= composer_for(request.user, community=place, draft=draft)
    return render(request, "communities/community.html", context)


@require_GET
def topic(request, name):
    """Everything in which a topic is named, as far as the reader may see it."""
    # A topic that only others may read looks like one that nobody used yet.
    page = feeds.topic_feed(request.user, name, cursor=request.GET.get("after", ""))
    return render_fragment_or_page(
        request,
        "communities/posts/_cards.html",
        "communities/topic.html",
        {"topic": name, "page": page, "path": "?"},
    )


@require_GET
def kept(request):
    """What one keeps for later."""
    page = feeds.kept_by(request.user, cursor=request.GET.get("after", ""))
    return render_fragment_or_page(
        request,
        "communities/posts/_cards.html",
        "communities/kept.html",
        {"page": page, "path": "?"},
    )


@require_POST
def home_seen(request):
    """The page says that somebody looked at it."""
    mark_seen(person=request.user, at=clock.moment_of(request.GET.get("until", "")))
    return HttpResponse(status=204)


@require_POST
def community_seen(request, slug):
    """The page says that somebody looked at it."""
    place = get_object_or_404(Community.objects.readable_by(request.user), slug=slug)
    at = clock.moment_of(request.GET.get("until", ""))
    mark_seen(person=request.user, community=place, at=at)
    return HttpResponse(status=204)


@require_POST
def choose_order(request):
    """Keep the order in which somebody reads."""
    choose_feed_order(person=request.user, order=request.POST.get("order", ""))
    back = request.POST.get("next", "/")
    return redirect(back if url_has_allowed_host_and_scheme(back, None) else "/")


def chosen_order(request):
    """The order in the address, else the one the reader chose before."""
    order = request.GET.get("order", request.user.feed_order)
    return order if order in feeds.ORDERS else "activity"


def chosen_filter(request, otherwise):
    """The filter in the address, as far as there is such a one."""
    only = request.GET.get("only", otherwise)
    return only if only in feeds.FILTERS else otherwise


def ask(*, only, order):
    """The question of a feed's address, to which a cursor is added."""
    return f"?only={only}&order={order}&"
