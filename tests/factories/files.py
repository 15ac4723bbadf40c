"""Files that somebody brought."""

from io import BytesIO

from conversations.models import Enclosure
from people.actions import upload_file
from tests.factories.people import picture


def bring_photo(owner, *, alt="", name="kast.jpg"):
    """A photo as it goes along with what somebody says."""
    file = upload_file(owner=owner, file=picture(40, 30, format="JPEG"), name=name)
    return Enclosure(file.pk, alt)


def bring_document(owner, *, name="offerte.txt", content=b"Een offerte"):
    """A document as it goes along with what somebody says."""
    return Enclosure(upload_file(owner=owner, file=BytesIO(content), name=name).pk)


def fields_of(*files):
    """The fields with which a form sends files along."""
    return {f"file-{each.file_id}": each.alt for each in files}
