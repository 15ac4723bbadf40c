"""A blog: one person who writes, and who may read it."""

from datetime import time

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blogs.querysets import BlogQuerySet


class Blog(models.Model):
    """One per person. Its owner never changes, so that nothing can come under another name."""

    class Kind(models.TextChoices):
        LEADER = "leader", _("leader")
        CARRIER = "carrier", _("culture carrier")
        PERSONAL = "personal", _("personal")

    class Rhythm(models.TextChoices):
        NONE = "none", _("no fixed rhythm")
        WEEKLY = "weekly", _("every week")
        FORTNIGHTLY = "fortnightly", _("every two weeks")
        MONTHLY = "monthly", _("every four weeks")

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="blog", verbose_name=_("written by")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(max_length=80, unique=True)
    about = models.CharField(_("what it is about"), max_length=300, blank=True)
    audience = models.OneToOneField(
        "people.Audience", on_delete=models.PROTECT, related_name="blog", editable=False
    )
    # ---- Cadence: which day, at what time of the owner's time zone, and since when it counts.
    rhythm = models.CharField(max_length=11, choices=Rhythm.choices, default=Rhythm.NONE)
    weekday = models.PositiveSmallIntegerField(choices=Weekday.choices, default=Weekday.THURSDAY)
    usual_time = models.TimeField(default=time(7, 0))
    rhythm_since = models.DateField(null=True, blank=True)
    started_at = models.DateTimeField(_("begun"), editable=False)
    # Nothing is written here any more; what was written can be read.
    closed_at = models.DateTimeField(_("closed since"), null=True, blank=True, editable=False)

    objects = BlogQuerySet.as_manager()

    class Meta:
        verbose_name = _("blog")
        verbose_name_plural = _("blogs")
        constraints = [
            models.CheckConstraint(
                condition=Q(rhythm="none") | Q(rhythm_since__isnull=False),
                name="a_rhythm_counts_from_a_day",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_closed(self) -> bool:
        """Tell whether it is only there to be read."""
        return self.closed_at is not None

    def get_absolute_url(self) -> str:
        """The address of its home."""
        return f"/blogs/{self.slug}/"


class BlogsVisit(models.Model):
    """When somebody last looked at Blogs; what appeared before is no news to her in the menu."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    here_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id} at {self.here_at}"


class BlogFollow(models.Model):
    """Somebody who hears of new articles, in the bell and perhaps by mail."""

    blog = models.ForeignKey(Blog, on_delete=models.CASCADE, related_name="follows")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    by_mail = models.BooleanField(default=False)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "blog"], name="one_follow_per_person_and_blog"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} follows blog {self.blog_id}"
