"""The shape of a rhythm and of a holiday."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from blogs.models import Blog


def day_field(label: Any) -> forms.DateField:
    """Return a field for a day, chosen from a calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    wrong = _("This is no date. Choose one from the calendar.")
    return forms.DateField(
        label=label,
        widget=widget,
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": wrong, "required": _("Choose a day.")},
    )


class RhythmForm(forms.Form):
    """When people may expect an article."""

    rhythm = forms.ChoiceField(
        label=_("How often do you write?"),
        choices=Blog.Rhythm.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how often you write.")},
    )
    weekday = forms.TypedChoiceField(
        label=_("On which day?"), choices=Blog.Weekday.choices, coerce=int
    )
    usual_time = forms.TimeField(
        label=_("At what time does it usually appear?"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "invalid": _("This is no time. Write it as 07:00."),
            "required": _("Choose a time."),
        },
    )

    def __init__(self, *args: Any, blog: Blog, **kwargs: Any) -> None:
        chosen = {name: getattr(blog, name) for name in ("rhythm", "weekday", "usual_time")}
        super().__init__(*args, initial=chosen, **kwargs)
        if blog.kind == Blog.Kind.CARRIER:
            # Her days are her turns.
            del self.fields["rhythm"]


class PauseForm(forms.Form):
    """The days of a holiday."""

    starts_on = day_field(_("First day"))
    ends_on = day_field(_("Last day"))
    note = forms.CharField(
        label=_("A note for yourself"), max_length=120, required=False, strip=True
    )
