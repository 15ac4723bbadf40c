"""The shape of what is written; whether it may be written is not decided here."""

import re
from collections.abc import Mapping
from datetime import UTC
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from conversations.models import Enclosure
from intranet.platform.judging import reply_in
from moderation.feeds.wordings import sections_now
from moderation.forms.desk import SectionChoice

# Typed characters that we take from a form; the editor's markup comes on top of what one reads.
LONGEST_BODY = 60_000


FILE = "file-"
FIELD_OF_FILE = re.compile(r"file-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LONGEST_ALT = 300


def enclosures_in(data: Mapping[str, Any]) -> list[Enclosure]:
    """Return the files that go along: one field each, named after the file, in their order."""
    left_out = data.getlist("without") if isinstance(data, MultiValueDict) else []
    return [
        Enclosure(UUID(name.removeprefix(FILE)), " ".join(str(data[name]).split())[:LONGEST_ALT])
        for name in data
        if FIELD_OF_FILE.fullmatch(name) and name.removeprefix(FILE) not in left_out
    ]


class MomentField(forms.DateTimeField):
    """A moment by the clock on the wall of who chose it, also in the nights when that is moved.

    An hour that comes twice is meant the first time (PEP 495); one that is skipped is refused.
    """

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    default_error_messages = {
        "invalid": _("This is no date and time. Choose them from the calendar."),
        "skipped": _(
            "That time does not exist: in that night the clock goes forward and an hour is skipped."
        ),
    }

    def to_python(self, value: Any) -> Any:
        """Return it aware, in the time zone of the reader."""
        try:
            return super().to_python(value)
        except ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            typed, zone = error.params["datetime"], error.params["current_timezone"]
        moment = typed.replace(tzinfo=zone, fold=0)
        if moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != typed:
            raise ValidationError(self.error_messages["skipped"], code="skipped")
        return moment


class WordsForm(forms.Form):
    """What every composer sends: words, how they are written, and the number of this try."""

    # A photo can say it all, so whether there is anything is asked by the actions.
    body = forms.CharField(max_length=LONGEST_BODY, required=False)
    body_format = forms.ChoiceField(choices=[("text", "text"), ("html", "html")], required=False)
    submission = forms.UUIDField(required=False)
    # How many people the author was told that the teams she names are.
    heads_seen = forms.IntegerField(required=False, min_value=0)

    def words(self) -> dict:
        """What the actions take."""
        return {
            "body": self.cleaned_data["body"],
            "is_html": self.cleaned_data["body_format"] == "html",
            "heads_seen": self.cleaned_data["heads_seen"] or 0,
            "files": enclosures_in(self.data),
            "reply": reply_in(self.data),
        }


class CommentForm(WordsForm):
    """An answer to a thread or to a comment."""

    parent = forms.IntegerField(required=False)
    # What is said here is the answer, or the solution.
    solves = forms.BooleanField(required=False)


class EditForm(WordsForm):
    """Changed words, and which wording the author had before her."""

    seen_edits = forms.IntegerField(min_value=0)
    title = forms.CharField(max_length=200, required=False, strip=True)
    with_files = forms.BooleanField(required=False)

    def words(self) -> dict:
        """What the actions take; a form that showed no files leaves them as they are."""
        words = super().words()
        return words if self.cleaned_data["with_files"] else words | {"files": None}


class DraftForm(forms.Form):
    """Unsent words; nothing in them is wrong yet."""

    place = forms.RegexField(r"^[a-z-]+(:\d+)?$", max_length=60)
    title = forms.CharField(required=False, max_length=200)
    body = forms.CharField(required=False, max_length=LONGEST_BODY)
    body_format = forms.CharField(required=False)
    submission = forms.UUIDField(required=False)


class ReactionForm(forms.Form):
    """One of three words."""

    kind = forms.ChoiceField(choices=[("recognise", ""), ("thanks", ""), ("well_done", "")])


class ReasonForm(forms.Form):
    """Why something is withdrawn, and by which agreement where a code holds."""

    section = SectionChoice(label=_("Which agreement is this about?"), required=False)
    reason = forms.CharField(
        label=_("Why do you withdraw it?"),
        max_length=2000,
        strip=True,
        widget=forms.Textarea,
        help_text=_("The author reads this, with your name."),
        error_messages={"required": _("Say why. The author reads your reason.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sections = sections_now()
        field = self.fields["section"]
        field.choices = [("", _("Choose an agreement")), *sections]
        field.required = bool(sections)
        field.error_messages["required"] = _("Choose which agreement this is about.")
