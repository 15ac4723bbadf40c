"""What every test may use."""

import pytest
from django.core.cache import cache

from intranet.platform.organisation import forget_organisation


@pytest.fixture(autouse=True)
def _nothing_kept_from_the_test_before():
    cache.clear()
    forget_organisation()


@pytest.fixture
def sign_in(client):
    """Sign somebody in, in the browser of the test."""

    def signed_in(person):
        client.force_login(person)
        return client

    return signed_in
