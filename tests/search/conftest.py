"""What the tests of the search share."""

import pytest

from search.feeds.questions import forget_how_much
from tests.sight.conftest import built, world

__all__ = ["built", "world"]


@pytest.fixture(autouse=True)
def _how_much_there_is_is_read_anew():
    forget_how_much()
    yield
    forget_how_much()
