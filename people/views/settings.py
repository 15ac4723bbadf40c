"""What one chose: language, time, looks, what others see, and how one signs in."""

from django.conf import settings as django_settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from people import feeds
from people.actions import change_settings, sign_out_device, sign_out_other_devices
from people.forms.profile import LANGUAGE_COOKIE, LanguageForm, SightForm, ThemeForm, TimeForm
from people.models import User
from people.views.next import next_page

A_YEAR = 365 * 24 * 60 * 60


@require_GET
def settings(request):
    """Everything one can choose, on one page."""
    return show(request)


def show(request, status=200, **forms):
    """Render the page; a form that was refused takes the place of a fresh one."""
    person = request.user
    passkeys, has_codes = feeds.ways_to_sign_in(person)
    context = {
        "time_form": TimeForm(initial={"language": person.language, "time_zone": person.time_zone}),
        "sight_form": SightForm(instance=feeds.fresh_copy(person)),
        "themes": User.Theme.choices,
        "passkeys": passkeys,
        "has_codes": has_codes,
        "devices": feeds.devices_of(person, current=request.session.session_key),
    }
    return render(request, "people/settings.html", context | forms, status=status)


@require_POST
def time(request):
    """Keep language and time zone."""
    form = TimeForm(request.POST)
    if not form.is_valid():
        return show(request, status=422, time_form=form)
    change_settings(person=request.user, **form.cleaned_data)
    return saved(request)


@require_POST
def sight(request):
    """Keep what a profile shows."""
    form = SightForm(request.POST, instance=feeds.fresh_copy(request.user))
    if not form.is_valid():
        return show(request, status=422, sight_form=form)
    change_settings(person=request.user, **form.cleaned_data)
    return saved(request)


@require_POST
def theme(request):
    """Keep light, dark, or as the device has it."""
    form = ThemeForm(request.POST)
    if form.is_valid():
        change_settings(person=request.user, theme=form.cleaned_data["theme"])
    return redirect(next_page(request, "settings"))


@login_not_required
@require_POST
def language(request):
    """Speak another language; who is not signed in keeps it in a cookie."""
    form = LanguageForm(request.POST)
    response = redirect(next_page(request, "/"))
    if not form.is_valid():
        return response
    chosen = form.cleaned_data["language"]
    if request.user.is_authenticated:
        change_settings(person=request.user, language=chosen)
    response.set_cookie(
        LANGUAGE_COOKIE,
        chosen,
        max_age=A_YEAR,
        secure=django_settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@require_GET
def devices(request):
    """Where one is signed in."""
    found = feeds.devices_of(request.user, current=request.session.session_key)
    return render(request, "usersessions/usersession_list.html", {"devices": found})


@require_POST
def end_device(request, session_id):
    """Sign out there."""
    sign_out_device(person=request.user, session_id=session_id)
    messages.success(request, _("That device is signed out."))
    return redirect(next_page(request, "usersessions_list"))


@require_POST
def end_other_devices(request):
    """Sign out everywhere but here."""
    sign_out_other_devices(person=request.user, but=request.session.session_key)
    messages.success(request, _("You are signed out everywhere except here."))
    return redirect(next_page(request, "usersessions_list"))


def saved(request):
    """Go back to the page, in the language that was chosen."""
    translation.activate(request.user.language)
    messages.success(request, _("Saved."))
    return redirect("settings")
