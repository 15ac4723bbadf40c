"""What a post adds when it reports a problem."""

from django.db import models

from communities.models.post import Post

LONGEST_PLACE = 120


class Problem(models.Model):
    """Where something is wrong; the thread knows whether it is solved, and by which comment."""

    post = models.OneToOneField(
        Post, on_delete=models.CASCADE, primary_key=True, related_name="problem"
    )
    where = models.CharField(max_length=LONGEST_PLACE, blank=True)

    def __str__(self) -> str:
        return f"problem {self.pk}: {self.where}"
