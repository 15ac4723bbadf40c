"""Static files for production: joined stylesheets, hashed names, only what our pages ask for."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.staticfiles.finders import AppDirectoriesFinder
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Of all pages; and what those need besides that Django's admin draws.
STYLESHEETS = ("css/app.css", "css/admin.css")

IMPORT = re.compile(r'^@import url\("(?P<part>[^"]+)"\) layer\((?P<layer>[\w-]+)\);$', re.MULTILINE)
ADDRESS = re.compile(r"""url\((?P<quote>["']?)(?P<address>[^)"']+)(?P=quote)\)""")
ABSOLUTE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//|/|#)", re.IGNORECASE)

# A source map is only for whoever writes a library, and its reference is not followed below.
UNNEEDED = [
    "*.map",
    "django_prose_editor/material-icons*",
    "django_prose_editor/overrides.css",
    "django_prose_editor/configurable.js",
    "django_prose_editor/default.js",
    "django_htmx/htmax*",
    "django_htmx/htmx-4*",
    "django_htmx/ext/*",
    # Its pages in a browser are not used: ours is intranet/trying.py.
    "rest_framework/*",
]


class NeededFilesFinder(AppDirectoriesFinder):
    """Find the files of libraries, without those that no page of ours asks for."""

    def list(self, ignore_patterns: Any) -> Iterable[tuple[str, Storage]]:
        """List them for collecting."""
        return super().list([*(ignore_patterns or []), *UNNEEDED])


class JoinedStylesheet:
    """Stands in for the storage of a stylesheet: opening it gives all its parts in one."""

    def __init__(self, paths: dict[str, Any], folder: str) -> None:
        self.paths, self.folder = paths, folder

    def open(self, name: str) -> ContentFile:
        """Return the stylesheet with every part where it was imported, inside its layer."""
        return ContentFile(IMPORT.sub(self.part, self.text(name)).encode(), name=name)

    def part(self, found: re.Match[str]) -> str:
        """Return one part in its layer, with its addresses as seen from the stylesheet."""
        name = posixpath.normpath(posixpath.join(self.folder, found["part"]))
        text = rebased(self.text(name), posixpath.dirname(found["part"]))
        return f"@layer {found['layer']} {{\n{text.rstrip()}\n}}"

    def text(self, name: str) -> str:
        """Read a file where it was written."""
        storage, path = self.paths[name]
        with storage.open(path) as file:
            return file.read().decode()


class JoinedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hash and compress every file, modules and their imports too; join the stylesheets first."""

    support_js_module_import_aggregation = True
    # Each pass settles one more step of who imports whom.
    max_post_process_passes = 12
    patterns = (("*.css", CompressedManifestStaticFilesStorage.patterns[0][1][:2]),)

    def post_process(self, paths: dict[str, Any], *args: Any, **kwargs: Any) -> Iterator[Any]:
        """Process what was collected."""
        joined = {
            name: (JoinedStylesheet(paths, posixpath.dirname(name)), name)
            for name in STYLESHEETS
            if name in paths
        }
        paths = {**paths, **joined}
        yield from super().post_process(paths, *args, **kwargs)


def rebased(text: str, folder: str) -> str:
    """Return CSS in which relative addresses start one folder higher."""

    def address(found: re.Match[str]) -> str:
        if not folder or ABSOLUTE.match(found["address"]):
            return found[0]
        return f'url("{posixpath.normpath(posixpath.join(folder, found["address"]))}")'

    return ADDRESS.sub(address, text)
