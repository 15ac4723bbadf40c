"""The code of conduct: sections in two languages, in versions that begin on a day."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from moderation.querysets import CodeVersionQuerySet, SectionWordingQuerySet
from moderation.wording import in_language

MOST_GRACE_DAYS = 90


class Section(models.Model):
    """One agreement, the same in every version in which it stands, however it is worded there."""

    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Section {self.pk}"


class CodeVersion(models.Model):
    """The code as it holds from a day on, or as it is being talked about."""

    # Given when it is agreed; a draft has none.
    number = models.PositiveIntegerField(null=True, blank=True, unique=True)
    begins_on = models.DateField(_("begins on"), null=True, blank=True)
    # Whether people are asked again to accept it; a typing error is no reason.
    is_material = models.BooleanField(_("people accept it again"), default=True)
    grace_days = models.PositiveSmallIntegerField(_("days to accept it"), default=14)
    intro_nl = models.TextField(_("introduction in Dutch"), blank=True)
    intro_en = models.TextField(_("introduction in English"), blank=True)
    changes_nl = models.TextField(_("what changed, in Dutch"), blank=True)
    changes_en = models.TextField(_("what changed, in English"), blank=True)
    # With whom it was agreed, and when: readers read it below the title.
    agreed_with_nl = models.CharField(_("agreed with, in Dutch"), max_length=200, blank=True)
    agreed_with_en = models.CharField(_("agreed with, in English"), max_length=200, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    # Goes up with every change of the words above, so that two at once notice each other.
    revision = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Until which day those who were invited are asked to say what they think of a draft.
    remarks_until = models.DateField(_("remarks until"), null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)
    # When it had begun and everybody was told; where nobody needs to know, when that was found.
    told_at = models.DateTimeField(null=True, blank=True)

    objects = CodeVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of the code")
        verbose_name_plural = _("versions of the code")
        constraints = [
            models.UniqueConstraint(
                fields=["begins_on"],
                condition=Q(number__isnull=False),
                name="one_version_of_the_code_begins_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True)
                | Q(begins_on__isnull=False, agreed_at__isnull=False),
                name="an_agreed_version_begins_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(grace_days__lte=MOST_GRACE_DAYS), name="nobody_waits_years_to_accept"
            ),
        ]

    def __str__(self) -> str:
        if self.number is None:
            return str(_("Draft"))
        return str(_("Version %(number)s") % {"number": self.number})

    def get_absolute_url(self) -> str:
        """The address at which it is read."""
        return f"/code/drafts/{self.pk}/" if self.is_draft else f"/code/versions/{self.number}/"

    @property
    def is_draft(self) -> bool:
        """Tell whether it is still talked about."""
        return self.number is None

    @property
    def intro(self) -> str:
        """The introduction in the reader's language."""
        return in_language(self, "intro")

    @property
    def changes(self) -> str:
        """What changed, in the reader's language."""
        return in_language(self, "changes")

    @property
    def agreed_with(self) -> str:
        """With whom it was agreed, in the reader's language."""
        return in_language(self, "agreed_with")


class SectionWording(models.Model):
    """How an agreement is worded in one version of the code. Examples: one on each line."""

    version = models.ForeignKey(CodeVersion, models.CASCADE, related_name="wordings")
    section = models.ForeignKey(Section, models.PROTECT, related_name="wordings")
    position = models.PositiveSmallIntegerField()
    title_nl = models.CharField(_("title in Dutch"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120)
    text_nl = models.TextField(_("text in Dutch"))
    text_en = models.TextField(_("text in English"))
    why_nl = models.TextField(_("why, in Dutch"), blank=True)
    why_en = models.TextField(_("why, in English"), blank=True)
    fine_nl = models.TextField(_("what is fine, in Dutch"), blank=True)
    fine_en = models.TextField(_("what is fine, in English"), blank=True)
    not_fine_nl = models.TextField(_("what is not, in Dutch"), blank=True)
    not_fine_en = models.TextField(_("what is not, in English"), blank=True)
    revision = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = SectionWordingQuerySet.as_manager()

    class Meta:
        ordering = ["version_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "section"], name="a_section_stands_once_in_a_version"
            ),
            models.UniqueConstraint(
                fields=["version", "position"],
                name="one_section_per_place_in_a_version",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"

    @property
    def is_complete(self) -> bool:
        """Tell whether it can be read in both languages."""
        return all((self.title_nl, self.title_en, self.text_nl, self.text_en))

    @property
    def title(self) -> str:
        """The title in the reader's language."""
        return in_language(self, "title")

    @property
    def text(self) -> str:
        """The agreement in the reader's language."""
        return in_language(self, "text")

    @property
    def why(self) -> str:
        """Why it was agreed, in the reader's language."""
        return in_language(self, "why")

    @property
    def fine(self) -> list[str]:
        """Examples of what is fine, in the reader's language."""
        return in_language(self, "fine").splitlines()

    @property
    def not_fine(self) -> list[str]:
        """Examples of what is not, in the reader's language."""
        return in_language(self, "not_fine").splitlines()


class Acceptance(models.Model):
    """That a person said she keeps to a version of the code."""

    version = models.ForeignKey(CodeVersion, models.PROTECT, related_name="acceptances")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    accepted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "version"], name="a_person_accepts_a_version_once"
            )
        ]
        # The proof is read by version, in the order in which people accepted it.
        indexes = [models.Index(fields=["version", "-accepted_at"], name="acceptances_by_version")]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.version_id}"


class DraftReader(models.Model):
    """That somebody was invited to say what she thinks of a draft."""

    version = models.ForeignKey(CodeVersion, models.CASCADE, related_name="readers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "person"], name="a_person_is_invited_to_a_draft_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.version_id}"


class Remark(models.Model):
    """What an invited person says of a draft, or of one section in it, and what HR did with it."""

    version = models.ForeignKey(CodeVersion, models.CASCADE, related_name="remarks")
    section = models.ForeignKey(Section, models.CASCADE, null=True, blank=True, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    body = models.TextField()
    written_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.body[:60]
