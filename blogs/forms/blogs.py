"""The shape of what a blog is called and who reads it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Team


class BlogForm(forms.Form):
    """Name, what it is about, and for which teams."""

    name = forms.CharField(
        label=_("What is your blog called?"),
        max_length=80,
        strip=True,
        error_messages={"required": _("Give your blog a name.")},
    )
    about = forms.CharField(
        label=_("What is it about?"),
        max_length=300,
        strip=True,
        required=False,
        widget=forms.Textarea,
    )
    teams = forms.ModelMultipleChoiceField(
        Team.objects.all(),
        label=_("For whom is it?"),
        help_text=_("Choose teams, with all their parts. Nothing chosen: everybody reads it."),
        required=False,
    )
