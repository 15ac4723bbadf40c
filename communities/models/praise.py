"""What a post adds when it praises colleagues."""

from django.conf import settings
from django.db import models

from communities.models.post import Post


class Praise(models.Model):
    """For which value of the company; in the words of that day, whatever HR calls it later."""

    post = models.OneToOneField(
        Post, on_delete=models.CASCADE, primary_key=True, related_name="praise"
    )
    value = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return f"praise {self.pk}: {self.value}"


class Praised(models.Model):
    """A colleague to whom the praise goes."""

    praise = models.ForeignKey(Praise, on_delete=models.CASCADE, related_name="praised")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["praise", "person"], name="somebody_is_praised_once_in_a_post"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.praise_id}"
