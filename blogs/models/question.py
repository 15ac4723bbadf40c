"""Questions to an author, what she answers, and what she promises."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blogs.models.article import Article
from blogs.models.blog import Blog
from blogs.querysets import PromiseQuerySet, QuestionQuerySet


class Question(models.Model):
    """What somebody wants to know from an author: a thread, with what became of it.

    Without a name the thread belongs to the product itself, so that nothing that shows threads can
    tell who asked. Only this row knows, so that she hears the answer (docs/adr/0020).
    """

    class Outcome(models.TextChoices):
        OPEN = "open", _("open")
        ANSWERED = "answered", _("answered")
        DECLINED = "declined", _("declined")

    thread = models.OneToOneField(
        "conversations.Thread", on_delete=models.CASCADE, primary_key=True, related_name="question"
    )
    blog = models.ForeignKey(Blog, on_delete=models.PROTECT, related_name="questions")
    asker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_unnamed = models.BooleanField(default=False)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.OPEN)
    settled_at = models.DateTimeField(null=True, blank=True)
    answered_in = models.ForeignKey(
        Article, models.SET_NULL, null=True, blank=True, related_name="answered_questions"
    )
    # The sender's own number for this write; that of the thread would be the product's own.
    submission = models.UUIDField(null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["asker", "submission"],
                condition=Q(submission__isnull=False),
                name="a_question_is_sent_once",
            ),
            models.CheckConstraint(
                condition=Q(outcome="open", settled_at=None)
                | (~Q(outcome="open") & Q(settled_at__isnull=False)),
                name="what_is_settled_has_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["blog", "outcome"], name="questions_by_outcome")]

    def __str__(self) -> str:
        return f"question {self.pk}"

    @property
    def is_open(self) -> bool:
        """Tell whether it waits for an answer."""
        return self.outcome == self.Outcome.OPEN

    def get_absolute_url(self) -> str:
        """The address of its page."""
        return f"/questions/{self.pk}/"


class PreparedAnswer(models.Model):
    """An answer that appears together with the article in which it stands."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="prepared")
    question = models.OneToOneField(Question, on_delete=models.CASCADE, related_name="prepared")
    html = models.TextField()
    plain = models.TextField()
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"answer to {self.question_id}"


class Promise(models.Model):
    """What an author said she would do, followed until it is done or cannot be."""

    class State(models.TextChoices):
        OPEN = "open", _("not begun")
        BUSY = "busy", _("busy")
        DONE = "done", _("done")
        FAILED = "failed", _("not managed")

    blog = models.ForeignKey(Blog, on_delete=models.CASCADE, related_name="promises")
    # The thread in which it was made: an article, or a question that was answered.
    thread = models.ForeignKey(
        "conversations.Thread", on_delete=models.CASCADE, related_name="promises"
    )
    words = models.CharField(max_length=300)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    news = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = PromiseQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["blog", "-made_at"], name="promises_of_a_blog")]

    def __str__(self) -> str:
        return self.words[:60]

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more is to come of it."""
        return self.state in (self.State.DONE, self.State.FAILED)


class PromiseNews(models.Model):
    """What an author told of a promise, and how it stood from then on; together a small story."""

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="story")
    state = models.CharField(max_length=6, choices=Promise.State.choices)
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(words=""),
                name="what_failed_is_told_with_a_reason",
            )
        ]
        indexes = [models.Index(fields=["promise", "at"], name="story_of_a_promise")]

    def __str__(self) -> str:
        return f"{self.promise_id}: {self.state}"
