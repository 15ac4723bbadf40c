"""The shape of a rule: five questions, as HR answers them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intranet.platform.judging import Kind, Step
from moderation.feeds.rules import places_to_choose
from moderation.feeds.wordings import sections_now
from moderation.feeds.writing import fingerprint
from moderation.forms.code import day_field
from moderation.models import RuleVersion
from moderation.screening.looks import Looks
from people.models import User
from people.policies import can_manage_people

PERSONAL = [
    ("phone", _("Phone number")),
    ("address", _("Street with a number, or a postcode")),
    ("iban", _("Bank account (IBAN)")),
    ("card", _("Payment card")),
    ("bsn", _("Citizen service number (BSN)")),
]
FILES = [
    ("image", _("Photos and pictures")),
    ("video", _("Films")),
    ("audio", _("Sound")),
    ("document", _("Documents")),
    ("archive", _("Packed files, such as .zip")),
    ("program", _("Programs")),
]
LINKS = [
    ("", _("Links do not matter")),
    ("only", _("Every link, but not to these domains")),
    ("not", _("Only links to these domains")),
]
ACTIONS = [
    (Step.HINT, _("A hint")),
    (Step.HOLD, _("Read first")),
    (Step.REFUSE, _("Refuse")),
    (Step.FLAG, _("Flag")),
]
MOST = 10_000
# What most rules do not look for.
SELDOM = (
    "links", "domains", "kinds_of_files", "endings", "mentions", "shouting",
    "rate_most", "rate_minutes", "same_times", "same_hours",
)  # fmt: skip


class LinesField(forms.CharField):
    """Words or the like, one on each line; each once."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea, max_length=20_000, **options)

    def clean(self, value: Any) -> list[str]:
        """Return the lines without blanks around them."""
        lines = (line.strip() for line in super().clean(value).splitlines())
        return list(dict.fromkeys(line for line in lines if line))


def number_field(label: Any, **options: Any) -> forms.IntegerField:
    """Return a field for a number that may be empty."""
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(
        label=label, required=False, min_value=1, max_value=MOST, widget=widget, **options
    )


