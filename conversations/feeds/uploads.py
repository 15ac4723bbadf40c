"""Files that will go along with what somebody is still writing."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from conversations.models import Enclosure
from people.models import StoredFile


@dataclass(frozen=True)
class Upload:
    """What the composer shows of a file; as JSON it stands in a draft."""

    pk: str
    name: str
    kind: str
    size: int
    thumb: str
    alt: str

    @property
    def is_picture(self) -> bool:
        """Tell whether it is shown, and so wants words for who does not see it."""
        return self.kind == StoredFile.Kind.PICTURE


def upload_of(file: StoredFile, alt: str = "") -> Upload:
    """Return what the composer shows of a file."""
    thumb = file.url("320") if file.is_picture else ""
    return Upload(str(file.pk), file.name, file.kind, file.size, thumb, alt)


def uploads_of(viewer: Any, files: Sequence[Enclosure]) -> list[Upload]:
    """Return what the composer shows of some files, as far as the writer sees them."""
    found = StoredFile.objects.visible_to(viewer).filter(pk__in=[each.file_id for each in files])
    known = {file.pk: file for file in found} if files else {}
    return [upload_of(known[each.file_id], each.alt) for each in files if each.file_id in known]


def uploads_in(draft: Any) -> list[Upload]:
    """Return what the composer shows of the files in a draft."""
    return [Upload(**each) for each in (draft.files if draft else None) or []]


def as_kept(uploads: Sequence[Upload]) -> list[dict[str, Any]] | None:
    """Write uploads as a draft keeps them."""
    return [asdict(each) for each in uploads] or None
