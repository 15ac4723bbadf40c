"""Importing again: the same exports, overlapping ones, newer ones, and only trying it."""

import pytest
from django.apps import apps

from communities.models import Community, ImportRun
from conversations.models import Comment, Reaction, Thread, Version
from people.models import Audience, StoredFile
from tests.factories.communities import make_person
from tests.imports.exports import GROUP, Export
from tests.imports.pictures import png

pytestmark = pytest.mark.django_db


def everything():
    """Return every row of every table that the product has.

    The index of search is worked out from the others.
    """
    return {
        model._meta.label: sorted(map(repr, model._base_manager.values_list()))
        for model in apps.get_models()
        if model is not ImportRun and model._meta.app_label != "search"
    }


def talk(name="export.zip", *, until="2018-01-01", answer="Antwoord"):
    """An export with a bit of everything."""
    export = Export(name, until=until)
    export.user(2, "Bram de Wit", job_title="Monteur", department="Storingen")
    export.file(100, "kast.png", content=png())
    start = export.message("Vraag van [[user:2]]", number=7_000_000_000_001, title="Kast")
    export.message(
        answer, number=7_000_000_000_002, to=start, sender_id=2, attachments="uploadedfile:100"
    )
    export.message("Weg", number=7_000_000_000_003, deleted_at="2017-08-01T00:00:00Z")
    return export


def test_a_second_run_changes_nothing_and_leaves_no_trace(bring_in):
    bring_in(talk())
    before = everything()

    report = bring_in(talk())

    assert everything() == before
    assert report["run"] is None
    assert ImportRun.objects.count() == 1
    assert report["messages"]["created"] == report["messages"]["updated"] == 0
    assert "Nothing new" in report["screen"]


def test_trying_it_writes_nothing_and_says_the_same(bring_in):
    tried = bring_in(talk(), dry_run=True)
    untouched = not ImportRun.objects.exists() and not Thread.objects.exists()
    done = bring_in(talk())

    assert untouched
    for part in ("people", "communities", "messages", "attachments", "exports"):
        assert tried[part] == done[part]


def test_of_overlapping_exports_the_last_wording_wins_and_the_earlier_is_kept(bring_in):
    older = talk("1.zip", until="2018-01-01", answer="Antword")
    newer = talk("2.zip", until="2019-01-01", answer="Antwoord")

    report = bring_in(newer, older)

    comment = Comment.objects.get()
    assert (comment.plain, comment.edits) == ("Antwoord", 1)
    assert Version.objects.get().plain == "Antword"
    assert report["versions"]["new"] == 1


@pytest.mark.parametrize("newest_first", [False, True])
def test_one_after_the_other_gives_the_same_as_together(bring_in, newest_first):
    older = talk("1.zip", until="2018-01-01", answer="Antword")
    newer = talk("2.zip", until="2019-01-01", answer="Antwoord")

    for export in [newer, older] if newest_first else [older, newer]:
        bring_in(export)

    comment = Comment.objects.get()
    assert (comment.plain, comment.edits, comment.thread.comment_count) == ("Antwoord", 1, 1)
    assert Version.objects.get().plain == "Antword"


def test_without_dates_the_order_in_which_they_are_given_decides(bring_in):
    first = talk("1.zip", until="", answer="Eerste")
    second = talk("2.zip", until="", answer="Tweede")

    bring_in(first, second)

    assert Comment.objects.get().plain == "Tweede"


def test_the_same_message_twice_in_one_export_comes_once(bring_in):
    export = talk()
    export.rows["Messages.csv"].append({**export.rows["Messages.csv"][1], "body": "Beter antwoord"})

    bring_in(export)

    assert Comment.objects.get().plain == "Beter antwoord"
    assert Version.objects.get().plain == "Antwoord"