def many_field(label: Any, choices: Iterable[tuple[Any, Any]] = ()) -> forms.MultipleChoiceField:
    """Return a field for some of a few."""
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class RuleForm(forms.Form):
    """A rule as it is written. `seen` is the fingerprint of the version it was opened with."""

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("What do you call it?"),
        max_length=120,
        error_messages={"required": _("Give the rule a name.")},
    )
    section = forms.TypedChoiceField(
        label=_("Section of the code"),
        coerce=int,
        error_messages={
            "required": _("Choose the section on which this rule stands."),
            "invalid_choice": _(
                "This section is not in the code that is in force. Choose another one."
            ),
        },
    )
    reason = forms.CharField(
        label=_("Why do we have this rule?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea,
        help_text=_("Everybody reads this on the page “What we measure”."),
    )
    words = LinesField(label=_("Words and phrases"))
    other_forms = forms.BooleanField(label=_("Other forms too"), required=False)
    tricks = forms.BooleanField(label=_("Spelling tricks too"), required=False)
    exceptions = LinesField(label=_("But not where this stands beside it"))
    personal = many_field(_("Personal data"), PERSONAL)
    patterns = LinesField(label=_("Patterns, for numbers and codes"))
    links = forms.ChoiceField(
        label=_("Links"), choices=LINKS, required=False, widget=forms.RadioSelect
    )
    domains = LinesField(label=_("Domains"))
    kinds_of_files = many_field(_("Kinds of files"), FILES)
    endings = LinesField(label=_("Endings of files"))
    mentions = number_field(_("More colleagues mentioned than"))
    shouting = number_field(_("At least so many percent capitals"))
    rate_most = number_field(_("More contributions than"))
    rate_minutes = number_field(_("in so many minutes"))
    same_times = number_field(_("The same words so many times before"))
    same_hours = number_field(_("in so many hours"))
    action = forms.ChoiceField(
        label=_("What does the rule do?"),
        choices=ACTIONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happens.")},
    )
    kinds = many_field(_("What does it look at?"), Kind.choices)
    audiences = many_field(_("In which communities and blogs?"))
    explanation_nl = forms.CharField(
        label=_("In Dutch"), required=False, max_length=1000, widget=forms.Textarea
    )
    explanation_en = forms.CharField(
        label=_("In English"), required=False, max_length=1000, widget=forms.Textarea
    )
    begins_on = day_field(_("Works from (may be empty)"), required=False)
    ends_on = day_field(_("Works until (may be empty)"), required=False)
    owner = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who answers for it?"),
        empty_label=None,
        error_messages={
            "required": _("Choose who answers for this rule."),
            "invalid_choice": _("This colleague is not at HR any more. Choose somebody else."),
        },
    )

    def __init__(
        self, data: Any = None, *, viewer: User, version: RuleVersion | None = None
    ) -> None:
        super().__init__(data, initial=initial_of(version, viewer))
        self.version = version
        at_hr = User.objects.active().filter(is_staff=True, is_system=False)
        able = [person.pk for person in at_hr if can_manage_people(person)]
        self.fields["owner"].queryset = User.objects.filter(pk__in=able).order_by("name")  # type: ignore[attr-defined]
        self.fields["section"].choices = [("", _("Choose a section")), *sections_now()]  # type: ignore[attr-defined]
        self.places = places_to_choose(viewer)
        self.fields["audiences"].choices = self.places  # type: ignore[attr-defined]
        shown = {number for number, _name in self.places}
        stored = version.audience_ids if version else []
        # Places that this person cannot see stay as they are.
        self.unseen_places = [number for number in stored if number not in shown]

    def clean(self) -> dict[str, Any]:
        """Ask for both halves of what has two."""
        typed = super().clean() or self.cleaned_data
        for first, second in (("rate_most", "rate_minutes"), ("same_times", "same_hours")):
            if bool(typed.get(first)) != bool(typed.get(second)):
                empty = first if typed.get(second) else second
                if not self.errors.get(empty):
                    self.add_error(empty, _("Fill in both numbers, or neither."))
        return typed

    @property
    def has_more(self) -> bool:
        """Tell whether something seldom is filled in, or wrong."""
        return any(self[name].value() or self[name].errors for name in SELDOM)

    @property
    def looks(self) -> Looks:
        """Return what it looks for, of all that can be understood of what was typed."""
        typed = self.cleaned_data
        rate = {"most": typed.get("rate_most"), "minutes": typed.get("rate_minutes")}
        same = {"times": typed.get("same_times"), "hours": typed.get("same_hours")}
        links = {"mode": typed.get("links"), "domains": typed.get("domains")}
        named = ("words", "tricks", "exceptions", "personal", "patterns")
        return Looks.from_dict(
            {"forms": typed.get("other_forms")}
            | {name: typed.get(name) for name in (*named, "mentions", "shouting")}
            | {"files": [*(typed.get("kinds_of_files") or ()), *(typed.get("endings") or ())]}
            | {"links": links if typed.get("links") else None}
            | {"rate": rate if all(rate.values()) else None}
            | {"same_again": same if all(same.values()) else None}
        )

    @property
    def facts(self) -> dict[str, Any]:
        """Return what was written, as actions take it."""
        typed = self.cleaned_data
        plain = ("name", "reason", "action", "explanation_nl", "explanation_en", "begins_on")
        return {name: typed[name] for name in (*plain, "ends_on")} | {
            "section_id": typed["section"],
            "owner_id": typed["owner"].pk,
            "looks": self.looks.to_dict(),
            "kinds": typed["kinds"],
            "audience_ids": sorted([*map(int, typed["audiences"]), *self.unseen_places]),
        }


def initial_of(version: RuleVersion | None, viewer: User) -> dict[str, Any]:
    """Return what stands in a form when it is opened."""
    if version is None:
        return {"action": Step.HINT, "owner": viewer.pk, "other_forms": True, "seen": ""}
    looks = Looks.from_dict(version.looks)
    known = {kind for kind, _name in FILES}
    same = ("name", "reason", "action", "kinds", "explanation_nl", "explanation_en", "begins_on")
    return {name: getattr(version, name) for name in (*same, "ends_on")} | {
        "seen": fingerprint(version),
        "section": version.section_id,
        "owner": version.owner_id,
        "audiences": version.audience_ids,
        "other_forms": looks.forms,
        "tricks": looks.tricks,
        "personal": list(looks.personal),
        "kinds_of_files": [kind for kind in looks.files if kind in known],
        "endings": "\n".join(kind for kind in looks.files if kind not in known),
        "words": "\n".join(looks.words),
        "exceptions": "\n".join(looks.exceptions),
        "patterns": "\n".join(looks.patterns),
        "links": looks.links.mode if looks.links else "",
        "domains": "\n".join(looks.links.domains) if looks.links else "",
        "mentions": looks.mentions,
        "shouting": looks.shouting,
        "rate_most": looks.rate.most if looks.rate else None,
        "rate_minutes": looks.rate.minutes if looks.rate else None,
        "same_times": looks.same_again.times if looks.same_again else None,
        "same_hours": looks.same_again.hours if looks.same_again else None,
    }


class SinceForm(forms.Form):
    """Since when what was written is read again."""

    since = day_field(_("Everything since"))
