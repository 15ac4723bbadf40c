"""What is told of people and files."""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from intranet.platform.api.parts import Moment, Shown
from people.models import StoredFile, User


@extend_schema_field({"type": "string", "format": "uri"})
class FileAddress(serializers.Field):
    """The address from which a file can be fetched, with the same token."""

    def __init__(self, *, rendition: str = "", **kwargs: Any) -> None:
        super().__init__(read_only=True, source="*", **kwargs)
        self.rendition = rendition

    def to_representation(self, file: StoredFile) -> str:
        """Return it whole, so that a program need not put it together."""
        return file_address(self.context["request"], file, self.rendition)


def file_address(request: Any, file: StoredFile, rendition: str = "") -> str:
    """Return the address of a rendition of a file in the API."""
    address = reverse("api_file_content", args=[file.pk, file.nearest(rendition)])
    return request.build_absolute_uri(address)


class FaceShown(Shown):
    """A colleague by name and face."""

    id = serializers.IntegerField()
    name = serializers.CharField(source="shown_name")
    photo = serializers.SerializerMethodField()

    @extend_schema_field({"type": "string", "format": "uri", "nullable": True})
    def get_photo(self, person: User) -> str | None:
        """Return the address of her photo."""
        if not (person.photo_id and person.photo):
            return None
        return file_address(self.context["request"], person.photo, "96")


class BylineShown(FaceShown):
    """Who said something."""

    role = serializers.CharField(help_text="Job and place, as they stand beside a name.")


class PersonShown(BylineShown):
    """A colleague in one line."""

    is_active = serializers.BooleanField(help_text="False for who does not work here any more.")


class NamedShown(Shown):
    """Something that HR keeps a list of."""

    id = serializers.IntegerField()
    name = serializers.CharField()


class SkillShown(NamedShown):
    """What somebody can be asked about."""


class PersonInListShown(PersonShown):
    """A colleague as the directory shows her."""

    kind_of_work = serializers.ChoiceField(choices=User.WorkKind.choices)
    skills = serializers.SerializerMethodField()

    @extend_schema_field(SkillShown(many=True))
    def get_skills(self, person: User) -> list[dict[str, Any]]:
        """Return them as far as she shows them."""
        skills = sorted(person.skills.all(), key=lambda skill: skill.name)
        return SkillShown(skills, many=True).data if person.shows_skills else []


class ProfileShown(PersonInListShown):
    """A colleague as her profile shows her."""

    about = serializers.CharField()
    email = serializers.SerializerMethodField()
    phone = serializers.SerializerMethodField()
    team = NamedShown(allow_null=True)
    location = NamedShown(allow_null=True)
    function_profile = NamedShown(allow_null=True)
    manager = serializers.SerializerMethodField()
    left_at = Moment(allow_null=True)

    @extend_schema_field({"type": "string", "nullable": True})
    def get_email(self, person: User) -> str | None:
        """Return it as far as she shows it."""
        return person.email if person.shows_email and person.is_active else None

    @extend_schema_field({"type": "string", "nullable": True})
    def get_phone(self, person: User) -> str | None:
        """Return it as far as she shows it."""
        return (person.phone or None) if person.shows_phone else None

    @extend_schema_field(PersonShown(allow_null=True))
    def get_manager(self, person: User) -> dict[str, Any] | None:
        """Return to whom she reports, who works here."""
        manager = person.manager
        if manager is None or not manager.is_active:
            return None
        return PersonShown(manager, context=self.context).data


class TokenShown(Shown):
    """What the program came in with."""

    name = serializers.CharField()
    scopes = serializers.ListField(child=serializers.CharField())
    expires_at = Moment()


class MeShown(PersonShown):
    """For whom the program acts, and what it may."""

    language = serializers.CharField()
    time_zone = serializers.CharField()
    token = serializers.SerializerMethodField()

    @extend_schema_field(TokenShown(allow_null=True))
    def get_token(self, person: User) -> dict[str, Any] | None:
        """Return it; None on the page to try things out."""
        token = self.context["request"].auth
        return TokenShown(token).data if token else None


class FileShown(Shown):
    """A file; its bytes are at `url`."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=StoredFile.Kind.choices)
    content_type = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes, as it was brought.")
    width = serializers.IntegerField(allow_null=True)
    height = serializers.IntegerField(allow_null=True)
    renditions = serializers.ListField(
        child=serializers.CharField(), help_text="The sizes of a picture; `file` for a document."
    )
    url = FileAddress()
