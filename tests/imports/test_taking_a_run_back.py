"""Taking a run back: what it made goes, what people built on stays."""

import pytest
from django.core.management import CommandError
from django.utils import timezone

from communities.actions import leave_community
from communities.models import Community, ImportedMessage, ImportRun, Membership, Post
from conversations.actions import add_comment, react
from conversations.models import Comment, Thread
from people.models import Audience, Location, StoredFile, Team, User
from search.actions import rebuild
from tests.factories.communities import make_person
from tests.imports.exports import GROUP, Export
from tests.imports.test_importing_again import everything, talk
from tests.search.looking import found_by

pytestmark = pytest.mark.django_db


def test_what_a_run_made_is_gone_and_what_was_here_is_as_before(bring_in, take_back):
    make_person("Sanne Postma")
    # Made when it is first needed, and there from then on.
    Audience.objects.everyone()
    before = everything()
    run = bring_in(talk())["run"]

    told = take_back(run)

    after = everything()
    del before["platform.AuditRecord"], after["platform.AuditRecord"]
    assert after == before
    assert told["kept"] == []
    assert ImportRun.objects.get().state == "undone"


def test_what_came_in_is_found_and_what_was_taken_back_is_not(bring_in, take_back):
    sanne = make_person("Sanne Postma")
    run = bring_in(talk())["run"]
    thread, comment = Thread.objects.get(), Comment.objects.get()
    assert found_by(sanne, "vraag") == {f"post-{thread.pk}"}
    assert found_by(sanne, "antwoord") == {f"comment-{comment.pk}"}
    assert rebuild() == 0

    take_back(run)

    assert found_by(sanne, "vraag") == found_by(sanne, "antwoord") == set()
    assert rebuild() == 0


def test_after_that_it_can_be_brought_in_again(bring_in, take_back):
    take_back(bring_in(talk())["run"])

    report = bring_in(talk())

    assert report["messages"]["created"] == 2
    assert (Thread.objects.count(), Comment.objects.count()) == (1, 1)


def test_files_go_with_their_bytes(bring_in, take_back, django_capture_on_commit_callbacks):
    run = bring_in(talk())["run"]
    file = StoredFile.objects.get()
    storage, path = file.open("96").file, file.path_of("96")
    storage.close()

    with django_capture_on_commit_callbacks(execute=True):
        take_back(run)

    from django.core.files.storage import default_storage

    assert not StoredFile.objects.exists()
    assert not default_storage.exists(path)


def test_what_a_run_changed_is_as_it_was_before_it(bring_in, take_back):
    first = talk("1.zip", until="2018-01-01", answer="Antword")
    second = talk("2.zip", until="2019-01-01")
    second.user(2, "Bram de Wit", job_title="Voorman", location="Assen")
    second.group(GROUP, "Storingen en meer", private="true")
    second.message("Nieuw", to=7_000_000_000_001, thread=7_000_000_000_001)
    bring_in(first)
    before = everything()
    run = bring_in(second)["run"]

    told = take_back(run)

    after = everything()
    # Attachments hang there anew; how new an export saw a message is still true.
    for changed in (
        "conversations.Attachment",
        "communities.ImportedMessage",
        "platform.AuditRecord",
    ):
        del before[changed], after[changed]
    assert after == before
    assert told["kept"] == []
    assert Comment.objects.get().attachments.get().file.name == "kast.png"


def test_a_thread_that_somebody_answered_stays_whole_with_who_wrote_in_it(bring_in, take_back):
    export = talk()
    export.message("Hier zei niemand iets op")
    run = bring_in(export)["run"]
    sanne, thread = make_person("Sanne Postma"), Thread.objects.get(title="Kast")
    add_comment(author=sanne, thread=thread, body="<p>Dank!</p>")

    told = take_back(run)

    assert Thread.objects.get() == thread
    assert set(Comment.objects.values_list("plain", flat=True)) == {"Antwoord", "Dank!"}
    assert Post.objects.get().community == Community.objects.get()
    assert {kept["kind"]: kept["why"] for kept in told["kept"]} == {
        "thread": "answered here",
        "community": "it has posts",
        "person": "something here is of or about them",
        "team": "people belong to it",
    }
    assert User.objects.filter(name="Bram de Wit").exists()


def test_what_somebody_reacted_to_stays(bring_in, take_back):
    run = bring_in(talk())["run"]
    comment = Comment.objects.get()
    react(person=make_person(), to=comment, kind="thanks")

    told = take_back(run)

    assert Comment.objects.get().thanks_count == 1
    assert "reacted to" in {kept["why"] for kept in told["kept"]}


