"""Bringing conversations in from the old network."""

from datetime import UTC, datetime

import pytest

from communities.models import Community, Post
from conversations.models import Attachment, Comment, Follow, Mention, Thread, TopicUse
from intranet.platform.models import OutboxEntry
from notifications.models import Notification
from people.models import Audience, StoredFile, User
from tests.factories.communities import make_person
from tests.imports.exports import GROUP, Export
from tests.imports.pictures import png

pytestmark = pytest.mark.django_db


def test_a_group_becomes_a_community_and_a_message_a_post_of_then(bring_in):
    export = Export()
    export.message("De kast is dicht", title="Rolde", at="2017-06-27T17:25:00.000Z")

    bring_in(export)

    post = Post.objects.get()
    assert (post.community.name, post.thread.title) == ("Storingen", "Rolde")
    assert post.thread.published_at == datetime(2017, 6, 27, 17, 25, tzinfo=UTC)
    assert (post.thread.html, post.thread.plain) == ("<p>De kast is dicht</p>", "De kast is dicht")


def test_colleagues_read_it_in_the_browser(bring_in, sign_in):
    sanne = make_person("Sanne Postma")
    export = Export()
    export.message("Wel eens meegemaakt", to=export.message("De kast is dicht"))

    bring_in(export)

    post = Post.objects.get()
    community = sign_in(sanne).get(post.community.get_absolute_url()).content.decode()
    page = sign_in(sanne).get(post.get_absolute_url()).content.decode()
    assert "De kast is dicht" in community
    assert "Wel eens meegemaakt" in page


def test_a_private_group_is_closed_and_stays_unread_by_outsiders(bring_in, sign_in):
    sanne, export = make_person("Sanne Postma"), Export()
    export.group(GROUP, "Directie", private="true")
    export.message("Onder ons gezegd", in_private_group="true")

    bring_in(export)

    community = Community.objects.get()
    page = sign_in(sanne).get(community.get_absolute_url()).content.decode()
    assert community.kind == "closed"
    assert "Onder ons gezegd" not in page
    assert sign_in(sanne).get(Post.objects.get().get_absolute_url()).status_code == 404


def test_a_group_that_its_messages_call_private_is_closed_whatever_its_own_row_says(bring_in):
    export = Export()
    export.message("Onder ons", in_private_group="true")

    bring_in(export)

    assert Community.objects.get().kind == "closed"


def test_a_private_answer_in_an_open_thread_is_left_out_and_listed(bring_in):
    export = Export()
    other = export.group(5, "Directie", private="true")
    start = export.message("Wie weet dit?")
    export.message("Niet verder vertellen", to=start, group_id=other, in_private_group="true")

    report = bring_in(export)

    assert not Comment.objects.exists()
    assert report["messages"]["in_a_private_group_but_not_their_thread"] == 1
    assert [(problem["file"], problem["line"]) for problem in report["problems"]] == [
        ("Messages.csv", 3)
    ]


def test_what_stood_in_no_group_comes_into_the_community_of_the_whole_company(bring_in):
    export = Export()
    export.message("Aan iedereen", group_id="", group_name="")

    bring_in(export)

    assert Post.objects.get().community.is_company_wide


def test_a_group_that_was_deleted_over_there_can_only_be_read(bring_in):
    export = Export()
    export.group(GROUP, "Oud", deleted="true")
    export.group(6, "Oud en leeg", deleted="true")
    export.message("Het was mooi")

    report = bring_in(export)

    community = Community.objects.get()
    assert community.is_archived
    assert community.audience.is_read_only
    assert report["communities"]["deleted_and_empty_so_skipped"] == 1


def test_answers_stand_in_two_levels_and_the_thread_counts_them(bring_in):
    export = Export()
    start = export.message("Vraag")
    first = export.message("Antwoord", to=start, thread=start)
    second = export.message("Daarop", to=first, thread=start)
    export.message("En daarop", to=second, thread=start, at="2017-07-30T10:00:00Z")

    bring_in(export)

    parents = dict(Comment.objects.values_list("plain", "parent__plain"))
    thread = Thread.objects.get()
    assert parents == {"Antwoord": None, "Daarop": "Antwoord", "En daarop": "Antwoord"}
    assert (thread.comment_count, thread.last_activity_at.day) == (3, 30)


def test_an_answer_to_what_no_export_holds_stands_under_the_thread(bring_in):
    export = Export()
    start = export.message("Vraag")
    export.message("Antwoord", to=123_456_789_012, thread=start)

    report = bring_in(export)

    assert Comment.objects.get().parent is None
    assert report["orphans"]["replies_to_what_is_in_no_export"] == 1


