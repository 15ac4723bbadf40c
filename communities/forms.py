"""The shape of what arrives; no rule is asked here."""

from django import forms

from communities.models import Post
from conversations.forms import WordsForm


class PostForm(WordsForm):
    """A new post: of what kind, with which words, and where."""

    kind = forms.ChoiceField(choices=Post.Kind.choices, required=False)
    title = forms.CharField(max_length=200, required=False, strip=True)
    community = forms.IntegerField(required=False)

    def words(self) -> dict:
        """What `publish_post` takes."""
        return {
            **super().words(),
            "title": self.cleaned_data["title"],
            "kind": self.cleaned_data["kind"] or Post.Kind.UPDATE,
            "submission": self.cleaned_data["submission"],
        }