def test_what_its_author_changed_here_stays_as_she_changed_it(bring_in, take_back):
    run = bring_in(talk())["run"]
    Thread.objects.update(html="<p>Mijn vraag</p>", plain="Mijn vraag")

    told = take_back(run)

    assert Thread.objects.get().html == "<p>Mijn vraag</p>"
    assert "changed here" in {kept["why"] for kept in told["kept"]}


def test_an_answer_to_an_imported_comment_keeps_both_when_a_later_run_is_taken_back(
    bring_in, take_back
):
    bring_in(talk("1.zip", until="2018-01-01"))
    second = talk("2.zip", until="2019-01-01")
    for number, body in ((4, "Kan ook zo"), (5, "Of zo")):
        second.message(
            body, number=7_000_000_000_000 + number, to=7_000_000_000_001, thread=7_000_000_000_001
        )
    run = bring_in(second)["run"]
    thread, parent = Thread.objects.get(), Comment.objects.get(plain="Kan ook zo")
    add_comment(author=make_person(), thread=thread, parent=parent, body="<p>Ja</p>")

    take_back(run)

    thread.refresh_from_db()
    assert set(Comment.objects.values_list("plain", flat=True)) == {"Antwoord", "Kan ook zo", "Ja"}
    assert thread.comment_count == 3


def test_a_person_who_has_been_here_since_stays(bring_in, take_back, client):
    run = bring_in(talk())["run"]
    bram = User.objects.get(name="Bram de Wit")
    client.force_login(bram)

    told = take_back(run)

    assert User.objects.filter(pk=bram.pk).exists()
    assert {"has been here"} <= {kept["why"] for kept in told["kept"]}
    assert not User.objects.filter(name="Yara Kamp").exists()


def test_a_person_whom_hr_changed_or_invited_stays(bring_in, take_back):
    run = bring_in(talk())["run"]
    User.objects.filter(name="Bram de Wit").update(job_title="Teamleider")
    yara = User.objects.get(name="Yara Kamp")
    yara.invitations.create(token_hash="x", sent_at=timezone.now(), expires_at=timezone.now())

    take_back(run)

    names = set(User.objects.values_list("name", flat=True))
    assert names == {"Bram de Wit", "Yara Kamp"}


def test_a_community_that_somebody_joined_stays_without_who_never_came(bring_in, take_back):
    from communities.actions import join_community

    run = bring_in(talk())["run"]
    sanne, place = make_person("Sanne Postma"), Community.objects.get()
    join_community(person=sanne, community=place)

    take_back(run)

    place.refresh_from_db()
    assert [seat.person for seat in Membership.objects.all()] == [sanne]
    assert place.member_count == 1


def test_what_became_private_is_as_open_as_before_only_when_nobody_changed_it_since(
    bring_in, take_back
):
    bring_in(talk("1.zip", until="2018-01-01"))
    second = talk("2.zip", until="2019-01-01")
    second.group(GROUP, "Storingen", private="true")
    run = bring_in(second)["run"]
    Community.objects.update(description="Alleen voor ons")

    told = take_back(run)

    assert Community.objects.get().kind == "closed"
    assert Audience.objects.get(community__isnull=False).kind == "members"
    assert told["kept"][0]["kind"] == "community"


def test_teams_and_locations_that_others_belong_to_stay(bring_in, take_back):
    export = talk()
    export.user(9, "Wim Hoekstra", location="Assen")
    run = bring_in(export)["run"]
    make_person("Sanne Postma", team=Team.objects.get(name="Storingen"))

    take_back(run)

    assert Team.objects.filter(name="Storingen").exists()
    assert not Location.objects.exists()


def test_only_the_last_run_can_be_taken_back_and_only_once(bring_in, take_back):
    first = bring_in(talk("1.zip", until="2018-01-01", answer="Antword"))["run"]
    second = bring_in(talk("2.zip", until="2019-01-01"))["run"]

    with pytest.raises(CommandError, match=f"Run {second} came later"):
        take_back(first)
    take_back(second)
    take_back(first)
    with pytest.raises(CommandError, match="taken back already"):
        take_back(first)
    with pytest.raises(CommandError, match="no run 999999"):
        take_back(999_999)

    assert not ImportedMessage.objects.exists()


def test_somebody_who_left_a_community_in_between_does_no_harm(bring_in, take_back):
    run = bring_in(talk())["run"]
    leave_community(person=User.objects.get(name="Bram de Wit"), community=Community.objects.get())

    take_back(run)

    assert not Community.objects.exists()
    assert not User.objects.exists()


def test_an_empty_command_says_what_it_wants():
    from django.core.management import call_command

    with pytest.raises(CommandError, match=r"FILE.zip to import, or --undo RUN"):
        call_command("import_yammer")


def test_an_export_that_only_holds_people_comes_in_and_goes(bring_in, take_back):
    run = bring_in(Export())["run"]

    take_back(run)

    assert not User.objects.exists()
