"""Signing in."""

import pytest

from tests.factories.people import PASSWORD


def sign_in(client, login, password=PASSWORD, **more):
    return client.post("/accounts/login/", {"login": login, "password": password, **more})


def is_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("name", ["email", "personnel_number"])
def test_a_person_signs_in_with_either_name_in_one_field(client, bram, name):
    response = sign_in(client, getattr(bram, name))

    assert response.status_code == 302
    assert response.url == "/"
    assert is_in(client)
