"""One person: her page, and changing one's own."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intranet.platform.htmx import wants_fragment
from intranet.platform.judging import Advised, advise, reply_in
from people import feeds
from people.actions import (
    change_photo,
    change_profile,
    mute_person,
    remove_photo,
    unmute_person,
)
from people.forms.profile import PhotoForm, ProfileForm
from people.models import User
from people.policies import can_edit_profile, can_mute


@require_GET
def mine(request):
    """One's own profile."""
    return redirect(request.user)


@require_GET
def profile(request, person_id):
    """A colleague, also a former one."""
    people = User.objects.visible_to(request.user).with_card()
    person = get_object_or_404(people.select_related("team", "function_profile"), pk=person_id)
    cursor = request.GET.get("after", "")
    panels = [import_string(path)(request.user, person, cursor) for path in settings.PROFILE_PANELS]
    if cursor and wants_fragment(request):
        return render(request, panels[0]["template"], panels[0] | {"path": "?"})
    reports, more_reports = feeds.reports_of(person)
    context = {
        "person": person,
        "panels": panels,
        "managers": feeds.line_of_managers(person),
        "reports": reports,
        "more_reports": more_reports,
        "teams": feeds.team_path(person),
        "skills": person.skills.order_by("name") if person.shows_skills else [],
        "is_own": can_edit_profile(request.user, person),
        "may_mute": can_mute(request.user, person),
        "is_muted": feeds.is_muted(request.user, person),
    }
    return render(request, "people/profile.html", context)


@require_http_methods(["GET", "POST"])
def edit(request):
    """What one says of oneself."""
    person = feeds.fresh_copy(request.user)
    form = ProfileForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data | {"reply": reply_in(request.POST)}
        try:
            change_profile(person=request.user, **words)
        except Advised as advice:
            advise(form, advice)
        else:
            messages.success(request, _("Saved."))
            return redirect(request.user)
    context = {"form": form, "photo_form": PhotoForm(), "person": person}
    return render(request, "people/edit_profile.html", context, status=422 if form.errors else 200)


@require_POST
def photo(request):
    """Another photo."""
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["photo"]
        try:
            change_photo(actor=request.user, person=request.user, file=file, name=file.name)
        except ValidationError as error:
            form.add_error("photo", error)
    if form.errors:
        person = request.user
        context = {"form": ProfileForm(instance=person), "photo_form": form, "person": person}
        return render(request, "people/edit_profile.html", context, status=422)
    messages.success(request, _("Your photo is changed."))
    return redirect("edit_profile")


@require_POST
def without_photo(request):
    """Initials instead of a photo."""
    remove_photo(actor=request.user, person=request.user)
    messages.success(request, _("Your photo is removed."))
    return redirect("edit_profile")


@require_POST
def mute(request, person_id):
    """Not be shown what a colleague writes."""
    colleague = get_object_or_404(User.objects.visible_to(request.user), pk=person_id)
    mute_person(person=request.user, colleague=colleague)
    messages.success(
        request,
        _("You no longer see what %(name)s writes. Nobody else knows.")
        % {"name": colleague.first_name},
    )
    return redirect(colleague)


@require_POST
def unmute(request, person_id):
    """Be shown it again."""
    colleague = get_object_or_404(User.objects.visible_to(request.user), pk=person_id)
    unmute_person(person=request.user, colleague=colleague)
    messages.success(
        request, _("You see again what %(name)s writes.") % {"name": colleague.first_name}
    )
    return redirect(colleague)
