"""Who belongs to a community."""

from django.views.decorators.http import require_GET

from communities import feeds
from communities.views.scope import readable_community
from intranet.platform.htmx import render_fragment_or_page


@require_GET
def members(request, slug):
    """Who takes care of it, who else is in it, and for managers: who waits at the door."""
    community = readable_community(request, slug)
    words = request.GET.get("q", "").strip()
    cursor = request.GET.get("after", "")
    cares = community.reader_role == "manager"
    starts = not words and not cursor
    context = {
        "community": community,
        "words": words,
        "page": feeds.members_of(community, words=words, cursor=cursor),
        "managers": feeds.managers_of(community) if starts else [],
        "requests": feeds.open_requests(community) if cares and starts else [],
        "faces": feeds.faces_of(community) if not cursor else [],
    }
    fragment = "_member_rows.html" if cursor else "_member_lists.html"
    return render_fragment_or_page(
        request, f"communities/{fragment}", "communities/members.html", context
    )
