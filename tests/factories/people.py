"""People for tests: only what a test is about needs to be said."""

import itertools
from io import BytesIO

from PIL import Image

from people.actions.appointing import Role, hr_group
from people.models import Location, Skill, Team, User

numbers = itertools.count(40000)

PASSWORD = "zonnebloem op dinsdag"  # noqa: S105


def make_person(name="Bram de Wit", *, password=PASSWORD, role=Role.NONE, skills=(), **facts):
    """A colleague who has been here before, with e-mail and personnel number."""
    number = next(numbers)
    facts = {
        "email": f"{name.split()[0].lower()}.{number}@noorderlicht.example",
        "personnel_number": str(number),
        "welcomed_at": "2026-01-05T08:00Z",
        "is_staff": role != Role.NONE,
        "is_superuser": role == Role.ADMINISTRATOR,
    } | facts
    person = User.objects.create_user(name=name, password=password, **facts)
    if role == Role.HR:
        person.groups.add(hr_group())
    person.skills.set([Skill.objects.get_or_create(name=skill)[0] for skill in skills])
    # As the next request would find her: times as times, no remembered permissions.
    return User.objects.get(pk=person.pk)


def make_hr(name="Fatima El Amrani", **facts):
    """Somebody at HR."""
    return make_person(name, role=Role.HR, **facts)


def make_administrator(name="Tom Beheer", **facts):
    """Somebody who may do everything."""
    return make_person(name, role=Role.ADMINISTRATOR, **facts)


def make_mechanic(name="Mehmet Kaya", **facts):
    """A colleague without e-mail who has never been here."""
    return make_person(name, **({"email": None, "password": None, "welcomed_at": None} | facts))


def make_team(*names):
    """A team by its path, from the top down."""
    team = None
    for name in names:
        team = Team.objects.get_or_create(name=name, parent=team)[0]
    return team


def make_location(name="Emmen"):
    """A place of work."""
    return Location.objects.get_or_create(name=name)[0]


def picture(width=400, height=300, *, format="PNG", colour="teal", **options):
    """A picture file."""
    file = BytesIO()
    Image.new("RGB", (width, height), colour).save(file, format, **options)
    file.seek(0)
    file.name = f"picture.{format.lower()}"
    return file
