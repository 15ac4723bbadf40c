"""A post: a thread in a community."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from communities.models.community import Community
from communities.querysets import PostQuerySet


class Post(models.Model):
    """What a community adds to a thread: where it stands, its kind, and whether it is pinned."""

    class Kind(models.TextChoices):
        UPDATE = "update", pgettext_lazy("kind of post", "Post")
        QUESTION = "question", _("Question")
        PROBLEM = "problem", _("Problem")
        PRAISE = "praise", _("Praise")
        POLL = "poll", _("Poll")
        ANNOUNCEMENT = "announcement", _("Announcement")

    thread = models.OneToOneField(
        "conversations.Thread", on_delete=models.CASCADE, primary_key=True, related_name="post"
    )
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="posts")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.UPDATE)
    pinned_at = models.DateTimeField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["community", "-pinned_at"],
                condition=models.Q(pinned_at__isnull=False),
                name="pinned_posts_of_a_community",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_question(self) -> bool:
        """Tell whether it waits for an answer that its author can accept."""
        return self.kind == self.Kind.QUESTION

    def get_absolute_url(self) -> str:
        """The address of its page."""
        return f"/posts/{self.pk}/"
