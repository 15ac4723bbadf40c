"""Help with an article: who may look along, and what she would change."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from blogs.models.article import Article
from blogs.querysets import SuggestionQuerySet

LONGEST_NOTE = 1000


class Helper(models.Model):
    """A colleague whom the owner asked to look along; she never writes in the text herself."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="helpers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article", "person"], name="one_helper_per_person_and_article"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} helps with {self.article_id}"


class Suggestion(models.Model):
    """What a helper would change in one block, or only remarks beside it.

    From the accepted ones it follows who helped; nothing else says so, and nobody can untick it.
    A remark is never accepted: its owner reads it, and what she then writes is hers.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", pgettext_lazy("suggestion", "accepted")
        DECLINED = "declined", pgettext_lazy("suggestion", "declined")
        READ = "read", _("read")
        TAKEN_BACK = "taken_back", _("taken back")

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="suggestions")
    helper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # The block as it stood, and how it would be; the same in both is only a remark.
    before = models.TextField(blank=True)
    # Where it stood among the blocks, for when two say the same.
    place = models.PositiveIntegerField(default=0)
    after = models.TextField(blank=True)
    note = models.TextField(max_length=LONGEST_NOTE, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    # Why it was declined, in words for the helper.
    why = models.TextField(max_length=LONGEST_NOTE, blank=True)
    # The first wording of the article that it is part of.
    revision = models.PositiveIntegerField(null=True, blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["article", "state"], name="suggestions_by_state")]

    def __str__(self) -> str:
        return f"{self.helper_id} for {self.article_id}: {self.state}"

    @property
    def is_remark(self) -> bool:
        """Tell whether it changes nothing and only says something."""
        return self.before == self.after
