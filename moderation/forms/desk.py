"""The shape of what is sent from the desk, by authors, and by who reports."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.actions import Ruling
from moderation.feeds.wordings import sections_now, titles_of
from moderation.models import Decision, Section

SILENT = [
    (0, _("No")),
    (1, _("1 day")),
    (3, _("3 days")),
    (7, _("A week")),
    (14, _("2 weeks")),
    (30, _("30 days")),
]


class SectionChoice(forms.ChoiceField):
    """One of the sections of the code, as a row; None where none was chosen."""

    def clean(self, value: Any) -> Section | None:
        """Return the section itself."""
        chosen = super().clean(value)
        return Section.objects.get(pk=int(chosen)) if chosen else None


class DecisionForm(forms.Form):
    """What somebody decides about a case."""

    outcome = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=Decision.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you decide.")},
    )
    section = SectionChoice(label=_("Which agreement is this about?"), required=False)
    warns = forms.BooleanField(
        label=_("Also give a warning"),
        required=False,
        help_text=_("It lapses by itself, and does not go to anybody's manager."),
    )
    silent_days = forms.TypedChoiceField(
        label=_("Let the author only read for a while?"),
        choices=SILENT,
        coerce=int,
        required=False,
        empty_value=0,
    )
    reasons = forms.CharField(
        label=_("Your reasons, for the author"),
        widget=forms.Textarea,
        strip=True,
        required=False,
        help_text=_("The author reads this word for word. Write as you would say it at a table."),
    )
    seen_decisions = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, section: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = sections_now()
        if section and section not in dict(choices):
            choices.append((section, titles_of([section]).get(section, "")))
        self.fields["section"].choices = [("", _("Choose an agreement")), *choices]
        self.fields["section"].initial = section or ""

    def ruling(self) -> Ruling:
        """Return it as `decide_case` takes it."""
        said = self.cleaned_data
        return Ruling(
            outcome=said["outcome"],
            reasons=said["reasons"],
            section=said["section"],
            warns=said["warns"],
            silent_days=said["silent_days"] or 0,
        )


class NoteForm(forms.Form):
    """What somebody says to the others who may decide."""

    note = forms.CharField(
        label=_("A note for who decides"),
        widget=forms.Textarea,
        strip=True,
        required=False,
        help_text=_("The author never reads this."),
    )


class ReportForm(forms.Form):
    """Why somebody reports something."""

    section = SectionChoice(
        label=_("Which agreement is it about?"), required=False, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("What is wrong, in your own words?"),
        widget=forms.Textarea,
        strip=True,
        required=False,
        help_text=_("Who wrote it does not hear who you are."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = [*sections_now(), ("", _("Something else"))]


class AppealForm(forms.Form):
    """Why a decision is not right, or one more thing in that conversation."""

    words = forms.CharField(widget=forms.Textarea, strip=True, required=False)


class AgainForm(forms.Form):
    """What somebody else decides about an appeal."""

    overturns = forms.TypedChoiceField(
        label=_("What do you decide?"),
        choices=[("yes", _("The decision is undone")), ("no", _("The decision stays"))],
        coerce=lambda chosen: chosen == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you decide.")},
    )
    reasons = forms.CharField(
        label=_("Your reasons, for the author"),
        widget=forms.Textarea,
        strip=True,
        required=False,
        help_text=_("The author reads this word for word."),
    )
