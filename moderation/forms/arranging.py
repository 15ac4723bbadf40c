"""The shape of how cases are handled."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.actions.arranging import BOUNDS

# Field -> its label, and what it does.
NUMBERS = {
    "managers_hours": (
        _("Hours until HR gets them"),
        _("Counts only where those who take care of a community are first."),
    ),
    "decide_hours": (_("Hours to decide"), _("After that the case says that it is late.")),
    "mend_hours": (
        _("Hours to change a text"),
        _("After that only its author still sees it."),
    ),
    "appeal_days": (_("Days to appeal"), _("Counted from the decision; holidays are long.")),
    "appeal_decide_days": (_("Days to decide an appeal"), ""),
    "record_months": (
        _("Months after which a decision lapses"),
        _("After that nobody sees it with a new case of the same author."),
    ),
    "warning_months": (_("Months after which a warning lapses"), ""),
}


class DeskRulesForm(forms.Form):
    """How the organisation handles cases."""

    managers_first = forms.BooleanField(
        label=_("Reports reach those who take care of the community first"),
        required=False,
        help_text=_(
            "Never about what they wrote themselves, or what their own manager wrote: that HR gets."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, help_text) in NUMBERS.items():
            least, most = BOUNDS[name]
            self.fields[name] = forms.IntegerField(
                label=label,
                help_text=help_text,
                widget=forms.NumberInput(attrs={"min": least, "max": most, "inputmode": "numeric"}),
                error_messages={
                    "required": _("Choose a number."),
                    "invalid": _("This is no whole number."),
                },
            )
