"""What HR types about a figure."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AgreementForm(forms.Form):
    """When and with whom a figure was agreed on, and whether it is measured."""

    agreed_on = forms.DateField(
        label=_("Agreed on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    agreed_with = forms.CharField(
        label=_("With whom"),
        required=False,
        max_length=200,
        help_text=_("Such as “the works council”. All colleagues read this."),
    )
    is_on = forms.BooleanField(
        label=_("We measure this"),
        required=False,
        help_text=_("Switched off, nothing more is counted, and nobody sees the figure."),
    )

    def __init__(self, *args, can_be_off, **kwargs):
        super().__init__(*args, **kwargs)
        if not can_be_off:
            del self.fields["is_on"]

    def said(self):
        """Return what was typed, as the action takes it."""
        return {"is_on": True, **self.cleaned_data}
