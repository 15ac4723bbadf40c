"""The shape of what concerns one colleague, who is chosen from a list or typed by name."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from blogs.models import Blog
from people.feeds import colleague_named
from people.models import User


class ColleagueForm(forms.Form):
    """One colleague: chosen from the list that opens while typing, or by whole name."""

    person = forms.ModelMultipleChoiceField(
        User.objects.active().filter(is_system=False),
        required=False,
        error_messages={
            "invalid_choice": _("This colleague does not work here any more."),
            "invalid_pk_value": _("This colleague does not work here any more."),
        },
    )
    person_name = forms.CharField(required=False, max_length=200, strip=True)

    def clean(self) -> dict[str, Any]:
        """Find who is meant."""
        typed = super().clean() or self.cleaned_data
        if "person" in self.errors:
            return typed
        chosen = list(typed.get("person") or [])
        if name := typed.get("person_name", "").strip(" ,"):
            try:
                chosen.append(colleague_named(name))
            except ValidationError as error:
                self.add_error("person", error)
                return typed
        if len({person.pk for person in chosen}) != 1:
            one = _("Choose one colleague.") if chosen else _("Choose a colleague.")
            self.add_error("person", one)
        else:
            typed["colleague"] = chosen[0]
        return typed

    @property
    def chosen(self) -> list[User]:
        """Return who was chosen from the list, to show again."""
        numbers = [n for n in self.data.getlist("person") if n.isdecimal()] if self.is_bound else []
        return list(self.fields["person"].queryset.filter(pk__in=numbers[:10]))  # type: ignore[attr-defined]


class NominationForm(ColleagueForm):
    """Who carries the culture, and why."""

    why = forms.CharField(
        label=_("Why?"),
        help_text=_("What did you see? Your colleague reads it, with your name."),
        max_length=500,
        strip=True,
        widget=forms.Textarea,
        error_messages={"required": _("Say why. Your colleague reads it.")},
    )


class GivingForm(ColleagueForm):
    """To whom a blog is given, of which kind, and what it is called."""

    kind = forms.ChoiceField(
        label=_("What kind of blog?"),
        choices=[choice for choice in Blog.Kind.choices if choice[0] != Blog.Kind.CARRIER],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what kind of blog it is.")},
    )
    name = forms.CharField(
        label=_("What is it called?"),
        help_text=_("Its author can change this."),
        max_length=80,
        required=False,
        strip=True,
    )
