"""A case: something that somebody has to look at, who said so, and what was decided."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from moderation.models.code import CodeVersion, Section
from moderation.models.rule import RuleVersion
from moderation.querysets import (
    AppealQuerySet,
    CaseQuerySet,
    DecisionQuerySet,
    ReportQuerySet,
)

USER = settings.AUTH_USER_MODEL


class Case(models.Model):
    """Something to look at. Many reports of one thing are one case."""

    class Origin(models.TextChoices):
        RULE = "rule", _("a rule found it")
        REPORT = "report", _("colleagues reported it")
        AUTHOR = "author", _("its author asked for it")
        MANAGER = "manager", _("who takes care of the place saw it")

    class Stage(models.TextChoices):
        OPEN = "open", _("open")
        WITH_AUTHOR = "with_author", _("with the author")
        SECOND = "second", _("waits for a second reader")
        DONE = "done", _("done")

    class Desk(models.TextChoices):
        MANAGERS = "managers", _("those who take care of the place")
        HR = "hr", _("HR")

    # What it is about (the port MODERATED); its audience is the place where it stands.
    kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    audience = models.ForeignKey("people.Audience", models.PROTECT, related_name="+")
    author = models.ForeignKey(USER, models.PROTECT, related_name="+")
    # Its words stand there without a name; nobody is shown one here either.
    is_unnamed = models.BooleanField(default=False)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, related_name="+")
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.OPEN)
    desk = models.CharField(max_length=10, choices=Desk.choices, default=Desk.HR)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    # When HR gets what lies with the managers of a place.
    for_hr_at = models.DateTimeField(null=True, blank=True)
    claimed_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    claimed_at = models.DateTimeField(null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_id"],
                condition=~Q(stage="done"),
                name="one_open_case_about_one_thing",
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"], condition=~Q(stage="done"), name="cases_that_are_open"
            ),
            models.Index(fields=["-done_at", "-id"], name="cases_by_end"),
            models.Index(fields=["author", "-opened_at"], name="cases_by_author"),
            models.Index(fields=["kind", "subject_id"], name="cases_about_a_thing"),
        ]

    def __str__(self) -> str:
        return str(_("Case %(number)s") % {"number": self.pk})

    @property
    def is_open(self) -> bool:
        """Tell whether something is still to be decided."""
        return self.stage != self.Stage.DONE

    def get_absolute_url(self) -> str:
        """The address of its page on the desk."""
        return f"/desk/{self.pk}/"


class CaseFinding(models.Model):
    """What a rule found, so that the decision can say so."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="findings")
    rule_version = models.ForeignKey(RuleVersion, models.PROTECT, related_name="+")
    step = models.CharField(max_length=10)
    quotes = models.JSONField(default=list)
    found_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.case_id}: {self.rule_version_id}"


class Wording(models.Model):
    """How the words were at a moment that matters to the case, kept whatever becomes of them."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="wordings")
    edits = models.PositiveIntegerField()
    title = models.CharField(max_length=200, blank=True)
    html = models.TextField()
    plain = models.TextField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "edits"], name="a_case_keeps_a_wording_once")
        ]

    def __str__(self) -> str:
        return self.plain[:60]


class Report(models.Model):
    """That a colleague thinks that the code is not kept here. The author never sees who."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(USER, models.PROTECT, related_name="+")
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.TextField(blank=True)
    reported_at = models.DateTimeField()

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "reporter"], name="a_person_reports_a_thing_once_per_case"
            )
        ]
        indexes = [models.Index(fields=["reporter", "-reported_at"], name="reports_by_reporter")]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.words[:60]}"

    @property
    def wording(self) -> "Wording | None":
        """What was reported, as it was worded then: what it became may be for others."""
        kept = (each for each in self.case.wordings.all() if each.kept_at <= self.reported_at)
        return max(kept, key=lambda each: each.edits, default=None)

    @property
    def was_acted_on(self) -> bool:
        """Tell whether something was done about it that was not undone."""
        return any(decision.stands for decision in self.case.decisions.all())


