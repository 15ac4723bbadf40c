"""The shape of an article, and of when it appears."""

import re
from datetime import datetime
from html import unescape
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.translation import gettext_lazy as _

from conversations.forms import MomentField
from intranet.platform.longread import blocks

# A text of which nothing is lost when it is typed on without an editor.
ONLY_PARAGRAPHS = re.compile(r"(?:<p>(?:[^<]|<br>)*</p>)*")
BARE_LINK = re.compile(r'<a [^<>]*href="([^"]*)"[^<>]*>\1</a>')

WHEN = [("now", _("Now")), ("usual", _("At my usual moment")), ("moment", _("At another moment"))]


class TextForm(forms.Form):
    """The working text, and which wording this window had before it."""

    title = forms.CharField(required=False, max_length=1000, strip=True)
    body = forms.CharField(required=False, strip=False)
    body_format = forms.ChoiceField(choices=[("text", "text"), ("html", "html")], required=False)
    revision = forms.IntegerField(min_value=0)
    insists = forms.BooleanField(required=False)
    # Of a picture that comes along where no script brings it.
    alt = forms.CharField(required=False, max_length=1000)
    caption = forms.CharField(required=False, max_length=1000)

    def words(self) -> dict[str, Any]:
        """What `save_article` takes; typed without an editor, an empty line begins a paragraph."""
        typed = self.cleaned_data
        is_html = typed["body_format"] == "html"
        return {
            "title": typed["title"],
            "body": typed["body"] if is_html else as_paragraphs(typed["body"]),
            "seen_revision": typed["revision"],
            "insists": typed["insists"],
        }

    def figure(self, file: Any) -> str:
        """The HTML of the picture that came along."""
        return format_html(
            '<figure data-file="{}"><img alt="{}"><figcaption>{}</figcaption></figure>',
            file,
            self.cleaned_data["alt"],
            self.cleaned_data["caption"],
        )


class PlanForm(forms.Form):
    """When an article appears, and when it goes again."""

    when = forms.ChoiceField(
        label=_("When does it appear?"),
        choices=WHEN,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose when it appears.")},
    )
    publish_at = MomentField(label=_("Day and time"), required=False)
    ends_at = MomentField(
        label=_("Until when can it be read?"),
        help_text=_("Leave it empty for what stays."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a moment where one was chosen."""
        typed = super().clean() or self.cleaned_data
        chose = typed.get("when") == "moment" and "publish_at" not in self.errors
        if chose and not typed.get("publish_at"):
            self.add_error("publish_at", _("Choose a day and a time."))
        return typed


def as_paragraphs(text: str) -> str:
    """Turn typed text into paragraphs, as somebody writes them without an editor."""
    parts = (part.strip() for part in text.replace("\r\n", "\n").split("\n\n"))
    return "".join(f"<p>{escape(part).replace(chr(10), '<br>')}</p>" for part in parts if part)


def as_chosen(moment: datetime | None) -> str:
    """Return a moment as its field shows it, by the clock on the wall of the reader."""
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M") if moment else ""


def as_typed(html: str) -> tuple[str, str]:
    """Turn a text into what its writer types on in without an editor, and say how it is written.

    What has more than paragraphs is shown with its tags, or a heading or a picture would be lost.
    """
    bare = BARE_LINK.sub(r"\1", html)
    if not ONLY_PARAGRAPHS.fullmatch(bare):
        return "\n\n".join(blocks(html)), "html"
    lines = (block[3:-4].replace("<br>", "\n") for block in blocks(bare))
    return unescape("\n\n".join(lines)), "text"
