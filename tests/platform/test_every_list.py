"""Every list asks the database as often for thirty rows as for three."""

import pytest
from django.test import Client

from communities.actions import archive_community
from conversations.actions import edit_comment, edit_thread, keep_thread
from tests.counting import queries_of
from tests.factories.communities import make_comment, make_community, make_person, make_post
from tests.factories.people import make_hr
from tests.outbox import deliver

pytestmark = pytest.mark.django_db


class Place:
    """A community, its manager, a member who reads, and what is added to it."""

    def __init__(self):
        self.gerrit = make_person("Gerrit Drost")
        self.bram = make_person("Bram de Wit")
        self.community = make_community(managers=[self.gerrit], members=[self.bram])
        self.post = make_post(community=self.community, author=self.bram)
        self.comment = make_comment(thread=self.post, author=self.bram)
        self.edits = 0

    def add_topic(self):
        """Somebody names a topic, and is answered."""
        post = make_post(community=self.community, body="#kabel ligt er", is_html=False)
        make_comment(thread=post)

    def add_kept(self):
        """Bram keeps a post for later."""
        keep_thread(person=self.bram, thread=make_post(community=self.community).thread)

    def add_own(self):
        """Bram posts, and is answered."""
        make_comment(thread=make_post(community=self.community, author=self.bram))

    def add_version(self):
        """Bram changes what he wrote once more."""
        words = {"author": self.bram, "body": f"<p>{self.edits}</p>", "seen_edits": self.edits}
        edit_thread(thread=self.post.thread, **words)
        edit_comment(comment=self.comment, **words)
        self.edits += 1

    def add_colleague(self):
        """Somebody begins to work here who was not inside yet."""
        make_person("Nieuwe Collega")

    def add_colleague_without_mail(self):
        """Somebody without e-mail begins to work here."""
        Place.number = getattr(Place, "number", 30000) + 1
        make_person("Nieuwe Monteur", email=None, personnel_number=str(Place.number))

    def add_archived(self):
        """A community comes to its end."""
        archive_community(manager=self.gerrit, community=make_community(managers=[self.gerrit]))

    def add_found(self):
        """Something is said, and answered, that can be found."""
        place = make_community(members=[self.bram], name="Plek over kabel")
        post = make_post(community=place, body="kabel", is_html=False)
        make_comment(thread=post, body="kabel")
        deliver()


LISTS = {
    "what was found": ("/search/?q=kabel", Place.add_found, "bram"),
    "posts that were found": ("/search/?q=kabel&kind=post", Place.add_found, "bram"),
    "likely ones while one types": ("/search/quick/?q=kabel", Place.add_found, "bram"),
    "a topic": ("/topics/kabel/", Place.add_topic, "bram"),
    "what one keeps": ("/kept/", Place.add_kept, "bram"),
    "what a colleague posted": ("/people/{bram.pk}/", Place.add_own, "gerrit"),
    "versions of a post": ("/threads/{post.pk}/versions/", Place.add_version, "gerrit"),
    "versions of a comment": ("/comments/{comment.pk}/versions/", Place.add_version, "gerrit"),
    "names while one writes": ("/people/suggestions/?q=nieuwe", Place.add_colleague, "bram"),
    "whom one can invite": (
        "/communities/{community.slug}/invite/?q=nieuwe",
        Place.add_colleague,
        "gerrit",
    ),
    "archived communities": ("/communities/?only=archived", Place.add_archived, "bram"),
    "where a post can be moved": ("/posts/{post.pk}/move/", Place.add_archived, "gerrit"),
    "who waits for an invitation": ("/admin/invitations/", Place.add_colleague, "hr"),
    "who waits for a code": ("/admin/codes/", Place.add_colleague_without_mail, "hr"),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_as_often_for_thirty_rows_as_for_three(name):
    address, add, reader = LISTS[name]
    place = Place()
    browser = Client()
    browser.force_login(make_hr("Fatima El Amrani") if reader == "hr" else getattr(place, reader))
    address = address.format(**vars(place))

    counts = []
    for more in (3, 27):
        for _ in range(more):
            add(place)
        counts.append(queries_of(browser, address))

    assert counts[0] == counts[1]
