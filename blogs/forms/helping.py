"""The shape of asking for help, and of what a helper suggests."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.translation import gettext as _

from blogs.forms.articles import as_paragraphs
from intranet.platform.plaintext import plain_text
from people.feeds import colleague_named
from people.models import User

MOST_CHOSEN = 10
# Blocks that the small editor of comments can show as they are; the others are typed as text.
EDITABLE = re.compile("<(?:p|ul|ol|pre)>|<blockquote>(?!.*<footer>)", re.DOTALL)


class HelpForm(forms.Form):
    """Who is asked to look along: chosen from the list, or typed by name."""

    helper_names = forms.CharField(required=False, max_length=1000)

    def chosen(self) -> list[User]:
        """Return them; ValidationError when somebody is not known, or nobody is meant."""
        if not self.is_valid():
            raise ValidationError(self.errors.as_data())
        people = list(self.picked())
        for name in filter(None, map(str.strip, self.cleaned_data["helper_names"].split(","))):
            people.append(colleague_named(name))
        if not people:
            raise ValidationError(_("Choose who looks along with you."))
        return list(dict.fromkeys(people))[:MOST_CHOSEN]

    def picked(self) -> Any:
        """Return the colleagues who were chosen from the list."""
        typed = self.data.getlist("helper") if hasattr(self.data, "getlist") else []
        numbers = [each for each in typed if each.isdecimal() and len(each) < 19]
        return User.objects.active().filter(pk__in=numbers, is_system=False)


class SuggestionForm(forms.Form):
    """A block, how a helper would have it, and a word about it."""

    block = forms.IntegerField(required=False, min_value=0, max_value=100_000)
    before = forms.CharField(required=False, strip=False)
    body = forms.CharField(required=False, strip=False)
    body_format = forms.ChoiceField(choices=[("text", "text"), ("html", "html")], required=False)
    note = forms.CharField(required=False, strip=True)

    def words(self) -> dict[str, Any]:
        """What `suggest_change` takes."""
        typed = self.cleaned_data
        before = typed["before"].replace("\r\n", "\n")
        return {
            "before": before,
            "after": self.after(before),
            "note": typed["note"],
            "place": typed["block"] or 0,
        }

    def after(self, before: str) -> str:
        """Return the block as it would be; without a field for it, it stays."""
        if not before or "body" not in self.data:
            return before
        if self.cleaned_data["body_format"] == "html":
            return self.cleaned_data["body"]
        return as_block(before, self.cleaned_data["body"])


def as_block(before: str, typed: str) -> str:
    """Turn typed text into a block of the kind that it was; the same words leave it as it is."""
    typed = typed.replace("\r\n", "\n").strip()
    if typed == plain_text(before):
        return before
    kind = before[1 : before.index(">")].split(" ")[0]
    return AS_BLOCK.get(kind, as_paragraphs)(typed)


def as_heading(tag: str, typed: str) -> str:
    """Make the first line a heading; what comes below it is text."""
    first, _line, rest = typed.partition("\n")
    return f"<{tag}>{escape(first)}</{tag}>{as_paragraphs(rest)}" if first else ""


def as_list(tag: str, typed: str) -> str:
    """Make each line an item."""
    lines = (line.strip().removeprefix("- ").strip() for line in typed.split("\n"))
    items = "".join(f"<li>{escape(line)}</li>" for line in lines if line)
    return f"<{tag}>{items}</{tag}>" if items else ""


def as_quote(typed: str) -> str:
    """Make a quote; a last line that begins with a dash says who said it."""
    words, _line, last = typed.rpartition("\n")
    if not last.startswith("—"):
        return f"<blockquote>{as_paragraphs(typed)}</blockquote>"
    said_by = escape(last.removeprefix("—").strip())
    return f"<blockquote>{as_paragraphs(words)}<footer>{said_by}</footer></blockquote>"


AS_BLOCK = {
    "h2": lambda typed: as_heading("h2", typed),
    "h3": lambda typed: as_heading("h3", typed),
    "ul": lambda typed: as_list("ul", typed),
    "ol": lambda typed: as_list("ol", typed),
    "pre": lambda typed: f"<pre>{escape(typed)}</pre>",
    "blockquote": as_quote,
    "aside": lambda typed: f'<aside class="pull">{as_paragraphs(typed)}</aside>',
}
