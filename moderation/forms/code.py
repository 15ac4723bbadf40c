"""The shape of a draft of the code of conduct, of agreeing on it, and of a remark."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.models.code import MOST_GRACE_DAYS
from people.models import User

LANGUAGES = {"nl": _("Dutch"), "en": _("English")}
# Field -> its label, its most characters, and how many lines high it is (0: one line of input).
SECTION = {
    "title": (_("Title"), 120, 0),
    "text": (_("What we agreed"), 2000, 5),
    "why": (_("Why"), 1000, 3),
    "fine": (_("Like this: examples, one on each line"), 2000, 3),
    "not_fine": (_("Rather not: examples, one on each line"), 2000, 3),
}
AROUND = {
    "intro": (_("Introduction"), 1000, 4),
    "changes": (_("What changed, in a few sentences"), 2000, 4),
}
AGREED = {"agreed_with": (_("Agreed with"), 200, 0)}


def day_field(label: Any, **options: Any) -> forms.DateField:
    """Return a field for a day, chosen from a calendar."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "invalid": _("This is no date. Choose one from the calendar."),
            "required": _("Choose a day."),
        },
        **options,
    )


class TwoLanguagesForm(forms.Form):
    """Fields that are each there in Dutch and in English, side by side."""

    rows: dict[str, tuple[Any, int, int]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, most, lines) in self.rows.items():
            for language, said in LANGUAGES.items():
                widget = forms.Textarea if lines else forms.TextInput
                self.fields[f"{name}_{language}"] = forms.CharField(
                    label=_("%(label)s, in %(language)s") % {"label": label, "language": said},
                    max_length=most,
                    required=False,
                    strip=True,
                    widget=widget(attrs={"lang": language}),
                )

    @property
    def pairs(self) -> list[tuple[Any, int, list[Any]]]:
        """Return each field once: its label, its height, and it in both languages."""
        return [
            (label, lines, [self[f"{name}_{language}"] for language in LANGUAGES])
            for name, (label, _most, lines) in self.rows.items()
        ]

    @property
    def words(self) -> dict[str, str]:
        """Return what was typed, by field."""
        names = [f"{name}_{language}" for name in self.rows for language in LANGUAGES]
        return {name: self.cleaned_data[name] for name in names}


class SeenForm(TwoLanguagesForm):
    """Words that were opened as they were after so many changes."""

    seen = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)


class SectionForm(SeenForm):
    """One agreement. A language may follow later; it is asked for before it can be agreed on."""

    rows = SECTION

    def clean(self) -> dict[str, Any]:
        """Ask for a title in at least one language: without a name nobody can speak of it."""
        typed = super().clean() or self.cleaned_data
        if not self.errors and not (typed.get("title_nl") or typed.get("title_en")):
            self.add_error("title_nl", _("Give it a title, in at least one language."))
        return typed


class VersionForm(SeenForm):
    """What stands around the sections of a version."""

    rows = AROUND | AGREED


class AgreeForm(TwoLanguagesForm):
    """What is settled when a draft is agreed on."""

    rows = AGREED
    seen = forms.CharField(widget=forms.HiddenInput, max_length=2000)
    begins_on = day_field(_("It begins on"))
    grace_days = forms.IntegerField(
        label=_("Days to accept it"),
        help_text=_("Until then everybody can write without having accepted; read always."),
        min_value=0,
        max_value=MOST_GRACE_DAYS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    is_material = forms.TypedChoiceField(
        label=_("Does everybody accept it again?"),
        choices=[
            ("yes", _("Yes, something that matters changed")),
            ("no", _("No, only the wording is better")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )


class BeginForm(forms.Form):
    """On which day a version begins that has not begun."""

    begins_on = day_field(_("It begins on"))


class InviteForm(forms.Form):
    """Who is asked what she thinks of a draft, and until when."""

    people = forms.ModelMultipleChoiceField(
        User.objects.active().filter(is_system=False),
        required=False,
        error_messages={
            "invalid_choice": _("This colleague does not work here any more."),
            "invalid_pk_value": _("This colleague does not work here any more."),
        },
    )
    names = forms.CharField(required=False, max_length=2000, strip=True)
    until = day_field(_("Remarks are welcome until"), required=False)

    @property
    def chosen(self) -> list[User]:
        """Return who was chosen from the list, to show again."""
        numbers = [n for n in self.data.getlist("people") if n.isdecimal()] if self.is_bound else []
        return list(self.fields["people"].queryset.filter(pk__in=numbers[:100]))  # type: ignore[attr-defined]


class RemarkForm(forms.Form):
    """What somebody says of a draft."""

    section = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    body = forms.CharField(
        label=_("What do you think?"),
        strip=True,
        widget=forms.Textarea,
        error_messages={"required": _("Write something first.")},
    )
