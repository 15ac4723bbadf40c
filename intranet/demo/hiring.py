"""The company and its people: named, hired, photographed and welcomed."""

from functools import partial
from typing import Any

from intranet.demo.cast import Cast
from intranet.demo.story import HERE, Employee, moment
from intranet.platform import clock
from people.actions import (
    Role,
    add_person,
    change_organisation,
    change_person,
    change_photo,
    change_profile,
    change_settings,
    deactivate_person,
    give_role,
    keep_part,
    make_activation_codes,
    redeem_activation_code,
    welcome_person,
)
from people.models import FunctionProfile, Location, Team, User

START = moment("-131d 08:00")
# They do the administration of people from the first day on.
HR = ("fatima", "monique")


class Hiring:
    """Brings the company and its people in, each on her first day."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.company = cast.story.company
        self.parts: dict[tuple[str, str], Any] = {}

    def plan(self) -> None:
        """Plan the first day of the company and of everybody in it."""
        plan = self.cast.timeline.plan
        plan(START, self.found)
        for number, person in enumerate(self.cast.story.people.values()):
            first_day = moment(person.joined) + number
            if person.key != self.administrator.key:
                plan(first_day, partial(self.hire, person))
            plan(first_day + 120, partial(self.settle_in, person), is_quiet=True)
            if person.left:
                plan(moment(person.left), partial(self.say_goodbye, person))
        plan(moment("-9d 11:00"), self.make_codes)

    @property
    def administrator(self) -> Employee:
        """Who installs the place and so is the first to be there."""
        superuser = next(each for each in self.cast.story.accounts if each.get("superuser"))
        return self.cast.story.people[superuser["key"]]

    def found(self) -> None:
        """Install it: the first administrator, the name of the place, and its parts."""
        person = self.administrator
        admin = User.objects.create_superuser(
            name=person.name,
            email=person.email,
            password=self.cast.story.password,
            joined_at=clock.now(),
        )
        self.cast.users[person.key] = admin
        about = self.company["organisation"]
        change_organisation(
            actor=admin,
            name=about["name"],
            place_name=about["place"],
            hue=about["hue"],
            values=[f"{value['name']}: {value['meaning']}" for value in self.company["value"]],
        )
        for row in self.company["location"]:
            self.keep(admin, "location", row["key"], Location(name=row["name"]))
        for row in self.company["profile"]:
            self.keep(admin, "profile", row["key"], FunctionProfile(name=row["name"]))
        for row in self.company["team"]:
            parent = self.parts.get(("team", row.get("parent", "")))
            self.keep(admin, "team", row["key"], Team(name=row["name"], parent=parent))

    def keep(self, admin: User, kind: str, key: str, part: Any) -> None:
        """Keep a part of the organisation and remember it by its key."""
        self.parts[kind, key] = keep_part(actor=admin, part=part)

    def hire(self, person: Employee) -> None:
        """Put somebody on the list of HR; who works at HR is put there by the administrator."""
        admin = self.cast.users[self.administrator.key]
        actor = admin if person.key in (*HR, "joke") else self.cast.users.get(HR[0], admin)
        user = add_person(
            actor=actor, name=person.name, language=person.language, **self.facts(person)
        )
        self.cast.users[person.key] = user
        if person.key in HR:
            give_role(actor=admin, person=user, role=Role.HR)

    def facts(self, person: Employee) -> dict[str, Any]:
        """What HR knows of somebody; a manager who is not there yet follows later."""
        return {
            "email": person.email,
            "personnel_number": person.personnel_number,
            "job_title": person.job_title,
            "function_profile": self.parts["profile", person.profile],
            "team": self.parts["team", person.team],
            "location": self.parts["location", person.location],
            "kind_of_work": person.work,
            "is_communications": person.profile == "communicatie",
            "manager": self.cast.users.get(person.manager),
        }

    def settle_in(self, person: Employee) -> None:
        """Let her come in for the first time and say who she is."""
        if person.waiting:
            return
        user = self.cast.users[person.key]
        if person.key == self.administrator.key:
            change_person(actor=user, person=user, **self.facts(person))
            change_settings(person=user, language=person.language)
        elif person.key in {account["key"] for account in self.cast.story.accounts}:
            user = self.let_in(user)
        change_profile(person=user, about=person.about, phone=person.phone, skills=person.skills)
        if person.photo:
            with (HERE / "portraits" / person.photo).open("rb") as file:
                change_photo(actor=user, person=user, file=file, name=person.photo)
        welcome_person(person=user)
        self.cast.users[person.key] = user

    def let_in(self, user: User) -> User:
        """Give somebody whom a visitor can be a password, with a code: no mail leaves the house."""
        [(_person, code)] = make_activation_codes(actor=self.cast.users[HR[0]], people=[user])
        return redeem_activation_code(
            personnel_number=user.personnel_number or "",
            code=code,
            password=self.cast.story.password,
        )

    def make_codes(self) -> None:
        """Leave those who were never here a code that waits for them."""
        waiting = [
            self.cast.users[person.key]
            for person in self.cast.story.people.values()
            if person.waiting
        ]
        make_activation_codes(actor=self.cast.users[HR[0]], people=waiting)

    def say_goodbye(self, person: Employee) -> None:
        """End the access of somebody who leaves."""
        deactivate_person(actor=self.cast.users[HR[0]], person=self.cast.users[person.key])
        self.cast.users[person.key].refresh_from_db()
