"""Culture carriers: who is nominated, who accepted, and for how long."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from blogs.models.blog import Blog
from blogs.querysets import NominationQuerySet


class BlogRules(models.Model):
    """What the organisation agreed about blogs: one row."""

    allows_unnamed_questions = models.BooleanField(
        _("questions without a name"),
        default=False,
        help_text=_(
            "People may ask an author something without their name beside it. Colleagues, the "
            "author and HR do not see who asked; whoever looks into the database can."
        ),
    )
    nominations_needed = models.PositiveSmallIntegerField(
        _("nominations for a culture carrier"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
        help_text=_("So many colleagues nominate somebody before that person is asked."),
    )
    term_weeks = models.PositiveSmallIntegerField(
        _("term of a culture carrier, in weeks"),
        default=26,
        validators=[MinValueValidator(4), MaxValueValidator(104)],
    )

    class Meta:
        verbose_name = _("what we agreed about blogs")
        verbose_name_plural = _("what we agreed about blogs")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="there_is_one_agreement_about_blogs")
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class Nomination(models.Model):
    """That somebody thinks a colleague carries the culture, and why."""

    class Answer(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        TAKEN_BACK = "taken_back", _("taken back")

    nominee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    nominated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    why = models.CharField(max_length=500)
    nominated_at = models.DateTimeField()
    # When the nominee was asked, because enough colleagues said so.
    asked_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.OPEN)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = NominationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["nominee", "nominated_by"],
                condition=Q(answer="open"),
                name="one_open_nomination_per_pair",
            ),
            models.CheckConstraint(
                condition=~Q(nominee=F("nominated_by")), name="nobody_nominates_herself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nominated_by_id} nominates {self.nominee_id}"


class Term(models.Model):
    """The time for which somebody carries the culture; in that time she takes her turns."""

    blog = models.ForeignKey(Blog, on_delete=models.CASCADE, related_name="terms")
    starts_on = models.DateField()
    # The last day of it.
    ends_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="a_term_ends_after_it_begins"
            )
        ]
        indexes = [models.Index(fields=["ends_on", "starts_on"], name="terms_by_end")]

    def __str__(self) -> str:
        return f"{self.starts_on} to {self.ends_on}"
