"""The shape of what is said about communities, and of where posts go; no rule is asked here."""

import re

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from communities.models import Community

KINDS = [("open", _("Open")), ("closed", _("Closed")), ("hidden", _("Hidden"))]
POSTING = [("members", _("All members")), ("managers", _("Only those who take care of it"))]


class WordsOfCommunityForm(forms.Form):
    """What a community is called, what it is for, and its colour."""

    name = forms.CharField(label=_("Name"), max_length=80, strip=True)
    description = forms.CharField(
        label=_("What is it for?"),
        max_length=500,
        required=False,
        widget=forms.Textarea,
        help_text=_("One or two sentences. Everybody who knows of it reads them."),
    )
    tone = forms.ChoiceField(
        label=_("Colour"),
        choices=Community.Tone.choices,
        initial=Community.Tone.SEA,
        widget=forms.RadioSelect,
    )


class FoundingForm(WordsOfCommunityForm):
    """A community that starts."""

    kind = forms.ChoiceField(
        label=_("Who may see it?"),
        choices=KINDS,
        initial=Community.Kind.OPEN,
        widget=forms.RadioSelect,
    )


class SettingsForm(WordsOfCommunityForm):
    """What managers change of a community."""

    agreements = forms.CharField(
        label=_("Agreements here"),
        max_length=1000,
        required=False,
        widget=forms.Textarea,
        help_text=_("One on each line. They stand beside the conversation."),
    )
    kind = forms.ChoiceField(label=_("Who may see it?"), choices=KINDS, widget=forms.RadioSelect)
    who_may_post = forms.ChoiceField(
        label=_("Who may post?"), choices=POSTING, widget=forms.RadioSelect
    )

    def __init__(self, *args, community: Community, **kwargs):
        names = ("name", "description", "agreements", "tone", "kind", "who_may_post")
        initial = {name: getattr(community, name) for name in names}
        super().__init__(*args, initial=initial, **kwargs)
        if community.is_company_wide:
            del self.fields["kind"]


class CoverForm(forms.Form):
    """A picture for a community."""

    picture = forms.FileField(
        label=_("Picture"),
        help_text=_("Wider than high works best. A JPEG, PNG, WebP or HEIC file."),
    )
    alt = forms.CharField(
        label=_("What is in the picture?"),
        max_length=300,
        required=False,
        help_text=_("For colleagues who do not see it."),
    )


class AskForm(forms.Form):
    """Asking to be let in."""

    note = forms.CharField(
        label=_("What brings you here?"),
        max_length=300,
        required=False,
        widget=forms.Textarea,
        help_text=_("Those who take care of it read this with your name."),
    )


class MoveForm(forms.Form):
    """Where a post goes."""

    to = forms.ModelChoiceField(
        label=_("To which community?"),
        queryset=Community.objects.none(),
        empty_label=_("Choose a community"),
        error_messages={
            "required": _("Choose where it goes."),
            "invalid_choice": _("Choose a community in which you may post."),
        },
    )

    def __init__(self, *args, places: QuerySet, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = places


class MergeForm(forms.Form):
    """Under which post another goes on: chosen from a list, or by its link or number."""

    chosen = forms.IntegerField(required=False)
    into = forms.CharField(
        label=_("Link or number of the other post"), max_length=500, required=False, strip=True
    )

    def clean(self) -> dict:
        """Find the number of the post in what was typed, which goes before what was chosen."""
        super().clean()
        typed = self.cleaned_data.get("into", "")
        found = re.fullmatch(r"(?:.*/posts/)?(\d{1,18})(?:[/?#].*)?", typed)
        if typed and not found:
            self.add_error("into", _("Paste the link of a post, or type its number."))
        number = int(found[1]) if found else self.cleaned_data.get("chosen")
        if not typed and not number:
            self.add_error("into", _("Choose a post below, or paste its link."))
        return {**self.cleaned_data, "number": number}
