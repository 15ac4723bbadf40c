"""Private messages of the old network: skipped, or brought in for those who took part alone."""

import pytest

from communities.models import Community, Membership
from conversations.models import Thread
from people.models import User
from tests.imports.exports import Export

pytestmark = pytest.mark.django_db


def whispering():
    """Bram and Nadia talk, twice; Sanne joins them in a third conversation; one is for all."""
    export = Export()
    export.user(2, "Bram de Wit")
    export.user(3, "Nadia Vos")
    export.user(4, "Sanne Postma")
    start = export.private("Tussen ons", 2, 3, sender=2)
    export.private("Ja", 2, 3, sender=3, to=start)
    export.private("Nog iets", 3, 2, sender=3)
    export.private("Met zijn drieën", 2, 3, 4, sender=4)
    export.message("Voor allen")
    return export


def test_private_messages_are_counted_and_skipped(bring_in):
    report = bring_in(whispering())

    assert Thread.objects.get().plain == "Voor allen"
    assert report["messages"]["private"] == report["messages"]["private_skipped"] == 4
    assert not Community.objects.filter(kind="hidden").exists()


def test_on_request_each_set_of_participants_gets_a_hidden_community(bring_in):
    report = bring_in(whispering(), include_private=True)

    hidden = Community.objects.filter(kind="hidden")
    members = {
        frozenset(place.memberships.values_list("person__name", flat=True)) for place in hidden
    }
    assert members == {
        frozenset({"Bram de Wit", "Nadia Vos"}),
        frozenset({"Bram de Wit", "Nadia Vos", "Sanne Postma"}),
    }
    assert report["communities"]["created_for_private_conversations"] == 2
    assert hidden.get(member_count=2).posts.count() == 2


def test_nobody_else_sees_them_not_even_who_takes_care_of_the_network(bring_in, sign_in):
    bring_in(whispering(), include_private=True)
    yara, nadia = User.objects.get(name="Yara Kamp"), User.objects.get(name="Nadia Vos")
    thread = Thread.objects.get(plain="Tussen ons")

    assert sign_in(yara).get(f"/posts/{thread.pk}/").status_code == 404
    assert "Tussen ons" not in sign_in(yara).get("/communities/").content.decode()
    assert sign_in(nadia).get(f"/posts/{thread.pk}/").status_code == 200


def test_one_of_the_participants_takes_care_of_the_place(bring_in):
    bring_in(whispering(), include_private=True)

    place = Community.objects.get(kind="hidden", member_count=2)
    assert place.memberships.get(role=Membership.Role.MANAGER).person.name == "Bram de Wit"


def test_a_thread_in_which_one_message_is_private_is_private_whole(bring_in):
    export = whispering()
    start = export.private("Geheim", 2, 3, sender=2)
    export.message("Ook geheim", to=start, group_id="", group_name="", sender_id=3)

    report = bring_in(export)

    assert Thread.objects.get().plain == "Voor allen"
    assert report["messages"]["private_skipped"] == 6


def test_who_wrote_only_privately_is_not_brought_in_for_that(bring_in):
    export = Export()
    export.private(
        "Psst", 1, 99, sender=99, sender_name="Wim Hoekstra", sender_email="wim@x.example"
    )

    bring_in(export)

    assert not User.objects.filter(name="Wim Hoekstra").exists()


def test_a_bot_does_not_let_its_name_giver_into_a_private_conversation(bring_in):
    export = whispering()
    start = export.private("Onder ons", 2, 3, sender=2)
    export.private("Bram heeft iets gedeeld", 2, 3, sender=4, sender_type="bot", to=start)

    bring_in(export, include_private=True)

    assert Community.objects.filter(kind="hidden", member_count=2).count() == 1
    assert Community.objects.filter(kind="hidden").count() == 2
