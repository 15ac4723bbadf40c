"""What tests about blogs share."""

import pytest

from tests.factories.blogs import make_blog
from tests.factories.communities import make_person


@pytest.fixture(autouse=True)
def _own_store(own_store):
    """No test here finds the files of another."""


@pytest.fixture
def joke():
    """The director, who writes."""
    return make_person("Joke Veenstra", language="en", job_title="Algemeen directeur")


@pytest.fixture
def blog(joke):
    """What she writes in."""
    return make_blog(joke, name="De week van Joke")


@pytest.fixture
def bram():
    """Who reads, asks and answers."""
    return make_person("Bram de Wit", language="en")


@pytest.fixture
def lotte():
    """Communications, who would like to help."""
    return make_person("Lotte Brand", language="en", is_communications=True)


@pytest.fixture
def ruben():
    """An administrator, who may do everything that the admin can do."""
    return make_person("Ruben Kok", language="en", is_staff=True, is_superuser=True)
