"""What a person says of herself and what she chose."""

import zoneinfo
from functools import cache

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import User

# Keeps the language of somebody who is not signed in.
LANGUAGE_COOKIE = "language"
PICTURES = "image/jpeg,image/png,image/webp,image/heic,image/gif"


@cache
def time_zones() -> list[tuple[str, str]]:
    """Return the places a time zone is named after, the long way round left out."""
    names = sorted(name for name in zoneinfo.available_timezones() if "/" in name)
    return [
        (name, name.replace("_", " "))
        for name in names
        if not name.startswith(("Etc/", "SystemV/", "US/", "posix/", "right/"))
    ]


class PhotoForm(forms.Form):
    """A photo to show beside one's name."""

    photo = forms.FileField(
        label=_("Photo"),
        help_text=_("A square is cut from the middle. Where it was taken is removed."),
        widget=forms.FileInput(attrs={"accept": PICTURES}),
    )


class ProfileForm(forms.ModelForm):
    """One's own words on one's profile."""

    skills = forms.CharField(
        label=_("Ask me about"),
        required=False,
        max_length=1000,
        help_text=_("What colleagues can ask you about, with commas: welding, permits, Frisian."),
    )

    class Meta:
        model = User
        fields = ("about", "phone")
        widgets = {
            "about": forms.Textarea(attrs={"rows": 5}),
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            names = self.instance.skills.order_by("name").values_list("name", flat=True)
            self.initial["skills"] = ", ".join(names)

    def clean_skills(self):
        words = self.cleaned_data["skills"].replace("\n", ",").replace(";", ",").split(",")
        return [word.strip() for word in words if word.strip()]


class LanguageForm(forms.Form):
    """Which language the buttons speak; also for who is not signed in."""

    language = forms.ChoiceField(choices=User.Language.choices, widget=forms.RadioSelect)


class ThemeForm(forms.Form):
    """Light, dark, or as the device has it."""

    theme = forms.ChoiceField(choices=User.Theme.choices, widget=forms.RadioSelect)


class TimeForm(forms.Form):
    """Language and time zone on the settings page."""

    language = forms.ChoiceField(
        label=_("Language of buttons and explanations"),
        choices=User.Language.choices,
        widget=forms.RadioSelect,
        help_text=_("What colleagues write stays as they wrote it."),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones)


class SightForm(forms.ModelForm):
    """What a profile shows to colleagues."""

    class Meta:
        model = User
        fields = ("shows_email", "shows_phone", "shows_skills")


class WelcomeForm(forms.Form):
    """The first visit: language, a photo, and where one wants to belong."""

    language = forms.ChoiceField(
        label=_("Which language do you like to read?"),
        choices=User.Language.choices,
        widget=forms.RadioSelect,
    )
    photo = forms.FileField(
        label=_("Another photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": PICTURES}),
    )
    communities = forms.TypedMultipleChoiceField(coerce=int, required=False)
    # The version of the code of conduct that stood on the page.
    code = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args, communities=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["communities"].choices = [(one.pk, one.name) for one in communities]
