"""The people of the synthetic company: names, teams, places of work, faces."""

import json
import uuid
from pathlib import Path
from random import Random

from django.contrib.auth.hashers import make_password

from intranet.measuring.company.sheets import NO, NULL, YES, Sheet, moment
from intranet.measuring.line import PASSWORD
from people.models import Audience, FunctionProfile, Location, Mute, StoredFile, Team, User

FIRST_NAMES, LAST_NAMES = (
    part.split()
    for part in Path(__file__).with_name("names.txt").read_text(encoding="utf-8").split("\n\n")
)
JOBS = ["Monteur", "Werkvoorbereider", "Planner", "Adviseur", "Teamleider", "Klantadviseur"]
PLACES = ["Emmen", "Assen", "Drachten", "Leeuwarden", "Zwolle", "Groningen", "Heerenveen", "Meppel"]
PEOPLE_IN_A_TEAM = 14
STAYED = 0.97  # of all; the others have left
SHOWS_A_FACE = 0.6
THE_SAME_DAY = 8 * 365 * 86_400


class People:
    """Who works here; ids run from 1 without a gap."""

    def __init__(self, count: int, rng: Random, now: float) -> None:
        self.ids = range(1, count + 1)
        self.names = {number: name_of(number) for number in self.ids}
        self.active = [number for number in self.ids if number <= 20 or rng.random() < STAYED]
        self._rng = rng
        self._now = now

    def write(self, organisation: int) -> list[Sheet]:
        """Write them and all they belong to."""
        faces, photos = self._faces(organisation)
        return [*self._house(), faces, self._people(photos), self._mutes()]

    def _house(self) -> list[Sheet]:
        locations = Sheet(Location, "id", "name")
        for number, place in enumerate(PLACES, 1):
            locations.add(number, place)
        profiles = Sheet(FunctionProfile, "id", "name")
        for number, job in enumerate(JOBS, 1):
            profiles.add(number, job)
        teams = Sheet(Team, "id", "name", "parent_id")
        for number in range(1, self._team_of(self.ids[-1]) + 1):
            teams.add(number, f"Team {number}", NULL if number == 1 else number // 8 + 1)
        return [locations, profiles, teams]

    def _people(self, photos: dict[int, str]) -> Sheet:
        sheet = Sheet(
            User, "id", "name", "email", "password", "job_title", "function_profile_id", "team_id",
            "manager_id", "location_id", "photo_id", "language", "is_active", "joined_at",
            "welcomed_at",
        )  # fmt: skip
        password, stays = make_password(PASSWORD), set(self.active)
        for number in self.ids:
            came = moment(self._now - self._rng.random() * THE_SAME_DAY)
            leader = (number - 1) // PEOPLE_IN_A_TEAM * PEOPLE_IN_A_TEAM + 1
            sheet.add(
                number, self.names[number], address_of(number), password,
                JOBS[number % len(JOBS)], number % len(JOBS) + 1, self._team_of(number),
                NULL if leader == number else leader, number % len(PLACES) + 1,
                photos.get(number, NULL), "en" if number % 8 == 0 else "nl",
                YES if number in stays else NO, came, came,
            )  # fmt: skip
        return sheet

    def _faces(self, organisation: int) -> tuple[Sheet, dict[int, str]]:
        sheet = Sheet(
            StoredFile, "id", "audience_id", "owner_id", "kind", "name", "content_type", "size",
            "width", "height", "renditions", "stored_at",
        )  # fmt: skip
        made, photos = moment(self._now - THE_SAME_DAY), {}
        for number in self.ids:
            if self._rng.random() < SHOWS_A_FACE:
                photos[number] = str(uuid.UUID(int=self._rng.getrandbits(128), version=4))
                sheet.add(
                    photos[number], organisation, number, "picture", "portret.jpg", "image/webp",
                    40_000, 320, 320, json.dumps(["96", "320"]), made,
                )  # fmt: skip
        return sheet, photos

    def _mutes(self) -> Sheet:
        sheet = Sheet(Mute, "person_id", "muted_id")
        for number in self.ids:
            if self._rng.random() < 0.02 and number > 1:
                sheet.add(number, self._rng.randrange(1, number))
        return sheet

    def _team_of(self, number: int) -> int:
        return (number - 1) // PEOPLE_IN_A_TEAM + 1


def write_organisation() -> Sheet:
    """Write the audience of the whole organisation; its number is 1."""
    sheet = Sheet(Audience, "id", "kind", "is_organisation")
    sheet.add(1, "everyone", YES)
    return sheet


def address_of(number: int) -> str:
    """Return the e-mail address with which this person signs in."""
    return f"p{number}@measured.example"


def name_of(number: int) -> str:
    """Return a name; from the second round on a letter keeps two people apart."""
    round_, place = divmod(number - 1, len(FIRST_NAMES) * len(LAST_NAMES))
    first = FIRST_NAMES[place % len(FIRST_NAMES)]
    last = LAST_NAMES[(place // len(FIRST_NAMES) + place) % len(LAST_NAMES)]
    return f"{first} {letters(round_)}{last}"


def letters(number: int) -> str:
    """Return initials for a number: none for 0, 'A. ' for 1, 'AA. ' for 27."""
    word = ""
    while number:
        number, place = divmod(number - 1, 26)
        word = chr(65 + place) + word
    return f"{word}. " if word else ""
