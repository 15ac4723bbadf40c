"""A sheet of codes for people without e-mail: chosen, made, printed."""

from django.conf import settings
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from qrcode.main import QRCode

from intranet.platform import clock
from intranet.platform.policy import require
from people.actions import make_activation_codes
from people.actions.activating import CODE_LASTS
from people.feeds import people_to_activate
from people.forms.administration import WaitingForm
from people.models import User
from people.policies import can_manage_people

MOST_ON_A_SHEET = 500


@require_http_methods(["GET", "POST"])
def codes(request):
    """Who gets a code; with POST the sheet itself, which is shown this once."""
    require(can_manage_people(request.user), _("Only HR can make codes."))
    form = WaitingForm(request.POST or request.GET)
    only, chosen = form.asked()
    people = chosen_people(chosen) if chosen else people_to_activate(only)
    found = list(people[: MOST_ON_A_SHEET + 1])
    context = {
        "form": form,
        "people": found[:MOST_ON_A_SHEET],
        "more": len(found) > MOST_ON_A_SHEET,
        "most": MOST_ON_A_SHEET,
        "chosen": chosen,
    }
    if request.method != "POST" or not found:
        return render(request, "people/admin/codes.html", context)
    made = make_activation_codes(actor=request.user, people=found[:MOST_ON_A_SHEET])
    return render(request, "people/admin/code_sheet.html", {"cards": [card(*one) for one in made]})


def chosen_people(ids):
    """The chosen people who can use a code."""
    people = User.objects.active().filter(is_system=False, pk__in=ids)
    return people.exclude(personnel_number=None).with_card().by_name()


def card(person, code):
    """One card of the sheet, in the language of who gets it."""
    address = settings.SITE_URL + reverse("activate")
    size, path = qr_path(f"{address}#{person.personnel_number}/{code}")
    with translation.override(person.language):
        card_of_one = render_to_string(
            "people/admin/_code_card.html",
            {
                "person": person,
                "code": code,
                "address": address.partition("://")[2].rstrip("/"),
                "expires_at": clock.now() + CODE_LASTS,
                "qr_size": size,
                "qr_path": path,
            },
        )
    return mark_safe(card_of_one)  # noqa: S308


def qr_path(text):
    """Return the side of a QR code in squares, and its dark squares as an SVG path."""
    code = QRCode(border=2)
    code.add_data(text)
    rows = code.get_matrix()
    squares = (
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    return len(rows), "".join(squares)
