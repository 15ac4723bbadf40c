"""What somebody lets a program do, and for how long."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import AccessToken

LIVES = [(30, _("30 days")), (90, _("90 days")), (365, _("a year"))]


class TokenForm(forms.Form):
    """A way in for a program."""

    name = forms.CharField(
        label=_("What is it for?"),
        max_length=80,
        strip=True,
        help_text=_("So that you know it again: the screen in the canteen, the list of problems."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may the program do?"),
        choices=AccessToken.Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=[AccessToken.Scope.READ],
        error_messages={"required": _("Choose at least one.")},
    )
    days = forms.TypedChoiceField(
        label=_("For how long?"),
        choices=LIVES,
        coerce=int,
        initial=90,
        widget=forms.RadioSelect,
        help_text=_("After that it stops by itself, and you make a new one."),
    )

    def asked(self) -> dict:
        """Return what `make_token` takes."""
        said = self.cleaned_data
        return {
            "name": said["name"],
            "scopes": said["scopes"],
            "lasts": timedelta(days=said["days"]),
        }


class FeedPasswordForm(forms.Form):
    """A password for feeds and the calendar."""

    name = forms.CharField(
        label=_("Where do you use it?"),
        max_length=80,
        strip=True,
        help_text=_("So that you know it again: the calendar on my phone, my feed reader."),
    )

    def asked(self) -> dict:
        """Return what `make_token` takes."""
        name = self.cleaned_data["name"]
        return {"name": name, "scopes": [AccessToken.FEEDS], "lasts": timedelta(days=365)}
