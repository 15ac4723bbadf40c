"""Reading the code of conduct, what changed in it, and accepting it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from moderation.actions.accepting import accept_code
from moderation.feeds import code as feeds
from moderation.feeds.changes import changes_between
from moderation.policies import (
    can_manage_code,
    last_day_to_accept,
    must_accept_first,
    version_to_accept,
)
from people.views.next import next_page


@require_GET
def code(request):
    """The code of conduct as it holds today."""
    return show(request, feeds.version_in_force())


@require_GET
def version(request, number):
    """A version by its number: one that holds, held, or will."""
    return show(request, agreed(number))


@require_GET
def versions(request):
    """All versions that were agreed on."""
    context = {
        "versions": feeds.all_versions(),
        "current": feeds.current_code(),
    }
    return render(request, "moderation/code/versions.html", context)


@require_GET
def changes(request, number):
    """What changed in a version since the one before."""
    shown = agreed(number)
    before = feeds.version_before(shown)
    context = {
        "version": shown,
        "before": before,
        "changes": changes_between(before, shown) if before else None,
    }
    return render(request, "moderation/code/changes.html", context)


@require_POST
def accept(request):
    """Say that one keeps to the version that one read."""
    number = request.POST.get("number", "")
    is_number = number.isascii() and number.isdecimal() and len(number) < 9
    try:
        accept_code(person=request.user, number=int(number) if is_number else 0)
    except ValidationError as error:
        return show(request, feeds.version_in_force(), problem=error.messages[0], status=422)
    messages.success(request, _("Thank you. That is noted."))
    return redirect(next_page(request, "code"))


def show(request, shown, *, problem="", status=200):
    """Render a version, or that there is none yet."""
    reader, current = request.user, feeds.current_code()
    is_current = shown is not None and current is not None and shown.number == current.number
    context = {
        "version": shown,
        "sections": feeds.sections_of(shown) if shown else [],
        "is_current": is_current,
        "current": current,
        "next": feeds.next_version(),
        "can_manage": can_manage_code(reader),
        "problem": problem,
    }
    if is_current:
        context |= {
            "asks": version_to_accept(reader) is not None,
            "last_day": last_day_to_accept(reader),
            "is_late": must_accept_first(reader),
            "given": feeds.acceptance_of(reader),
        }
    return render(request, "moderation/code/code.html", context, status=status)


def agreed(number):
    """Fetch an agreed version; 404 for what is none."""
    found = feeds.version_numbered(number)
    if found is None:
        raise Http404
    return found
