"""What everything is measured beside: a signed-in Django page that lists 20 rows with one query."""

from django.shortcuts import render
from django.urls import path

from conversations.models import Thread

ROWS = 20


def bare(request):
    """List the newest posts: title, author, date."""
    threads = Thread.objects.select_related("author").order_by("-published_at")
    rows = threads.filter(state="published").only("title", "published_at", "author__name")[:ROWS]
    return render(request, "bare.html", {"threads": rows}, using="django")


urlpatterns = [path("bare/", bare)]
