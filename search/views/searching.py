"""The page of a search, and what stands under the box while somebody types."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from intranet.platform import clock
from intranet.platform.htmx import render_fragment_or_page, wants_fragment
from search import feeds
from search.forms import SearchForm
from search.views.ways import ways_on


@require_GET
def search(request):
    """What answers, narrowed as far as somebody wants."""
    form = SearchForm(request.GET)
    asked = form.asked(request.user)
    found = feeds.results(request.user, asked, now=clock.now())
    context = {
        "asked": asked,
        "found": found,
        "most": feeds.MOST_COUNTED,
        **ways_on(request.GET, asked, found),
    }
    if asked.cursor and wants_fragment(request):
        return render(request, "search/_more.html", context)
    return render_fragment_or_page(request, "search/_results.html", "search/search.html", context)


@require_GET
def quick(request):
    """A few likely ones, as a list to choose from."""
    form = SearchForm(request.GET)
    found = feeds.quick_results(request.user, form.asked(request.user).words, now=clock.now())
    return render(request, "search/_quick.html", {"found": found, "words": form.data.get("q", "")})
