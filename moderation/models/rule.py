"""A rule that reads along: what it looks for, where, and what happens then."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intranet.platform.judging import Step
from moderation.models.code import Section
from moderation.querysets import RuleVersionQuerySet
from moderation.wording import in_language


class Rule(models.Model):
    """A rule through all its versions; at most one of these works."""

    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")

    def __str__(self) -> str:
        return f"Rule {self.pk}"


class RuleVersion(models.Model):
    """What a rule does: as it works, worked, or is being written; what worked stays as it was."""

    class Stage(models.TextChoices):
        DRAFT = "draft", _("draft")
        ON = "on", _("on")
        OFF = "off", _("off")
        REPLACED = "replaced", _("replaced")

    rule = models.ForeignKey(Rule, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.DRAFT)
    name = models.CharField(_("name"), max_length=120)
    section = models.ForeignKey(
        Section, models.PROTECT, related_name="+", verbose_name=_("section of the code")
    )
    reason = models.TextField(_("why we have this rule"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("owner")
    )
    action = models.CharField(
        _("what happens"), max_length=10, choices=Step.choices, default=Step.HINT
    )
    explanation_nl = models.TextField(_("what the author reads, in Dutch"), blank=True)
    explanation_en = models.TextField(_("what the author reads, in English"), blank=True)
    # What it looks for: moderation.screening.looks.Looks as a dictionary.
    looks = models.JSONField(default=dict)
    # Kinds of content (intranet.platform.judging.Kind), and audiences of communities and blogs;
    # empty means everywhere.
    kinds = models.JSONField(default=list, blank=True)
    audience_ids = models.JSONField(default=list, blank=True)
    begins_on = models.DateField(_("works from"), null=True, blank=True)
    ends_on = models.DateField(_("works until"), null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    # When it was switched on first, and when it last stopped working.
    switched_on_at = models.DateTimeField(null=True, blank=True)
    switched_off_at = models.DateTimeField(null=True, blank=True)

    objects = RuleVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule", "number"], name="rule_versions_have_a_number"),
            models.UniqueConstraint(
                fields=["rule"], condition=Q(stage="draft"), name="a_rule_has_one_draft"
            ),
            models.UniqueConstraint(
                fields=["rule"], condition=Q(stage="on"), name="one_version_of_a_rule_works"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def explanation(self) -> str:
        """What the author reads, in the reader's language."""
        return in_language(self, "explanation")


class RuleBook(models.Model):
    """One row, of which the number goes up with every change of what works."""

    revision = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="there_is_only_one_rule_book")
        ]

    def __str__(self) -> str:
        return f"Revision {self.revision}"


class RuleDay(models.Model):
    """How often a rule found something on a day, and what came of it. Of whom is kept nowhere."""

    rule = models.ForeignKey(Rule, models.CASCADE, related_name="days")
    on = models.DateField()
    hits = models.PositiveIntegerField(default=0)
    # Authors who posted all the same after a hint.
    went_on = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule", "on"], name="one_line_per_rule_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.rule_id}, {self.on}"


class DryRun(models.Model):
    """A version of a rule tried on what was written before; nothing happens to anything."""

    class Stage(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        STOPPED = "stopped", _("stopped")

    version = models.ForeignKey(RuleVersion, models.CASCADE, related_name="dry_runs")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.WAITING)
    # What it looks for, and where, at the moment of asking: a draft can change while it runs.
    looks = models.JSONField(default=dict)
    kinds = models.JSONField(default=list, blank=True)
    audience_ids = models.JSONField(default=list, blank=True)
    since = models.DateTimeField()
    total = models.PositiveIntegerField(default=0)
    seen = models.PositiveIntegerField(default=0)
    caught = models.PositiveIntegerField(default=0)
    # How many steps were made, and where the next one goes on (intranet.platform.contributions).
    steps = models.PositiveIntegerField(default=0)
    cursor = models.JSONField(default=dict)
    advanced_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version"],
                condition=Q(stage__in=["waiting", "running"]),
                name="a_version_is_tried_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.version_id}, {self.asked_at}"

    @property
    def goes_on(self) -> bool:
        """Tell whether it is not at its end."""
        return self.stage in (self.Stage.WAITING, self.Stage.RUNNING)


class DryRunHit(models.Model):
    """An example of what a dry run caught; whether rightly, says who looks at it."""

    run = models.ForeignKey(DryRun, models.CASCADE, related_name="examples")
    kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    is_right = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "kind", "subject_id"], name="an_example_stands_once_in_a_dry_run"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"
