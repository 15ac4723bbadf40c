"""When a blog does not appear, and what its owner was reminded of."""

from django.db import models
from django.db.models import F, Q

from blogs.models.blog import Blog


class Pause(models.Model):
    """Days on which nobody expects an article: a holiday that was marked ahead."""

    blog = models.ForeignKey(Blog, on_delete=models.CASCADE, related_name="pauses")
    starts_on = models.DateField()
    ends_on = models.DateField()
    note = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="a_pause_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} to {self.ends_on}"


class Reminder(models.Model):
    """That an owner was reminded of a day on which people expect an article."""

    blog = models.ForeignKey(Blog, on_delete=models.CASCADE, related_name="reminders")
    for_day = models.DateField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["blog", "for_day"], name="reminded_once_per_blog_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"blog {self.blog_id} for {self.for_day}"
