"""Who and what is named in a text: mentions and topics."""

from django.conf import settings
from django.db import models

from conversations.models.comment import Comment
from conversations.models.thread import Thread


class Mention(models.Model):
    """A person who is named in a text."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="mentions")
    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, null=True, blank=True, related_name="mentions"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mentions"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "comment", "person"],
                nulls_distinct=False,
                name="one_mention_per_person_and_text",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.thread_id}"


class TeamMention(models.Model):
    """A team that is named in a text; who is in it is asked when it is told."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="team_mentions")
    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, null=True, blank=True, related_name="team_mentions"
    )
    team = models.ForeignKey("people.Team", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "comment", "team"],
                nulls_distinct=False,
                name="one_mention_per_team_and_text",
            )
        ]

    def __str__(self) -> str:
        return f"team {self.team_id} in {self.thread_id}"


class Topic(models.Model):
    """A word with a # before it; what it gathers is seen by each reader in her own sight."""

    name = models.SlugField(max_length=50, unique=True)

    def __str__(self) -> str:
        return f"#{self.name}"


class TopicUse(models.Model):
    """A topic in the opening words of a thread or in a comment."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="uses")
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="topic_uses")
    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, null=True, blank=True, related_name="topic_uses"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "thread", "comment"],
                nulls_distinct=False,
                name="one_use_per_topic_and_text",
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic_id} in {self.thread_id}"
