"""The one store of files: who may see it, what it really is, and where its bytes are."""

import uuid

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models

from people.querysets import FileQuerySet


class StoredFile(models.Model):
    """A file that was checked by its content. Its address says nothing about where it is kept.

    Who shows it says who may see it, in two columns (docs/adr/0010): an audience, and within it, or
    without any, a person who is the only one. With neither nobody sees it.
    """

    class Kind(models.TextChoices):
        PICTURE = "picture"
        DOCUMENT = "document"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    audience = models.ForeignKey(
        "people.Audience", on_delete=models.PROTECT, null=True, related_name="+"
    )
    sole_reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    alt = models.CharField(max_length=300, blank=True)
    # Names of the renditions that exist: "96", "320" and so on for pictures, "file" for documents.
    renditions = models.JSONField(default=list)
    stored_at = models.DateTimeField()

    objects = FileQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["owner"], name="files_by_owner"),
            models.Index(
                fields=["stored_at"],
                condition=models.Q(audience=None, sole_reader__isnull=False),
                name="files_that_hang_nowhere",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        """Tell whether it is shown, and not only offered to be saved."""
        return self.kind == self.Kind.PICTURE

    @property
    def stem(self) -> str:
        """Return its name without the ending, which a picture no longer means."""
        return self.name.rpartition(".")[0] or self.name

    @property
    def ending(self) -> str:
        """Say what kind of document it is, as people call it: PDF, DOCX."""
        return self.name.rpartition(".")[2].upper()

    @property
    def hangs_nowhere(self) -> bool:
        """Tell whether it was only uploaded until now."""
        return self.audience_id is None and self.sole_reader_id == self.owner_id

    def url(self, rendition: str = "") -> str:
        """The address of a rendition; the nearest larger one when that size was not made."""
        return f"/files/{self.pk}/{self.nearest(rendition)}/"

    def nearest(self, wanted: str) -> str:
        """The rendition that is at least as large as wanted, else the largest."""
        if self.kind == self.Kind.DOCUMENT or not wanted.isdigit():
            return self.renditions[-1]
        large_enough = (name for name in self.renditions if int(name) >= int(wanted))
        return next(large_enough, self.renditions[-1])

    def path_of(self, rendition: str) -> str:
        """Where the storage keeps a rendition."""
        return f"{self.pk.hex[:2]}/{self.pk.hex}/{rendition}"

    def open(self, rendition: str):
        """Open the bytes of a rendition."""
        return default_storage.open(self.path_of(rendition))
