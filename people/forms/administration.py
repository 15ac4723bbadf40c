"""What HR types in the administration."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from intranet.platform.files import open_picture
from intranet.platform.models import Organisation
from people.actions import Role, role_of
from people.actions.employing import require_no_circle
from people.models import Location, Team, User

LARGEST_LIST = 30 * 1024 * 1024


class PersonForm(forms.ModelForm):
    """What HR keeps of a person."""

    class Meta:
        model = User
        fields = (
            "name", "email", "personnel_number", "job_title", "function_profile", "team",
            "manager", "location", "kind_of_work", "is_communications", "language",
        )  # fmt: skip

    def clean_email(self):
        return (self.cleaned_data["email"] or "").lower() or None

    def clean_personnel_number(self):
        return self.cleaned_data["personnel_number"] or None

    def clean_manager(self):
        manager = self.cleaned_data["manager"]
        if manager and self.instance.pk:
            try:
                require_no_circle(User(pk=self.instance.pk, manager=manager))
            except ValidationError as error:
                raise ValidationError(error.messages) from None
        return manager


class RoleForm(PersonForm):
    """The same, for an administrator, who also says what a person may do here."""

    role = forms.ChoiceField(
        label=_("May do in the administration"), choices=Role.choices, required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("role", role_of(self.instance) if self.instance.pk else Role.NONE)


class OrganisationForm(forms.ModelForm):
    """Name, looks and values of the organisation."""

    new_logo = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_("PNG, JPEG or WebP. It is shown at 32 by 32 pixels."),
    )
    removes_logo = forms.BooleanField(label=_("Show our own sign instead"), required=False)
    values = forms.CharField(
        label=_("Values"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "cols": 80}),
        help_text=_("One on each line. The first is shown where people sign in."),
    )
    email_domains = forms.CharField(
        label=_("E-mail domains that may register"),
        required=False,
        help_text=_("With spaces. Empty: people come in by invitation or HR's list only."),
    )

    class Meta:
        model = Organisation
        fields = ("name", "place_name", "hue", "values", "email_domains")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["values"] = "\n".join(str(value) for value in self.instance.values)
        self.initial["email_domains"] = " ".join(self.instance.email_domains)

    def clean_new_logo(self):
        logo = self.cleaned_data["new_logo"]
        if logo:
            open_picture(logo)
            logo.seek(0)
        return logo

    def clean_values(self):
        return [line.strip() for line in self.cleaned_data["values"].splitlines() if line.strip()]

    def clean_email_domains(self):
        words = self.cleaned_data["email_domains"].replace(",", " ").lower().split()
        return [word.removeprefix("@") for word in words]


class TeamsInTheTree(forms.models.ModelChoiceIterator):
    """Teams in the order of their paths, so that parts stand below what they are part of."""

    def __iter__(self):
        yield "", self.field.empty_label
        for team in sorted(self.queryset, key=lambda team: team.path.lower()):
            yield self.choice(team)


class TeamField(forms.ModelChoiceField):
    """A choice of a team, which is shown after what it is part of."""

    iterator = TeamsInTheTree

    def label_from_instance(self, obj):
        return obj.path


class WaitingForm(forms.Form):
    """Who should get a way in: everybody who waits, of one team or place, or chosen people."""

    team = TeamField(
        Team.objects.with_those_above(), label=_("Team"), required=False, empty_label=_("All teams")
    )
    location = forms.ModelChoiceField(
        Location.objects.order_by("name"),
        label=_("Location"),
        required=False,
        empty_label=_("All locations"),
    )
    chosen = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chosen"].valid_value = str.isdigit

    def asked(self):
        """Return the filters, and the ids of chosen people."""
        self.is_valid()
        found = self.cleaned_data
        location = found.get("location")
        only = {"team": found.get("team"), "locations": [location] if location else ()}
        return only, found.get("chosen") or []


class ListForm(forms.Form):
    """A list of HR, as a file."""

    list = forms.FileField(
        label=_("HR's list"),
        help_text=_(
            "CSV, with headings in the first line. Nothing changes before you have seen what would."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv,text/plain"}),
    )

    def clean_list(self):
        if self.cleaned_data["list"].size > LARGEST_LIST:
            raise ValidationError(_("This file is too large. It may be 30 MB at most."))
        return self.cleaned_data["list"]
