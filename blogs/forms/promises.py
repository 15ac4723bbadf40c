"""The shape of a promise, and of what came of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from blogs.actions.promising import LONGEST_NEWS, LONGEST_PROMISE
from blogs.models import Promise


class PromiseForm(forms.Form):
    """What somebody promises, and until when."""

    words = forms.CharField(
        label=_("What do you promise?"),
        help_text=_("Everybody who reads this reads it, and it cannot be changed afterwards."),
        max_length=LONGEST_PROMISE,
        strip=True,
        error_messages={"required": _("Say what you promise.")},
    )
    due_on = forms.DateField(
        label=_("Until when?"),
        help_text=_("Leave it empty where no day is certain."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class NewsForm(forms.Form):
    """How a promise stands now."""

    state = forms.ChoiceField(
        label=_("How does it stand?"), choices=Promise.State.choices, widget=forms.RadioSelect
    )
    news = forms.CharField(
        label=_("What is there to tell?"),
        help_text=_("People who follow this hear it. Where it did not work out, say why."),
        max_length=LONGEST_NEWS,
        strip=True,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
