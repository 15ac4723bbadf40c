"""What an administrator types about other software that listens."""

from django import forms
from django.utils.translation import gettext_lazy as _

from intranet.platform.outgoing import NotSpokenTo, read_address
from webhooks.models import Happening, Trouble, Webhook


class WebhookForm(forms.ModelForm):
    """Where it is, and of what it hears."""

    url = forms.URLField(
        label=_("Address"),
        max_length=500,
        assume_scheme="https",
        help_text=_("Begins with https:// and stands on the internet, not inside your network."),
    )
    happenings = forms.MultipleChoiceField(
        label=_("Tells of"),
        choices=Happening.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("It is told that something happened and where; it fetches the words itself."),
    )

    class Meta:
        model = Webhook
        fields = ("name", "url", "happenings", "is_on")

    def clean_url(self):
        url = self.cleaned_data["url"]
        try:
            read_address(url)
        except NotSpokenTo as error:
            raise forms.ValidationError(Trouble(str(error)).label) from None
        return url
