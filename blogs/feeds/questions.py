"""Questions to an author: all of them page by page, and those like one that is being asked."""

from typing import Any

from django.contrib.postgres.search import TrigramSimilarity, TrigramStrictWordSimilarity
from django.db.models import Q, QuerySet
from django.db.models.functions import Greatest

from blogs.feeds.reading import with_voice_of
from blogs.models import Blog, Question
from intranet.platform.composed import composed_once
from intranet.platform.paging import Page, page_after, page_of, place_in
from people.models import User

QUESTIONS_A_PAGE = 20
OUTCOMES = Question.Outcome.values
# Of so many of the newest it is asked whether they are alike; more are shown to nobody.
MOST_COMPARED, MOST_ALIKE = 2000, 4
# From here on two questions look like one to whoever reads both; and from here on they are one.
ALIKE, NEARLY_THE_SAME = 0.3, 0.55


def blog_questions(viewer: User, blog: Blog, *, only: str = "open", cursor: str = "") -> Page:
    """Return a page of what people asked an author.

    Of the open ones the one that waits longest comes first; of the settled ones the newest.
    """
    if only not in OUTCOMES:
        only = Question.Outcome.OPEN
    moment, last_id = place_in(cursor)
    if only == Question.Outcome.OPEN:
        found = questions_that_wait(viewer, blog.pk, moment, last_id)
        for question in found:
            question.asked_at = question.thread.published_at
        # Without a cursor the list begins with the oldest of all.
        if found and not cursor:
            found[0].waits_longest = len(found) > 1
        return page_of(found, field="asked_at", size=QUESTIONS_A_PAGE)
    settled = questions_settled(viewer, blog.pk, only, moment, last_id)
    return page_of(settled, field="settled_at", size=QUESTIONS_A_PAGE)


@composed_once
def questions_that_wait(viewer: Any, blog: int, moment: Any, last_id: Any) -> QuerySet:
    """Compose the question for open ones, the oldest first."""
    questions = in_blog(viewer, blog).open()
    if moment is not None:
        questions = questions.filter(
            Q(thread__published_at__gt=moment) | Q(thread__published_at=moment, pk__gt=last_id)
        )
    questions = with_voice_of(viewer, questions)
    return questions.order_by("thread__published_at", "pk")[: QUESTIONS_A_PAGE + 1]


@composed_once
def questions_settled(viewer: Any, blog: int, only: str, moment: Any, last_id: Any) -> QuerySet:
    """Compose the question for those that were answered, or declined."""
    questions = with_voice_of(viewer, in_blog(viewer, blog).filter(outcome=only))
    questions = questions.select_related("thread__accepted_comment", "answered_in__thread")
    return page_after(questions, "settled_at", moment, last_id, QUESTIONS_A_PAGE)


def in_blog(viewer: Any, blog: int) -> Any:
    """Questions to one author that this reader may read."""
    return Question.objects.visible_to(viewer).published().filter(blog=blog)


def questions_like(viewer: User, blog: Blog, words: str) -> list[Question]:
    """Return what was asked before in about these words, which may be half a question yet."""
    half = TrigramStrictWordSimilarity(words, "thread__plain")
    likeness = Greatest(TrigramSimilarity("thread__plain", words), half)
    return likest(viewer, blog, likeness, least=ALIKE)


def questions_nearly(viewer: User, blog: Blog, words: str) -> list[Question]:
    """Return those of which whoever asks this would want to know before she asks."""
    likeness = TrigramSimilarity("thread__plain", words)
    return likest(viewer, blog, likeness, least=NEARLY_THE_SAME)


def likest(viewer: User, blog: Blog, likeness: Any, *, least: float) -> list[Question]:
    """Return the likest questions among the newest of a blog."""
    newest = in_blog(viewer, blog.pk).order_by("-thread__published_at", "-pk")
    alike = with_voice_of(viewer, in_blog(viewer, blog.pk)).annotate(likeness=likeness)
    alike = alike.filter(pk__in=newest.values("pk")[:MOST_COMPARED], likeness__gte=least)
    return list(alike.order_by("-likeness", "-pk")[:MOST_ALIKE])
