"""The shape of a question to an author, and of what she says to it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from blogs.actions.asking import LONGEST_QUESTION
from conversations.forms import WordsForm
from intranet.platform.judging import reply_in


class QuestionForm(forms.Form):
    """What somebody wants to know."""

    body = forms.CharField(
        label=_("Your question"),
        strip=True,
        max_length=LONGEST_QUESTION * 4,
        widget=forms.Textarea,
        error_messages={"required": _("Write your question first.")},
    )
    is_unnamed = forms.BooleanField(required=False)
    submission = forms.UUIDField(required=False)
    # She saw what was asked before in about these words, and it is not that.
    insists = forms.BooleanField(required=False)

    def words(self) -> dict:
        """What `ask_author` takes."""
        words = {name: self.cleaned_data[name] for name in ("body", "is_unnamed", "submission")}
        return words | {"reply": reply_in(self.data)}


class AnswerForm(WordsForm):
    """What its author says to a question: an answer, or why there is none."""

    declines = forms.BooleanField(required=False)