def test_answers_that_answer_each_other_are_not_lost(bring_in):
    export = Export()
    start = export.message("Vraag")
    export.message("Kip", number=5_000_000_000_001, to=5_000_000_000_002, thread=start)
    export.message("Ei", number=5_000_000_000_002, to=5_000_000_000_001, thread=start)

    bring_in(export)

    assert Comment.objects.filter(parent=None).count() == 2


def test_a_thread_without_its_start_says_so_under_nobodys_name(bring_in):
    export = Export()
    export.message("Klopt", to=4_000_000_000_000, thread=4_000_000_000_000)

    report = bring_in(export)

    thread = Thread.objects.get()
    assert thread.plain == "Het begin van dit gesprek zat niet in de export."
    assert thread.author.is_system
    assert thread.comments.get().plain == "Klopt"
    assert report["orphans"]["threads_without_their_start"] == 1


def test_the_start_that_comes_with_a_later_export_takes_its_place(bring_in):
    first, second = Export("1.zip", until="2018-01-01"), Export("2.zip", until="2019-01-01")
    start = 4_000_000_000_000
    first.message("Klopt", to=start, thread=start)
    second.message("Is dit zo?", number=start, at="2017-05-01T10:00:00Z")

    bring_in(first)
    bring_in(second)

    thread = Thread.objects.get()
    assert (thread.plain, thread.author.name, thread.comment_count) == (
        "Is dit zo?",
        "Yara Kamp",
        1,
    )
    assert thread.published_at.month == 5
    assert thread.edits == 0


def test_what_was_deleted_over_there_is_only_counted(bring_in):
    export = Export()
    start = export.message("Vraag")
    export.message("Oeps", to=start, deleted_at="2017-08-01T00:00:00.000Z")
    export.message("Weg", deleted_at="2017-08-01T00:00:00.000Z")

    report = bring_in(export)

    assert report["messages"]["deleted_over_there"] == 2
    assert (Thread.objects.count(), Comment.objects.count()) == (1, 0)


def test_answers_below_a_deleted_one_stay(bring_in):
    export = Export()
    start = export.message("Weg", deleted_at="2017-08-01T00:00:00.000Z")
    gone = export.message("Ook weg", to=start, deleted_at="2017-08-01T00:00:00.000Z")
    left = export.message("Ik ben er nog", to=gone, thread=start)
    export.message("Ik ook", to=left, thread=start)

    report = bring_in(export)

    assert Thread.objects.get().plain == (
        "Het begin van dit gesprek is in het vorige netwerk verwijderd."
    )
    assert Comment.objects.get(plain="Ik ben er nog").replies.get().plain == "Ik ook"
    assert report["orphans"]["threads_whose_start_was_deleted"] == 1


def test_a_closed_question_is_a_locked_question(bring_in):
    export = Export()
    export.message("Hoe dan?", message_type="question", closed="TRUE")

    bring_in(export)

    post = Post.objects.get()
    assert post.is_question
    assert post.thread.wants_answer
    assert post.thread.is_locked


def test_mentions_of_both_kinds_become_mentions(bring_in):
    export = Export()
    export.user(2, "Bram de Wit")
    export.user(3, "Nadia Vos")
    export.message("[[user:2]] en [User:3:nadia], en [[user:99]] en [User:98:kees]")

    bring_in(export)

    thread = Thread.objects.get()
    assert (
        thread.plain == "@Bram de Wit en @Nadia Vos, en @iemand die niet in de export zat en @kees"
    )
    assert set(Mention.objects.values_list("person__name", flat=True)) == {
        "Bram de Wit",
        "Nadia Vos",
    }
    assert f'data-person="{User.objects.get(name="Bram de Wit").pk}"' in thread.html


def test_who_may_not_see_it_has_no_mention_in_it(bring_in):
    export = Export()
    export.group(GROUP, "Directie", private="true")
    export.user(2, "Bram de Wit")
    export.message("We moeten het over [[user:2]] hebben", in_private_group="true")

    bring_in(export)

    assert not Mention.objects.exists()


def test_authors_follow_what_they_wrote_in_and_nobody_is_told_anything(bring_in):
    export = Export()
    bram = export.user(2, "Bram de Wit")
    export.message("Antwoord voor [[user:1]]", to=export.message("Vraag"), sender_id=bram)

    bring_in(export)

    followers = set(Follow.objects.values_list("person__name", flat=True))
    assert followers == {"Yara Kamp", "Bram de Wit"}
    assert not Notification.objects.exists()
    assert not OutboxEntry.objects.exists()


