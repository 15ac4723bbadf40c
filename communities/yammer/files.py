"""Files of an export: checked by their content and kept, or named where they did not come along."""

from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from communities.models import ImportedFile, ImportRun
from communities.yammer.archive import Archive
from communities.yammer.staging import ask
from conversations.models import Comment, Thread
from intranet.platform.files import LARGEST_FILE
from people.actions import store_file
from people.models import StoredFile

LONGEST_NAME = 255


class Files:
    """The files that some messages name."""

    def __init__(self, import_run: ImportRun, archives: list[Archive], wanted: set[int]) -> None:
        self.run = import_run
        self.archives = archives
        self.names = (
            dict(
                ask(
                    "SELECT file_id, name FROM yammer_files_now WHERE file_id = ANY (%s)",
                    [list(wanted)],
                )
            )
            if wanted
            else {}
        )
        self.places = (
            {
                file_id: (zip_number, path)
                for file_id, zip_number, path in ask(
                    "SELECT file_id, zip, path FROM yammer_available"
                    " WHERE file_id = ANY (%s) AND zip IS NOT NULL",
                    [list(wanted)],
                )
            }
            if wanted
            else {}
        )
        known = ImportedFile.objects.filter(foreign_id__in=wanted).select_related("file")
        self.known = {(row.foreign_id, row.audience_id): row.file for row in known}

    def one(self, foreign_id: int, contribution: Thread | Comment) -> dict[str, Any]:
        """Return what an attachment holds: the file, or the name of the one that is missing."""
        key = foreign_id, contribution.audience_id
        if key not in self.known and foreign_id in self.places:
            stored = self.store(foreign_id, contribution)
            if stored is not None:
                self.known[key] = stored
        if key in self.known:
            return {"file": self.known[key]}
        name = self.names.get(foreign_id) or _("file %(number)s") % {"number": foreign_id}
        return {"missing_name": name[:LONGEST_NAME]}

    def store(self, foreign_id: int, contribution: Thread | Comment) -> StoredFile | None:
        """Keep a file for those who may see the contribution; None when it is not one we take."""
        number, path = self.places[foreign_id]
        content = self.archives[number].binary(path, at_most=LARGEST_FILE)
        if content is None:
            return None
        name = self.names.get(foreign_id) or path.rpartition("/")[2]
        try:
            stored = store_file(
                owner=contribution.author,
                audience=contribution.audience,
                file=BytesIO(content),
                name=name[:LONGEST_NAME],
            )
        except ValidationError as error:
            # Out of reach for a while, which says nothing about the file: the run goes on later.
            if error.code in ("not_scanned", "not_kept"):
                raise
            return None
        ImportedFile.objects.create(
            run=self.run, foreign_id=foreign_id, audience_id=contribution.audience_id, file=stored
        )
        return stored
