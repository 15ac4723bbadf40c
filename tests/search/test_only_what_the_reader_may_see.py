"""Searching shows only what the reader may see, in hits, numbers and suggestions."""

import re

import pytest

from communities.actions import change_community, invite_to_community, leave_community
from communities.actions.membership import seat
from conversations.models import Version
from people.actions import deactivate_person
from search.actions import rebuild
from search.feeds import similar
from tests.factories.communities import make_comment, make_community, make_person, make_post
from tests.factories.people import make_hr
from tests.outbox import deliver
from tests.search.looking import (
    browser_of,
    comment_,
    counts_on,
    found_by,
    page_for,
    plain,
    post_,
    results_of,
)
from tests.sight.table import COLLEAGUES, who_may_see
from tests.sight.world import CANARY

pytestmark = pytest.mark.django_db

# What can be found; the rest is read where it stands.
FOUND = ("existence", "content", "topic")


@pytest.mark.parametrize("part", sorted(COLLEAGUES))
def test_each_word_is_found_by_whom_may_read_it_and_by_nobody_else(world, part):
    browser, elsewhere, wrong = browser_of(world.people[part]), only_read_in_its_place(world), []

    for word, (kind, what) in world.canaries.items():
        page = results_of(browser.get("/search/", {"q": word}).content.decode())
        likely = browser.get("/search/quick/", {"q": word}).content.decode()
        may = what in FOUND and part in who_may_see(kind, what)
        others = set(CANARY.findall(page + likely)) - {word}
        if any(part not in who_may_see(*world.canaries[other]) for other in others):
            wrong.append((kind, what, "shows another"))
        if not may and (found_in(page) and not is_corrected(page) or "quick-post" in likely):
            wrong.append((kind, what, "shown"))
        if may and not found_in(page) and word not in elsewhere and part != "muting":
            wrong.append((kind, what, "not found"))

    assert sorted(set(wrong)) == []


def found_in(page: str) -> bool:
    """Tell whether something stands on the page."""
    return 'id="found-' in page or 'class="tag tag--big"' in page


def is_corrected(page: str) -> bool:
    """Tell whether the page shows what was found for another word, and says so."""
    return 'class="head__lead"' in page


def only_read_in_its_place(world) -> set[str]:
    """Return words of earlier versions, of what was agreed, and of what is written in documents."""
    words = {place.agreements for place in world.communities.values()}
    for version in Version.objects.all():
        words |= set(CANARY.findall(version.plain))
    for file in world.files:
        if file.kind == "document":
            with file.open("file") as document:
                words.add(document.read().decode())
    return words


def test_who_leaves_finds_nothing_more_at_once():
    bram, sanne = make_person("Bram de Wit"), make_person("Sanne Postma")
    place = make_community("closed", members=[bram, sanne])
    post = make_post(community=place, author=bram, body="kabelgeheim", is_html=False)
    deliver()
    assert found_by(sanne, "kabelgeheim") == {post_(post)}

    leave_community(person=sanne, community=place)

    assert found_by(sanne, "kabelgeheim") == set()


def test_a_community_that_is_closed_or_hidden_is_so_in_the_search_at_once():
    bram, sanne = make_person("Bram de Wit"), make_person("Sanne Postma")
    place = make_community(managers=[bram], name="Kabelclub")
    make_post(community=place, author=bram, body="kabelgeheim", is_html=False)
    deliver()
    assert len(found_by(sanne, "kabelclub")) == 1

    change_community(manager=bram, community=place, kind="hidden")

    assert found_by(sanne, "kabelgeheim") == set()
    assert found_by(sanne, "kabelclub") == set()
    assert len(found_by(bram, "kabelclub")) == 1


def test_a_hidden_community_is_found_by_who_is_invited():
    bram, sanne = make_person("Bram de Wit"), make_person("Sanne Postma")
    place = make_community("hidden", managers=[bram], name="Kabelclub")
    assert found_by(sanne, "kabelclub") == set()

    invite_to_community(actor=bram, community=place, person=sanne)

    assert found_by(sanne, "kabelclub") == {f"community-{place.pk}"}