def test_lines_paragraphs_and_addresses_are_kept(bring_in):
    export = Export()
    export.message(
        'Eén\nregel "twee"\n\nZie https://voorbeeld.example/a?b=1 <script>alert(1)</script>'
    )

    bring_in(export)

    html = Thread.objects.get().html
    assert html.startswith(
        '<p>Eén<br>regel "twee"</p><p>Zie <a href="https://voorbeeld.example/a?b=1"'
    )
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    ("body", "plain"),
    [
        (r"Eén\nregel\n\nalinea", "Eén\nregel\n\nalinea"),
        ("print('a\\n')\nen klaar", "print('a\\n')\nen klaar"),
        (r"Zie C:\temp\nina en \\server\nieuws", r"Zie C:\temp\nina en \\server\nieuws"),
    ],
)
def test_a_literal_backslash_n_is_a_line_break_where_it_can_be_meant_as_one(bring_in, body, plain):
    export = Export()
    export.message(body)

    bring_in(export)

    assert Thread.objects.get().plain == plain


def test_topics_are_topics(bring_in):
    export = Export()
    export.message("Weer een #Middenspanning ding")

    bring_in(export)

    assert TopicUse.objects.get().topic.name == "middenspanning"


def test_a_title_that_is_too_long_is_said_in_full_below(bring_in):
    export = Export()
    title = "Waarom " * 40 + "eigenlijk?"
    export.message("Nou?", title=title)

    bring_in(export)

    thread = Thread.objects.get()
    assert len(thread.title) <= 200
    assert title in thread.plain


def test_links_become_links_also_with_commas_and_brackets_in_their_titles(bring_in):
    export = Export()
    export.message(
        "Kijk",
        attachments=(
            'opengraphobject:[12 : https://a.example/x : title="Een, twee [drie] : "vier"" :'
            ' description="Lees, dit"], opengraphobject:[13 : https://b.example : title="" :'
            ' description=""]'
        ),
    )

    report = bring_in(export)

    thread = Thread.objects.get()
    assert '>Een, twee [drie] : "vier"</a><br>Lees, dit</p>' in thread.html
    assert thread.html.count("<a href=") == 2
    assert report["attachments"]["links"] == 2


def test_a_poll_and_a_page_leave_an_honest_word(bring_in):
    export = Export()
    export.whole["Pages.csv"] = '"id","title"\n"7","Draaiboek"\n'
    export.message("Stem", attachments="ymodule:3, page:7")

    bring_in(export)

    plain = Thread.objects.get().plain
    assert "Een peiling of compliment: is niet meegekomen uit het vorige netwerk." in plain
    assert "Pagina “Draaiboek”: is niet meegekomen uit het vorige netwerk." in plain


def test_an_attachment_that_nobody_understands_is_kept_as_it_stood_and_listed(bring_in):
    export = Export()
    export.message("Kijk", attachments="hologram:42, uploadedfile:5")

    report = bring_in(export)

    assert "hologram:42" in Thread.objects.get().plain
    assert Attachment.objects.get().missing_name == "bestand 5"
    assert "hologram:42" in report["problems"][0]["sentence"]


def test_a_file_comes_along_by_its_id_or_its_path(bring_in):
    export = Export()
    export.file(100, "kast.png", file_id=99, content=png())
    export.file(101, "plan.txt", content=b"Eerst spanningsloos maken.", path="files/map/plan.bin")
    export.message("Foto", attachments="uploadedfile:99, uploadedfile:101")

    report = bring_in(export)

    names = [row.file.name for row in Attachment.objects.all()]
    assert names == ["kast.png", "plan.txt"]
    assert StoredFile.objects.get(name="kast.png").kind == "picture"
    assert report["attachments"]["missing_binaries"] == 0


def test_a_file_that_did_not_come_along_is_named(bring_in):
    export = Export()
    export.file(100, "kast.png", file_id=99)
    export.message("Foto", attachments="uploadedfile:99")

    report = bring_in(export)

    assert Attachment.objects.get().missing_name == "kast.png"
    assert report["attachments"]["missing_binaries"] == 1


def test_a_file_that_is_not_what_we_keep_is_named_only(bring_in):
    export = Export()
    export.file(100, "leuk.png", content=b"MZ\x90\x00 this is a program")
    export.message("Leuk!", attachments="uploadedfile:100")

    bring_in(export)

    assert Attachment.objects.get().missing_name == "leuk.png"
    assert not StoredFile.objects.exists()


def test_a_file_of_a_private_group_is_seen_by_that_group_only(bring_in):
    export = Export()
    secret = export.group(5, "Directie", private="true")
    export.file(100, "plan.txt", content=b"Het plan.")
    export.message("Hier", attachments="uploadedfile:100", group_id=secret, in_private_group="true")
    export.message("En hier", attachments="uploadedfile:100")

    bring_in(export)

    closed = Community.objects.get(name="Directie").audience
    assert set(StoredFile.objects.values_list("audience__kind", flat=True)) == {
        "members",
        "everyone",
    }
    assert StoredFile.objects.filter(audience=closed).count() == 1
    assert closed.kind == Audience.Kind.MEMBERS
