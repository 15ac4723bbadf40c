"""Bringing files one at a time, while somebody is still writing."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from conversations.feeds import upload_of
from intranet.platform.offline import keep_part
from people.actions import remove_file, upload_file
from people.models import StoredFile

# What a refusal is called in HTTP, where it is not the file itself that cannot be kept.
STATUS = {"too_large": 413, "too_many": 429, "busy": 503, "not_scanned": 503, "not_kept": 503}


@require_http_methods(["GET", "POST"])
def bring(request):
    """Keep one file, and show it as the composer does; asked for, the words the script needs."""
    if request.method == "GET":
        return keep_part(render(request, "conversations/_uploading.html"))
    file = request.FILES.get("upload")
    if file is None:
        return refusal(_("Choose a file."), 422)
    try:
        stored = upload_file(owner=request.user, file=file, name=file.name)
    except ValidationError as error:
        return refusal(" ".join(error.messages), STATUS.get(error.code, 422))
    context = {"upload": upload_of(stored)}
    return render(request, "conversations/_upload.html", context, status=201)


@require_POST
def throw_away(request, file_id):
    """Throw an upload away that will not go along."""
    file = get_object_or_404(StoredFile.objects.visible_to(request.user), pk=file_id)
    remove_file(actor=request.user, file=file)
    return HttpResponse(status=204)


def refusal(sentence, status):
    """Say in one sentence why a file was not kept."""
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
