"""Colleagues: oneself, the directory, one of them."""

from django.shortcuts import get_object_or_404
from rest_framework import serializers

from intranet.platform.api.endpoints import (
    Endpoint,
    cursor_in_text,
    nothing_named,
    operation,
)
from intranet.platform.api.parts import Number, PageAsked
from intranet.platform.api.problems import BadQuestion
from people import feeds
from people.api.parts import MeShown, PersonInListShown, ProfileShown
from people.models import Location, Skill, Team, User


class DirectoryAsked(PageAsked):
    """Words and filters of the directory."""

    q = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        max_length=100,
        help_text="The beginning of a name, job, skill.",
    )
    team = serializers.PrimaryKeyRelatedField(
        queryset=Team.objects.all(), required=False, help_text="With all its parts."
    )
    location = serializers.PrimaryKeyRelatedField(queryset=Location.objects.all(), required=False)
    skill = serializers.PrimaryKeyRelatedField(queryset=Skill.objects.all(), required=False)
    work = serializers.ChoiceField(choices=User.WorkKind.choices, required=False)
    manager = Number(required=False, help_text="Who reports to this colleague.")


class Me(Endpoint):
    """For whom the program acts."""

    name, part = "me", "people"

    @operation("read", "For whom you act, and what you may", gives=MeShown)
    def get(self, request):
        return request.user


class People(Endpoint):
    """The directory."""

    name, part = "people", "people"

    @operation(
        "people", "Find colleagues", gives=PersonInListShown, asks=DirectoryAsked, is_list=True
    )
    def get(self, request, asked):
        only = {
            "team": asked.get("team"),
            "locations": [asked["location"]] if asked.get("location") else (),
            "skill": asked.get("skill"),
            "work": [asked["work"]] if asked.get("work") else (),
        }
        if "manager" in asked:
            people = User.objects.visible_to(request.user).filter(pk=asked["manager"])
            only["manager"] = people.first()
            if only["manager"] is None:
                raise BadQuestion([nothing_named("manager")])
        cursor = cursor_in_text(asked)
        return feeds.directory(request.user, words=asked["q"], only=only, cursor=cursor)


class Person(Endpoint):
    """One colleague."""

    name, part = "person", "people"

    @operation("people", "A colleague, also a former one", gives=ProfileShown)
    def get(self, request, person_id):
        people = User.objects.visible_to(request.user).with_card().prefetch_related("skills")
        related = ("team", "function_profile", "manager__photo", "manager__location")
        return get_object_or_404(people.select_related(*related), pk=person_id)
