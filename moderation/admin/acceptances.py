"""Who accepted the code, per version, on a page and as a file."""

from itertools import chain

from django.http import Http404, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from intranet.platform import clock
from intranet.platform.clock import day_here
from intranet.platform.htmx import wants_fragment
from intranet.platform.sheets import lines_of
from moderation.actions.accepting import take_proof
from moderation.feeds import acceptances as feeds
from moderation.feeds.code import all_versions, version_in_force, version_numbered


@require_http_methods(["GET"])
def who(request):
    """Who has not accepted a version yet, or who has."""
    asked = request.GET.get("version", "")
    is_number = asked.isascii() and asked.isdecimal() and len(asked) < 9
    version = version_numbered(int(asked)) if is_number else version_in_force()
    if version is None:
        if asked:
            raise Http404
        return render(request, "moderation/code/admin/acceptances.html", {"version": None})
    only = "yes" if request.GET.get("only") == "yes" else "not"
    words, cursor = request.GET.get("q", "").strip()[:100], request.GET.get("after", "")
    page_of = feeds.accepted if only == "yes" else feeds.not_yet
    context = {
        "version": version,
        "only": only,
        "words": words,
        "page": page_of(version, words=words, cursor=cursor),
    }
    if cursor and wants_fragment(request):
        return render(request, "moderation/code/admin/_people.html", context)
    if wants_fragment(request):
        return render(request, "moderation/code/admin/_who.html", context)
    begun = [each for each in all_versions() if each.begins_on <= day_here(clock.now())]
    context |= {"figures": feeds.figures_of(version), "versions": begun}
    return render(request, "moderation/code/admin/acceptances.html", context)


@require_http_methods(["POST"])
def export(request, number):
    """The proof of a version as a file, sent while it is read."""
    version = version_numbered(number)
    if version is None:
        raise Http404
    take_proof(actor=request.user, version=version)
    head = (_("name"), _("personnel number"), _("version"), _("accepted at"))
    lines = lines_of(chain([head], feeds.proof_of(version)))
    name = _("code-of-conduct") + f"-{number}.csv"
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
