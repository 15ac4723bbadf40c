"""The shape of a post of each kind; no rule is asked here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.actions import AnnouncementPlan, Plan, PollPlan, PraisePlan, ProblemPlan
from communities.models import Poll, Post
from communities.models.problem import LONGEST_PLACE
from conversations.forms import MomentField, WordsForm
from people.models import FunctionProfile, Location, Team


class WordList(forms.Field):
    """Several texts under one name, as they were typed; empty ones are left out."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> tuple[str, ...]:
        """Return them without the spaces around them."""
        return tuple(filter(None, (each.strip() for each in value or ())))


class NumberList(WordList):
    """Several numbers under one name; what is no number is nobody."""

    def clean(self, value: Any) -> tuple[int, ...]:
        """Return them as numbers."""
        words = super().clean(value)
        return tuple(int(each) for each in words if each.isdecimal() and len(each) < 19)


class AudienceForm(forms.Form):
    """Which of the members an announcement is for."""

    team = forms.ModelMultipleChoiceField(Team.objects.all(), required=False)
    location = forms.ModelMultipleChoiceField(Location.objects.all(), required=False)
    profile = forms.ModelMultipleChoiceField(FunctionProfile.objects.all(), required=False)

    def chosen(self) -> dict[str, tuple[int, ...]]:
        """Return the numbers of what was chosen."""
        return {
            f"{name}s": tuple(sorted(each.pk for each in self.cleaned_data[name]))
            for name in ("team", "location", "profile")
        }


class PostForm(WordsForm):
    """A new post: of what kind, with which words, where, and from when until when."""

    kind = forms.ChoiceField(choices=Post.Kind.choices, required=False)
    title = forms.CharField(max_length=200, required=False, strip=True)
    community = forms.IntegerField(required=False)
    publish_at = MomentField(required=False)
    ends_at = MomentField(required=False)
    # ---- A problem
    where = forms.CharField(max_length=LONGEST_PLACE, required=False, strip=True)
    # ---- Praise
    praised = NumberList(required=False)
    praised_names = forms.CharField(max_length=1000, required=False)
    value = forms.CharField(max_length=120, required=False)
    # ---- A poll
    option = WordList(required=False)
    is_multiple = forms.BooleanField(required=False)
    results = forms.ChoiceField(choices=Poll.Results.choices, required=False)
    closes_at = MomentField(required=False)
    # ---- An announcement
    is_must_read = forms.BooleanField(required=False)
    due_at = MomentField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.audience = AudienceForm(*args, **kwargs)

    def words(self) -> dict:
        """What `publish_post` and `schedule_post` take."""
        typed = self.cleaned_data
        return {
            **super().words(),
            "title": typed["title"],
            "kind": typed["kind"] or Post.Kind.UPDATE,
            "plan": self.plan(),
            "ends_at": typed["ends_at"],
            "submission": typed["submission"],
        }

    def plan(self) -> Plan | None:
        """Return what a post of this kind has beside its words."""
        planner = PLANNERS.get(self.cleaned_data["kind"])
        return planner(self) if planner else None


def problem_plan(form: PostForm) -> ProblemPlan:
    """Read where something is wrong."""
    return ProblemPlan(where=form.cleaned_data["where"])


def praise_plan(form: PostForm) -> PraisePlan:
    """Read whom praise is for; without script their names are typed, with commas between them."""
    names = (name.strip() for name in form.cleaned_data["praised_names"].split(","))
    return PraisePlan(
        people=form.cleaned_data["praised"],
        names=tuple(filter(None, names)),
        value=form.cleaned_data["value"],
    )


def poll_plan(form: PostForm) -> PollPlan:
    """Read between what people choose."""
    typed = form.cleaned_data
    return PollPlan(
        options=typed["option"],
        is_multiple=typed["is_multiple"],
        results=typed["results"] or Poll.Results.AFTER_VOTING,
        closes_at=typed["closes_at"],
    )


def announcement_plan(form: PostForm) -> AnnouncementPlan:
    """Read who must read it; a choice that is not there any more leaves nobody out."""
    chosen = form.audience.chosen() if form.audience.is_valid() else {}
    typed = form.cleaned_data
    return AnnouncementPlan(is_must_read=typed["is_must_read"], due_at=typed["due_at"], **chosen)


PLANNERS = {
    Post.Kind.PROBLEM: problem_plan,
    Post.Kind.PRAISE: praise_plan,
    Post.Kind.POLL: poll_plan,
    Post.Kind.ANNOUNCEMENT: announcement_plan,
}


class VoteForm(forms.Form):
    """What somebody chose in a poll."""

    option = NumberList(required=False)


class RescheduleForm(forms.Form):
    """When a post that waits is to appear."""

    publish_at = MomentField(
        label=_("When is it posted?"), error_messages={"required": _("Choose a day and a time.")}
    )
