"""Bringing a file before it goes along with something, and fetching one."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser

from intranet.platform.api.endpoints import AnyKind, Endpoint, operation
from intranet.platform.api.parts import Sent
from intranet.platform.api.problems import NotNow, TooLarge, TooMany
from people.actions import remove_file, upload_file
from people.api.parts import FileShown
from people.models import StoredFile
from people.views.files import bytes_of

# What a refusal is called in HTTP, where it is not the file itself that cannot be kept.
REFUSALS = {
    "too_large": TooLarge,
    "too_many": TooMany,
    "busy": NotNow,
    "not_scanned": NotNow,
    "not_kept": NotNow,
}


@extend_schema_field({"type": "string", "format": "binary"})
class Bytes(serializers.FileField):
    """A file in a form; what is in it is looked at by who keeps it."""


class FileSent(Sent):
    """A file, as a form sends it."""

    file = Bytes(allow_empty_file=True, max_length=255)


class Files(Endpoint):
    """Uploads."""

    name, part = "files", "files"
    parser_classes = [MultiPartParser]

    @operation(
        "write",
        "Bring a file that will go along",
        gives=FileShown,
        takes=FileSent,
        status=201,
        repeats=False,
    )
    def post(self, request, sent):
        file = sent["file"]
        try:
            return upload_file(owner=request.user, file=file, name=file.name)
        except ValidationError as error:
            if error.code in REFUSALS:
                raise REFUSALS[error.code](" ".join(error.messages)) from error
            raise


class File(Endpoint):
    """One file."""

    name, part = "file", "files"

    @operation("read", "What is known of a file", gives=FileShown)
    def get(self, request, file_id):
        return get_object_or_404(StoredFile.objects.visible_to(request.user), pk=file_id)

    @operation("write", "Throw away what did not go along with anything", status=204)
    def delete(self, request, file_id):
        file = get_object_or_404(StoredFile.objects.visible_to(request.user), pk=file_id)
        remove_file(actor=request.user, file=file)


class FileContent(Endpoint):
    """The bytes of a file."""

    name, part = "file_content", "files"
    content_negotiation_class = AnyKind

    @operation("read", "Fetch a file", is_file=True)
    def get(self, request, file_id, rendition):
        found = StoredFile.objects.visible_to(request.user).filter(pk=file_id).first()
        response = bytes_of(found, rendition, request)
        if response.status_code == 503:
            raise NotNow(_("The file cannot be fetched at the moment. Try again later."))
        if response.status_code == 404:
            raise Http404
        return response