def test_earlier_wordings_of_a_newer_export_are_kept_with_their_times(bring_in):
    export = talk()
    for body, at in (("A", "2017-06-01T10:00:00Z"), ("An", "2017-06-02T10:00:00Z")):
        export.add(
            "MessageVersions.csv", message_id=7_000_000_000_002, body=body, created_at=at, title=""
        )

    bring_in(export)
    bring_in(export)

    versions = Version.objects.order_by("written_at").values_list("plain", "written_at__day")
    assert list(versions) == [("A", 1), ("An", 2)]
    assert Comment.objects.get().edits == 2


def test_a_message_that_was_deleted_since_is_removed_here_too(bring_in):
    bring_in(talk("1.zip", until="2018-01-01"))
    newer = talk("2.zip", until="2019-01-01")
    newer.rows["Messages.csv"][1]["deleted_at"] = "2018-06-01T00:00:00Z"

    report = bring_in(newer)

    assert Comment.objects.get().state == "removed"
    assert Thread.objects.get(title="Kast").comment_count == 0
    assert report["messages"]["deleted_since"] == 1


def test_a_start_that_was_deleted_since_leaves_its_answers(bring_in):
    bring_in(talk("1.zip", until="2018-01-01"))
    newer = talk("2.zip", until="2019-01-01")
    newer.rows["Messages.csv"][0]["deleted_at"] = "2018-06-01T00:00:00Z"

    bring_in(newer)

    thread = Comment.objects.get().thread
    assert "is in het vorige netwerk verwijderd" in thread.plain
    assert (thread.title, thread.author.is_system, thread.state) == ("", True, "published")


def test_a_file_that_comes_with_a_later_export_takes_the_place_of_its_name(bring_in):
    older, newer = talk("1.zip", until="2018-01-01"), talk("2.zip", until="2019-01-01")
    older.whole.clear()

    bring_in(older)
    bring_in(newer)

    assert StoredFile.objects.get().name == "kast.png"
    assert Comment.objects.get().attachments.get().file is not None
    assert not Version.objects.exists()


def test_an_answer_finds_its_place_when_what_it_answers_comes_later(bring_in):
    first, second = Export("1.zip", until="2018-01-01"), Export("2.zip", until="2019-01-01")
    start = first.message("Vraag", number=7_000_000_000_001)
    first.message("Dank!", to=7_000_000_000_002, thread=start, number=7_000_000_000_003)
    second.message("Zo", to=start, number=7_000_000_000_002)

    bring_in(first)
    report = bring_in(second)

    assert Comment.objects.get(plain="Dank!").parent.plain == "Zo"
    assert report["orphans"]["answers_that_found_their_place"] == 1


def test_what_somebody_changed_here_is_kept_when_a_newer_export_differs(bring_in):
    bring_in(talk("1.zip", until="2018-01-01", answer="Antword"))
    Comment.objects.update(html="<p>Zelf verbeterd</p>")

    report = bring_in(talk("2.zip", until="2019-01-01", answer="Antwoord"))

    assert Comment.objects.get().html == "<p>Zelf verbeterd</p>"
    assert report["messages"]["changed_here_and_kept"] == 1


def test_a_group_that_became_private_is_closed_and_one_that_opened_stays_closed(bring_in):
    exports = []
    for year, private in ((2018, "false"), (2019, "true"), (2020, "false")):
        export = talk(f"{year}.zip", until=f"{year}-01-01")
        export.group(GROUP, "Storingen", private=private)
        exports.append(export)

    bring_in(exports[0])
    was_open = Community.objects.get().kind == "open"
    bring_in(exports[1])
    bring_in(exports[2])

    assert was_open
    assert Community.objects.get().kind == "closed"
    assert Community.objects.get().audience.kind == Audience.Kind.MEMBERS


def test_what_people_did_here_survives_a_second_run(bring_in):
    bring_in(talk())
    comment = Comment.objects.get()
    Reaction.objects.create(
        thread=comment.thread,
        comment=comment,
        person=make_person(),
        kind="thanks",
        given_at=comment.published_at,
    )
    Comment.objects.update(thanks_count=1)

    bring_in(talk("2.zip", until="2019-01-01"))

    assert Comment.objects.get().thanks_count == Reaction.objects.count() == 1
