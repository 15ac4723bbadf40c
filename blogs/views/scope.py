"""Fetching in the reader's sight what a view is about; 404 for everything else."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from blogs import feeds
from blogs.actions.owning import note_attempt
from blogs.models import Question
from intranet.platform.composed import Word
from intranet.platform.htmx import first_or_404


def readable_blog(request, slug):
    """Fetch a blog that this person may read."""
    return first_or_404(feeds.blogs_to_read(request.user, Word(slug)))


def text_at_desk(request, article_id):
    """Fetch a working text at whose desk this person sits."""
    article = feeds.working_text(request.user, article_id)
    if article is None:
        if request.method not in ("GET", "HEAD"):
            act = request.resolver_match.url_name
            note_attempt(person=request.user, article_id=article_id, act=act)
        raise Http404
    return article


def readable_question(request, thread_id):
    """Fetch a question to an author that this person may read."""
    questions = feeds.with_voice_of(request.user, Question.objects.visible_to(request.user))
    related = ("blog__owner", "blog__audience", "thread__audience")
    return get_object_or_404(questions.select_related(*related), pk=thread_id)
