"""What came from an old network: which run brought it, and what it was called there."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from communities.models.community import Community


class ImportRun(models.Model):
    """One import of one or more exports; it can be taken back as a whole."""

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        STOPPED = "stopped", _("broken off")
        DONE = "done", _("done")
        UNDONE = "undone", _("taken back")

    state = models.CharField(max_length=7, choices=State.choices, default=State.RUNNING)
    # Same exports and options: a run that was broken off is gone on with, not begun again.
    fingerprint = models.CharField(max_length=64)
    exports = models.JSONField(default=list)
    includes_private = models.BooleanField(default=False)
    # Ids of what has no id in an export: teams and locations.
    made = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="running"), name="one_import_runs_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.state}"


class Imported(models.Model):
    """What stands behind a row of ours: the run that made it, and the row as it was over there."""

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="+")
    # Of the row in the export: the same digest is the same row.
    digest = models.CharField(max_length=32)
    # Of what we wrote: another one means that somebody changed it here.
    written = models.CharField(max_length=32, blank=True)
    # Up to when the export went; an older export does not overwrite a newer one.
    as_of = models.DateTimeField(null=True)
    # What stood in columns that this version does not know.
    extra = models.JSONField(null=True)

    class Meta:
        abstract = True


class ImportedPerson(Imported):
    """A user of the old network. Two of them can be one person here. 0 is what bots wrote."""

    foreign_id = models.BigIntegerField(unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # It was here already: nothing of it is changed or taken back.
    is_recognised = models.BooleanField(default=False)
    only_from_messages = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.foreign_id} -> {self.person_id}"


class ImportedCommunity(Imported):
    """A group, the whole company (0), or the participants of private conversations."""

    foreign_id = models.BigIntegerField(null=True, unique=True)
    participants = models.CharField(max_length=32, null=True, unique=True)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    # It was here already: nothing of it is changed or taken back.
    is_recognised = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(foreign_id__isnull=False) ^ Q(participants__isnull=False),
                name="it_was_a_group_or_a_private_conversation",
            )
        ]

    def __str__(self) -> str:
        return f"{self.foreign_id or self.participants} -> {self.community_id}"


class ImportedMessage(Imported):
    """A message of the old network and the thread or comment that it became."""

    class State(models.TextChoices):
        LIVING = "living", _("imported")
        DELETED = "deleted", _("deleted over there")
        ABSENT = "absent", _("in no export yet")

    foreign_id = models.BigIntegerField(unique=True)
    foreign_thread_id = models.BigIntegerField(db_index=True)
    foreign_parent_id = models.BigIntegerField(null=True)
    sent_at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.LIVING)
    # Both empty: deleted over there before it came, or gone for good here; it does not come again.
    thread = models.ForeignKey(
        "conversations.Thread", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    comment = models.ForeignKey(
        "conversations.Comment", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.foreign_id} -> {self.thread_id}/{self.comment_id}"

    @property
    def became(self) -> Any:
        """The comment, or the thread that it began."""
        return self.comment or self.thread

    @property
    def place(self) -> dict[str, Any]:
        """What says of mentions, files and versions that they hang under it."""
        return {"thread": self.thread, "comment": self.comment}


class ImportedVersion(models.Model):
    """An earlier wording that came from an export, so that it comes once."""

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="+")
    message = models.ForeignKey(ImportedMessage, on_delete=models.CASCADE, related_name="versions")
    digest = models.CharField(max_length=32)
    version = models.ForeignKey(
        "conversations.Version", on_delete=models.CASCADE, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["message", "digest"], name="one_version_per_message_and_wording"
            )
        ]

    def __str__(self) -> str:
        return f"{self.message_id}: {self.digest}"


class ImportedFile(models.Model):
    """A file of the old network, stored once for each audience that sees it."""

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="+")
    foreign_id = models.BigIntegerField()
    audience = models.ForeignKey("people.Audience", on_delete=models.CASCADE, related_name="+")
    file = models.ForeignKey("people.StoredFile", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["foreign_id", "audience"], name="one_copy_per_file_and_audience"
            )
        ]

    def __str__(self) -> str:
        return f"{self.foreign_id} -> {self.file_id}"


class ImportedMembership(models.Model):
    """Somebody whom a run made a member; who left since is not made one again."""

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="+")
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=7)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "person"], name="one_import_per_person_and_community"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.community_id}"


class ImportedChange(models.Model):
    """How something stood before a run changed it."""

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="changes")
    # The kind of what was changed (person, community, message), and the id of its Imported row.
    kind = models.CharField(max_length=10)
    imported_id = models.BigIntegerField()
    before = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "kind", "imported_id"], name="one_change_per_run_and_thing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.imported_id} by run {self.run_id}"
