"""Earlier contributions about the same, shown to somebody who is writing."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from intranet.platform.limits import within_limit
from search import feeds
from search.forms import SimilarForm

WINDOW = timedelta(minutes=1)


@require_POST
def similar(request):
    """Posts that look like what is being written. By POST: a draft has no place in an address."""
    form = SimilarForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=204)
    if not within_limit(
        "similar", str(request.user.pk), most=settings.SIMILAR_A_MINUTE, window=WINDOW
    ):
        return HttpResponse(status=204)
    found = feeds.similar(request.user, **form.words(request.user))
    return render(request, "search/_similar.html", {"found": found})