class CaseNote(models.Model):
    """What those who decide say to each other about a case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="notes")
    author = models.ForeignKey(USER, models.PROTECT, related_name="+")
    body = models.TextField()
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.body[:60]


class Decision(models.Model):
    """What was decided, with its reasons: the statement that the author reads."""

    class Outcome(models.TextChoices):
        NO_BREACH = "no_breach", _("no breach")
        PUBLISH = "publish", _("publish")
        ASK_EDIT = "ask_edit", _("ask to change")
        WITHDRAW = "withdraw", _("withdraw")
        WITHDRAW_FOR_GOOD = "for_good", _("withdraw for good")

    case = models.ForeignKey(Case, models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    decided_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    # The ground: section and version of the code that held when the words were written.
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, related_name="+")
    code_version = models.ForeignKey(
        CodeVersion, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # What the author reads, word for word.
    reasons = models.TextField()
    found_by_rule = models.BooleanField(default=False)
    warns = models.BooleanField(default=False)
    silences_until = models.DateTimeField(null=True, blank=True)
    # Until when the author can change it before it goes from others' sight.
    mend_until = models.DateTimeField(null=True, blank=True)
    appeal_until = models.DateTimeField()
    # When it counts no longer in the person's record.
    lapses_on = models.DateField(null=True, blank=True)
    second_reader = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    overturned_at = models.DateTimeField(null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["decided_at", "pk"]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.outcome}"

    @property
    def waits_for_second(self) -> bool:
        """Tell whether another has to read it before it works."""
        return self.outcome == self.Outcome.WITHDRAW_FOR_GOOD and self.confirmed_at is None

    @property
    def is_breach(self) -> bool:
        """Tell whether it says that the code was not kept."""
        return self.outcome not in (self.Outcome.NO_BREACH, self.Outcome.PUBLISH)

    @property
    def stands(self) -> bool:
        """Tell whether something was done by it that was not undone."""
        return self.is_breach and self.overturned_at is None and not self.waits_for_second

    def get_absolute_url(self) -> str:
        """The address where its author reads it."""
        return f"/decisions/{self.pk}/"


class Appeal(models.Model):
    """That an author does not agree: talked about with, and decided by, somebody else."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("open")
        UPHELD = "upheld", _("it stays")
        OVERTURNED = "overturned", _("overturned")
        TAKEN_BACK = "taken_back", _("taken back")

    decision = models.OneToOneField(Decision, models.CASCADE, related_name="appeal")
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    handler = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)
    reasons = models.TextField(blank=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at", "id"], condition=Q(outcome="open"), name="appeals_that_are_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.outcome}"


class AppealMessage(models.Model):
    """One thing said in the dialogue of an appeal."""

    appeal = models.ForeignKey(Appeal, models.CASCADE, related_name="messages")
    author = models.ForeignKey(USER, models.PROTECT, related_name="+")
    body = models.TextField()
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["said_at", "pk"]

    def __str__(self) -> str:
        return self.body[:60]


class DeskRules(models.Model):
    """How the organisation handles cases; one row."""

    managers_first = models.BooleanField(
        _("reports reach those who take care of the community first"), default=False
    )
    managers_hours = models.PositiveSmallIntegerField(_("hours until HR gets them"), default=24)
    decide_hours = models.PositiveSmallIntegerField(_("hours to decide"), default=48)
    mend_hours = models.PositiveSmallIntegerField(_("hours to change a text"), default=24)
    appeal_days = models.PositiveSmallIntegerField(_("days to appeal"), default=14)
    appeal_decide_days = models.PositiveSmallIntegerField(_("days to decide an appeal"), default=7)
    record_months = models.PositiveSmallIntegerField(
        _("months after which a decision lapses"), default=6
    )
    warning_months = models.PositiveSmallIntegerField(
        _("months after which a warning lapses"), default=12
    )

    class Meta:
        verbose_name = verbose_name_plural = _("how cases are handled")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="there_is_only_one_set_of_desk_rules")
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
