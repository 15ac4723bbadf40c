"""What one looks for in the directory."""

from django import forms

from people.models import Location, Skill, Team, User


class DirectoryForm(forms.Form):
    """Words and filters; what makes no sense is left out, never an error."""

    q = forms.CharField(required=False, max_length=100)
    team = forms.ModelChoiceField(Team.objects.all(), required=False)
    location = forms.ModelMultipleChoiceField(Location.objects.order_by("name"), required=False)
    skill = forms.ModelChoiceField(Skill.objects.all(), required=False)
    work = forms.MultipleChoiceField(choices=User.WorkKind.choices, required=False)
    manager = forms.ModelChoiceField(User.objects.filter(is_system=False), required=False)

    def clean(self):
        return {name: self.cleaned_data.get(name) for name in self.fields}

    def asked(self):
        """Return words and filters as the directory takes them."""
        self.is_valid()
        found = self.cleaned_data
        only = {
            "team": found.get("team"),
            "locations": list(found.get("location") or ()),
            "skill": found.get("skill"),
            "work": found.get("work") or (),
            "manager": found.get("manager"),
        }
        return found.get("q") or "", only


class SuggestionForm(forms.Form):
    """Whom somebody begins to name, and where."""

    q = forms.CharField(required=False, max_length=60)
    place = forms.IntegerField(required=False)
    # "people": no teams.
    only = forms.CharField(required=False, max_length=10)


class TeamsNamedForm(forms.Form):
    """Which teams a text names, and where it will be read."""

    team = forms.ModelMultipleChoiceField(Team.objects.all(), required=False)
    place = forms.IntegerField(required=False)
