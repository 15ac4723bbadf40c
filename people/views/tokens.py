"""Ways in for programs: what one let in, letting in another, and sending one away."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from people import feeds
from people.actions import make_token, withdraw_token
from people.forms.tokens import FeedPasswordForm, TokenForm
from people.models import AccessToken


@require_GET
def tokens(request):
    """The programs that act for the reader."""
    return render(request, "people/tokens.html", {"tokens": feeds.tokens_of(request.user)})


@require_http_methods(["GET", "POST"])
@reauthentication_required
def new_token(request):
    """Let a program in; its secret stands on the answer, this once."""
    return made_or_asked(request, TokenForm(request.POST or None), "people/new_token.html")


@require_http_methods(["GET", "POST"])
@reauthentication_required
def new_feed_password(request):
    """Make a password for feeds and the calendar; it stands on the answer, this once."""
    form = FeedPasswordForm(request.POST or None)
    return made_or_asked(request, form, "people/new_feed_password.html")


def made_or_asked(request, form, page):
    """Show the secret that was made, or the form with what is wrong in it."""
    if request.method == "POST" and form.is_valid():
        try:
            token, secret = make_token(person=request.user, **form.asked())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            context = {"token": token, "secret": secret}
            return render(request, "people/token_made.html", context, status=201)
    status = 422 if form.errors else 200
    return render(request, page, {"form": form}, status=status)


@require_POST
def withdraw(request, token_id):
    """Send a program away."""
    token = get_object_or_404(AccessToken.objects.visible_to(request.user), pk=token_id)
    withdraw_token(actor=request.user, token=token)
    messages.success(request, _("“%(name)s” does not come in any more.") % {"name": token.name})
    return redirect("tokens")
