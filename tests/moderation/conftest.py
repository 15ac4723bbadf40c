"""Who keeps the code of conduct, and who reads it."""

import pytest

from moderation.models import DeskRules
from tests.factories.communities import make_community, make_post
from tests.factories.moderation import make_section
from tests.factories.people import make_hr, make_person


@pytest.fixture
def fatima(db):
    """HR."""
    return make_hr("Fatima El Amrani", language="en")


@pytest.fixture
def bram(db):
    """An employee who has been here for years."""
    return make_person("Bram de Wit", language="en", joined_at="2020-01-05T08:00Z")


@pytest.fixture
def here(client, bram):
    """A browser in which Bram is signed in."""
    client.force_login(bram)
    return client


@pytest.fixture
def hr(client, fatima):
    """A browser in which HR is signed in."""
    client.force_login(fatima)
    return client


@pytest.fixture
def kees(db):
    """Who wrote what a case is about."""
    return make_person("Kees Brouwer", language="en")


@pytest.fixture
def wim(db):
    """Who reads, and reports."""
    return make_person("Wim Hoekstra", language="en")


@pytest.fixture
def lotte(db):
    """Somebody else at HR."""
    return make_hr("Lotte van Dijk", language="en")


@pytest.fixture
def section(fatima):
    """What was agreed."""
    return make_section("Zacht op de mens")


@pytest.fixture
def gerrit(db):
    """Who takes care of the place."""
    return make_person("Gerrit Drost", language="en")


@pytest.fixture
def place(kees, wim, gerrit):
    """Where they talk."""
    return make_community(managers=[gerrit], members=[kees, wim])


@pytest.fixture
def post(kees, place):
    """What a case is about."""
    return make_post(author=kees, community=place, body="Typisch Petra, die kan niet tellen.")


@pytest.fixture
def managers_first(db):
    """Managers of the place get reports first, for a day."""
    return DeskRules.objects.create(pk=1, managers_first=True, managers_hours=24)
