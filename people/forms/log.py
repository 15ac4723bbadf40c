"""What an administrator asks of the audit log."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from people.models import User

KINDS = [
    ("", _("Everything")),
    ("people.", _("People and their accounts")),
    ("communities.", _("Communities and posts")),
    ("conversations.", _("Conversations")),
    ("blogs.", _("Blogs")),
    ("moderation.", _("Code of conduct")),
    ("webhooks.", _("Other software")),
]
A_DAY = timedelta(days=1)
FIRST, LAST = date(1970, 1, 2), date(3000, 1, 1)


class LogForm(forms.Form):
    """Which part of the log to show."""

    kind = forms.ChoiceField(label=_("About"), choices=KINDS, required=False)
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("Up to and including"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    cursor = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def asked(self):
        """Return what was asked; what cannot be read is not asked."""
        self.is_valid()
        found = self.cleaned_data
        since, until = found.get("since"), found.get("until")
        return {
            "kind": found.get("kind") or "",
            "since": beginning_of(since) if since else None,
            "until": beginning_of(until) + A_DAY if until else None,
            "cursor": found.get("cursor") or "",
        }


class PersonLogForm(LogForm):
    """The same, of what one person did; that this was asked is recorded."""

    person = forms.CharField(
        label=_("E-mail or personnel number"),
        max_length=254,
        help_text=_("That you look this person up is written in the log."),
    )

    def clean_person(self):
        person = User.objects.signing_in_as(self.cleaned_data["person"]).first()
        if person is None:
            raise forms.ValidationError(_("Nobody signs in with this."))
        return person


def beginning_of(day):
    """Return the moment at which a day begins for the reader; the end of all years has none."""
    return make_aware(datetime.combine(min(max(day, FIRST), LAST), time.min))
