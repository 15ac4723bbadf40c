"""Archiving a community."""

import pytest

from communities.actions import archive_community, join_community, publish_post, reopen_community
from communities.models import Community
from conversations.actions import add_comment, react
from conversations.models import Reaction, Thread
from intranet.platform.policy import Refused
from tests.factories.communities import make_community, make_person, make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def gerrit():
    """Who takes care of the place."""
    return make_person("Gerrit Drost", language="en")


@pytest.fixture
def bram():
    """A member of it."""
    return make_person("Bram de Wit", language="en")


@pytest.fixture
def place(gerrit, bram):
    """A community that is archived."""
    place = make_community("closed", name="Verhuizing", managers=[gerrit], members=[bram])
    make_post(author=bram, community=place, body="Wie heeft de sleutel?")
    archive_community(manager=gerrit, community=place)
    return Community.objects.select_related("audience").get(pk=place.pk)


def thread_of(place):
    """Return the one thread in it."""
    return Thread.objects.select_related("audience").get(audience=place.audience)


def test_members_still_read_everything_and_read_that_it_is_archived(sign_in, bram, place):
    page = sign_in(bram).get(place.get_absolute_url()).content.decode()

    assert "Wie heeft de sleutel?" in page
    assert "This community is archived." in page
    assert f'action="/communities/{place.slug}/posts/"' not in page


def test_nobody_posts_answers_or_reacts_any_more(bram, gerrit, place):
    thread = thread_of(place)

    for person in (bram, gerrit):
        with pytest.raises(Refused):
            publish_post(author=person, community=place, body="Nog iets")
        with pytest.raises(Refused):
            add_comment(author=person, thread=thread, body="Nog iets")
        with pytest.raises(Refused):
            react(person=person, to=thread, kind=Reaction.Kind.THANKS)


def test_a_form_that_was_still_open_says_why_it_cannot_be_posted(sign_in, bram, place):
    answer = sign_in(bram).post(f"/communities/{place.slug}/posts/", {"body": "Nog iets"})

    assert answer.status_code == 403
    assert "This community is archived. You can still read it." in answer.content.decode()


def test_nobody_joins_an_archive(gerrit):
    place = make_community(managers=[gerrit])
    archive_community(manager=gerrit, community=place)

    with pytest.raises(Refused):
        join_community(person=make_person(), community=place)


def test_it_is_no_longer_among_ones_communities(sign_in, bram, place):
    page = sign_in(bram).get("/communities/").content.decode()

    assert "Verhuizing" not in page


def test_outsiders_read_no_more_than_before(sign_in, place):
    sanne = make_person("Sanne Postma")

    page = sign_in(sanne).get(place.get_absolute_url()).content.decode()

    assert "Wie heeft de sleutel?" not in page


def test_a_manager_archives_after_reading_what_that_means_and_opens_it_again(sign_in, gerrit, bram):
    place = make_community(managers=[gerrit], members=[bram])
    browser, address = sign_in(gerrit), f"/communities/{place.slug}/archive/"

    asked = browser.get(address).content.decode()
    browser.post(address)
    archived = Community.objects.get().is_archived
    browser.post(f"/communities/{place.slug}/reopen/")

    assert "Everything stays to be read by the same people" in asked
    assert archived
    publish_post(author=bram, community=Community.objects.get(), body="Weer open")


def test_only_managers_archive_and_reopen(bram, gerrit, place):
    for act in (archive_community, reopen_community):
        with pytest.raises(Refused):
            act(manager=bram, community=place)
    reopen_community(manager=gerrit, community=place)

    assert not Community.objects.get().is_archived


def test_what_everybody_belongs_to_is_not_archived(gerrit):
    place = make_community(managers=[gerrit], is_company_wide=True)

    with pytest.raises(Refused):
        archive_community(manager=gerrit, community=place)
