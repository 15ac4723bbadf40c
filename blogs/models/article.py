"""An article: what its owner writes, until and after others read it as a thread."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from blogs.models.blog import Blog
from blogs.querysets import ArticleQuerySet

LONGEST_TITLE = 150


class Article(models.Model):
    """The working text. Readers never read it: they read the thread that publishing makes of it.

    What is not published is no thread, so nothing that lists threads can show it (docs/adr/0019).
    """

    blog = models.ForeignKey(Blog, on_delete=models.PROTECT, related_name="articles")
    # Who sees the working text and its pictures: the owner, and who helps.
    desk = models.OneToOneField("people.Audience", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=LONGEST_TITLE, blank=True)
    html = models.TextField(blank=True)
    plain = models.TextField(blank=True)
    # Goes up with every change; who saves over a change that she has not seen is told.
    revision = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    # ---- When: the moment for which it waits, the one that was planned, and its last day.
    publish_at = models.DateTimeField(null=True, blank=True)
    planned_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    # Why it did not appear at its moment; its owner reads that.
    not_published_because = models.TextField(blank=True)
    # ---- What readers read
    thread = models.OneToOneField(
        "conversations.Thread", models.PROTECT, null=True, blank=True, related_name="article"
    )
    published_revision = models.PositiveIntegerField(null=True, blank=True)
    reading_minutes = models.PositiveSmallIntegerField(default=1)
    cover = models.ForeignKey(
        "people.StoredFile", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Thrown away by its owner before anybody read it.
    discarded_at = models.DateTimeField(null=True, blank=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(publish_at=None) | Q(thread=None),
                name="what_is_published_does_not_wait",
            ),
            models.CheckConstraint(
                condition=Q(thread=None) | Q(published_revision__isnull=False),
                name="what_is_published_says_which_wording",
            ),
        ]
        indexes = [
            models.Index(
                fields=["publish_at"],
                condition=Q(publish_at__isnull=False),
                name="articles_that_will_appear",
            ),
            models.Index(fields=["blog", "-saved_at"], name="articles_of_a_blog"),
            models.Index(fields=["blog", "-thread"], name="published_of_a_blog"),
        ]

    def __str__(self) -> str:
        return self.title or f"article {self.pk}"

    @property
    def is_published(self) -> bool:
        """Tell whether readers may read it now."""
        return self.thread is not None and self.thread.is_published

    @property
    def is_scheduled(self) -> bool:
        """Tell whether it waits for its moment."""
        return self.publish_at is not None

    @property
    def has_changes(self) -> bool:
        """Tell whether the working text is another than what readers read."""
        return self.thread_id is not None and self.revision != self.published_revision

    def get_absolute_url(self) -> str:
        """The address where its owner works on it."""
        return f"/blogs/writing/{self.pk}/"


class ArticleVersion(models.Model):
    """How the working text was at a moment that is worth going back to."""

    class Kept(models.TextChoices):
        PAUSE = "pause", _("kept while writing")
        OTHER_WINDOW = "other_window", _("from another window")
        PUBLISHED = "published", _("as it was published")
        SUGGESTION = "suggestion", _("before a suggestion")
        RESTORED = "restored", _("before an earlier version came back")

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="versions")
    revision = models.PositiveIntegerField()
    kept_because = models.CharField(max_length=12, choices=Kept.choices)
    title = models.CharField(max_length=LONGEST_TITLE, blank=True)
    html = models.TextField(blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(F("article"), F("saved_at").desc(), name="versions_of_an_article"),
        ]

    def __str__(self) -> str:
        return f"article {self.article_id} at revision {self.revision}"
