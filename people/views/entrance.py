"""Coming in for the first time: with a code on paper, by invitation, or by oneself."""

from datetime import timedelta

from allauth.account import views as account
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from intranet.platform.limits import within_limit
from intranet.platform.organisation import current_organisation
from intranet.platform.policy import Refused
from people.actions import accept_invitation, ask_to_register, redeem_activation_code, register
from people.actions.inviting import open_invitation
from people.actions.registering import read_registration
from people.forms.passwords import ActivationForm, ChoosePasswordForm, RegistrationForm

WINDOW = timedelta(minutes=15)
# A whole depot may come in behind one address on one morning; one person needs a few tries.
MOST_PER_ADDRESS = 120
MOST_PER_PERSON = 8


def sign_out(request):
    """Sign out; a shared device keeps nothing of who was here."""
    response = account.logout(request)
    if request.method == "POST":
        response.headers["Clear-Site-Data"] = '"storage"'
    return response


@login_not_required
@sensitive_post_parameters("code", "password")
@require_http_methods(["GET", "POST"])
def activate(request):
    """Number and code from HR's paper, and a password of one's own."""
    form = ActivationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["personnel_number"].strip().upper()
        if not (
            may_try(request)
            and within_limit("activation", number, most=MOST_PER_PERSON, window=WINDOW)
        ):
            return too_many(request)
        try:
            person = redeem_activation_code(**form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as error:
            form.add_error("password", error)
        else:
            return come_in(request, person)
    return render(
        request, "people/entrance/activate.html", {"form": form}, status=422 if form.errors else 200
    )


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def invitation(request, token):
    """A password, after the link in an invitation."""
    if not may_try(request):
        return too_many(request)
    found = open_invitation(token)
    if found is None:
        return render(request, "people/entrance/gone.html", {"what": "invitation"}, status=404)
    form = ChoosePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return come_in(request, accept_invitation(token=token, **form.cleaned_data))
        except Refused:
            return redirect("invitation", token)
        except ValidationError as error:
            form.add_error("password", error)
    context = {"form": form, "person": found.person}
    return render(
        request, "people/entrance/invitation.html", context, status=422 if form.errors else 200
    )


@login_not_required
@require_http_methods(["GET", "POST"])
def sign_up(request):
    """Ask to come in; says whom to ask where nobody may register."""
    if not current_organisation().email_domains:
        return render(request, "account/signup_closed.html")
    form = RegistrationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not may_try(request):
            return too_many(request)
        try:
            ask_to_register(language=translation.get_language(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error("email", str(refusal))
        else:
            return redirect("sign_up_sent")
    return render(
        request, "account/signup.html", {"form": form}, status=422 if form.errors else 200
    )


@login_not_required
@require_http_methods(["GET"])
def sign_up_sent(request):
    """A mail is on its way, whoever this was."""
    return render(request, "account/verification_sent.html")


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def registration(request, token):
    """A password, after the link in the mail that confirms an address."""
    wanted = read_registration(token)
    if wanted is None:
        return render(request, "people/entrance/gone.html", {"what": "registration"}, status=404)
    form = ChoosePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return come_in(request, register(token=token, **form.cleaned_data))
        except Refused:
            return render(
                request, "people/entrance/gone.html", {"what": "registration"}, status=404
            )
        except ValidationError as error:
            form.add_error("password", error)
    context = {"form": form, "name": wanted["name"]}
    return render(
        request, "people/entrance/registration.html", context, status=422 if form.errors else 200
    )


def come_in(request, person):
    """Sign in who has just chosen a password; a second step is asked for where there is one."""
    return perform_login(request, Login(user=person))


def may_try(request):
    """Count one more try from this address."""
    ip = get_adapter(request).get_client_ip(request)
    return within_limit("entrance", ip, most=MOST_PER_ADDRESS, window=WINDOW)


def too_many(request):
    """Say that it was too often (429); the same whoever it is about."""
    if request.headers.get("HX-Request"):
        sentence = _("Too many tries. Wait a moment, then try again.")
        return HttpResponse(sentence, status=429, content_type="text/plain; charset=utf-8")
    return render(request, "people/entrance/too_many.html", status=429)