def test_former_colleagues_are_not_found_and_not_counted_at_once():
    hr, bram = make_hr(), make_person("Bram de Wit")
    leaver = make_person("Kabelia Bos")
    # More than the page shows, so that the number is not that of what is shown.
    colleagues = [make_person(f"Kabelia {name}") for name in ("Vos", "Das", "Uil", "Ree")]
    others = {f"person-{colleague.pk}" for colleague in colleagues}
    rebuild()
    assert counts_on(page_for(bram, "kabelia")) == {"person": "5"}

    deactivate_person(actor=hr, person=leaver)

    assert counts_on(page_for(bram, "kabelia")) == {"person": "4"}
    assert found_by(bram, "kabelia", kind="person") == others
    deliver()
    assert found_by(bram, "kabelia", kind="person") == others


def test_every_number_counts_only_what_the_reader_may_see():
    bram, sanne = make_person("Bram de Wit"), make_person("Sanne Postma")
    open_place, closed = make_community(members=[bram]), make_community("closed", members=[bram])
    for place in (open_place, closed, closed):
        post = make_post(community=place, author=bram, body="kabel", is_html=False)
        make_comment(thread=post, author=bram, body="kabel")
    deliver()

    for person, number in ((bram, 3), (sanne, 1)):
        page = page_for(person, "kabel")
        numbers = re.findall(r'<span class="quiet">(\d+)\+?</span>', results_of(page))
        assert counts_on(page) == {"post": f"{number}", "comment": f"{number}"}
        assert f"{number * 2} resultaten" in plain(page)
        assert max(map(int, numbers)) == number * 2
    assert closed.name not in page


def test_a_suggested_word_is_one_that_the_reader_may_see():
    bram, sanne = make_person("Bram de Wit"), make_person("Sanne Postma")
    place = make_community("closed", members=[bram])
    make_post(community=place, author=bram, body="projectzonnewende", is_html=False)
    make_post(author=bram, community=make_community(members=[bram]), body="zonnewende")
    deliver()

    for typed in ("projectzonnewnde", "projectzonewende"):
        assert "projectzonnewende" in page_for(bram, typed)
        assert "projectzonnewende" not in page_for(sanne, typed)


def test_the_filter_of_a_place_one_may_not_know_is_no_filter():
    bram, sanne = make_person("Bram de Wit"), make_person("Sanne Postma")
    hidden = make_community("hidden", managers=[bram], name="Kabelclub")
    make_post(community=hidden, author=bram, body="kabel", is_html=False)
    deliver()

    page = page_for(sanne, "kabel", place=hidden.slug)

    assert "Kabelclub" not in page
    assert results_of(page) == results_of(page_for(sanne, "kabel", place="bestaat-niet"))


def test_similar_posts_are_those_the_reader_may_see():
    bram, sanne = make_person("Bram de Wit"), make_person("Sanne Postma")
    closed = make_community("closed", members=[bram])
    words = "De klep van de regelkast aan de Hoofdvaart lekt olie"
    post = make_post(community=closed, author=bram, body=words, is_html=False)
    deliver()

    assert [one.hit.url for one in similar(bram, words)] == [post.get_absolute_url()]
    assert similar(sanne, words) == []

    seat(sanne, closed)
    assert len(similar(sanne, words)) == 1
    leave_community(person=sanne, community=closed)
    assert similar(sanne, words) == []


def test_a_comment_of_a_thread_one_may_not_see_is_not_found():
    bram, sanne = make_person("Bram de Wit"), make_person("Sanne Postma")
    closed = make_community("closed", members=[bram])
    post = make_post(community=closed, author=bram)
    comment = make_comment(thread=post, author=bram, body="kabelgeheim")
    deliver()

    assert found_by(bram, "kabelgeheim") == {comment_(comment)}
    assert found_by(sanne, "kabelgeheim") == set()
