"""What somebody looks for, and to what she narrows it."""

from django import forms

from intranet.platform.plaintext import plain_text
from people.models import User
from search.feeds.results import PERIODS, Asked
from search.findable import findables, place_named

LONGEST = 2_000


class SearchForm(forms.Form):
    """Words and filters; what makes no sense is left out, never an error."""

    q = forms.CharField(required=False, strip=True)
    kind = forms.CharField(required=False)
    sort = forms.CharField(required=False)
    place = forms.CharField(required=False, max_length=100)
    author = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    period = forms.ChoiceField(required=False, choices=[(name, name) for name in PERIODS])
    has_file = forms.BooleanField(required=False)
    order = forms.CharField(required=False)
    after = forms.CharField(required=False)

    def asked(self, viewer) -> Asked:
        """Return what is asked, in the reader's sight."""
        self.is_valid()
        said = self.cleaned_data
        kind = said.get("kind") or ""
        sort = said.get("sort") or ""
        author = said.get("author")
        people = User.objects.visible_to(viewer).filter(pk=author) if author else []
        return Asked(
            words=(said.get("q") or "")[:LONGEST],
            kind=kind if kind in findables() else "",
            sort=sort if sort in findables()["post"].sorts else "",
            place=place_named(viewer, said.get("place") or ""),
            author=next(iter(people), None),
            period=said.get("period") or "",
            has_file=bool(said.get("has_file")),
            newest_first=said.get("order") == "newest",
            cursor=said.get("after") or "",
        )


class SimilarForm(forms.Form):
    """What somebody is writing, as far as it has got."""

    title = forms.CharField(required=False)
    body = forms.CharField(required=False, max_length=60_000)
    body_format = forms.CharField(required=False)
    place = forms.IntegerField(required=False)

    def words(self, viewer) -> dict:
        """Return it as plain text, and where it would be posted."""
        said = self.cleaned_data
        body = said["body"]
        plain = plain_text(body) if said["body_format"] == "html" else body
        return {
            "text": "\n\n".join(filter(None, [said["title"], plain]))[:LONGEST],
            "place": said["place"],
        }
