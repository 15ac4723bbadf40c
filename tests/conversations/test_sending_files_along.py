"""Sending photos and documents along with a post or a comment."""

import uuid
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from communities.actions import edit_post, publish_post
from conversations.actions import add_comment, edit_comment, save_draft
from conversations.models import Attachment, Comment, Draft, Thread
from conversations.tasks import clear_unused_uploads
from intranet.platform import clock
from people.models import StoredFile
from tests.counting import queries_of
from tests.factories.communities import make_comment, make_community, make_person, make_post
from tests.factories.files import bring_document, bring_photo, fields_of
from tests.factories.people import picture
from tests.together import together

pytestmark = pytest.mark.django_db
FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def bram():
    return make_person("Bram de Wit", language="en")


@pytest.fixture
def place(bram):
    return make_community(members=[bram])


@pytest.fixture
def here(sign_in, bram):
    return sign_in(bram)


def names_under(said):
    of_now = Attachment.objects.filter(version=None).select_related("file")
    place = {"comment": said} if isinstance(said, Comment) else {"thread": said, "comment": None}
    return [each.file.name for each in of_now.filter(**place)]


def test_colleagues_see_a_photo_with_what_its_author_says_of_it(here, bram, place):
    photo = bring_photo(bram, alt="Een kast zonder deur")

    here.post(f"/communities/{place.slug}/posts/", {"body": "Kijk", **fields_of(photo)})

    page = here.get(place.get_absolute_url()).content.decode()
    assert 'alt="Een kast zonder deur"' in page
    assert f"/photos/{photo.file_id}/" in page


def test_colleagues_see_what_a_document_is_before_they_save_it(here, bram, place):
    document = bring_document(bram, content=b"x" * 1_200_000)

    here.post(f"/communities/{place.slug}/posts/", {"body": "Kijk", **fields_of(document)})

    page = here.get(place.get_absolute_url()).content.decode()
    assert "offerte.txt" in page
    assert "TXT 1.2 MB" in page
    assert f"/files/{document.file_id}/file/" in page


def test_who_posts_sees_the_photo_in_what_comes_back(here, bram, place):
    photo = bring_photo(bram, alt="Een kast")
    fields = {"body": "Kijk", **fields_of(photo)}

    answer = here.post(f"/communities/{place.slug}/posts/", fields, headers=FRAGMENT)

    assert 'alt="Een kast"' in answer.content.decode()


def test_who_comments_sees_the_photo_in_what_comes_back(here, bram, place):
    post, photo = make_post(community=place), bring_photo(bram, alt="Een kast")
    fields = {"body": "Kijk", **fields_of(photo)}

    answer = here.post(f"/threads/{post.pk}/comments/", fields, headers=FRAGMENT)

    assert 'alt="Een kast"' in answer.content.decode()


def test_files_keep_the_order_in_which_they_were_sent(bram, place):
    files = [bring_photo(bram, name=f"{number}.jpg") for number in (3, 1, 2)]

    post = publish_post(author=bram, community=place, body="Kijk", files=files)

    assert names_under(post.thread) == ["3.jpg", "1.jpg", "2.jpg"]


def test_a_photo_needs_no_words(here, bram, place):
    photo = bring_photo(bram, alt="Een kast zonder deur")

    here.post(f"/communities/{place.slug}/posts/", {"body": "", **fields_of(photo)})

    thread = Thread.objects.get()
    assert (thread.html, thread.plain) == ("", "Een kast zonder deur")
    page = here.get(thread.get_absolute_url()).content.decode()
    assert "<title>Een kast zonder deur" in page


def test_a_comment_can_be_only_a_photo(bram, place):
    thread = make_post(community=place).thread

    comment = add_comment(author=bram, thread=thread, body="", files=[bring_photo(bram)])

    assert comment.plain == "kast.jpg"


def test_without_words_and_without_files_there_is_nothing(here, place):
    answer = here.post(f"/communities/{place.slug}/posts/", {"body": " ", "title": "Wel een titel"})

    assert answer.status_code == 422
    assert "Write something first" in answer.content.decode()


def test_the_same_submission_sent_twice_sends_its_files_once(here, bram, place):
    fields = {"body": "Kijk", "submission": uuid.uuid4(), **fields_of(bring_photo(bram))}

    answers = [
        here.post(f"/communities/{place.slug}/posts/", fields, headers=FRAGMENT) for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert all("/photos/" in answer.content.decode() for answer in answers)
    assert (Thread.objects.count(), Attachment.objects.count()) == (1, 1)


def test_nobody_sends_the_upload_of_another_along(here, place):
    theirs = bring_photo(make_person("Wim Hoekstra"))

    answer = here.post(f"/communities/{place.slug}/posts/", {"body": "Kijk", **fields_of(theirs)})

    assert answer.status_code == 422
    assert "no longer there" in answer.content.decode()
    assert not Thread.objects.exists()
    assert StoredFile.objects.get().hangs_nowhere


def test_a_file_hangs_in_one_place(bram, place):
    photo = bring_photo(bram)
    publish_post(author=bram, community=place, body="Kijk", files=[photo])

    for files in ([photo], [photo, bring_photo(bram)]):
        with pytest.raises(ValidationError, match="no longer there"):
            publish_post(author=bram, community=place, body="Nog eens", files=files)

    assert Thread.objects.count() == 1


def test_one_file_is_not_sent_along_twice(bram, place):
    photo = bring_photo(bram)

    with pytest.raises(ValidationError):
        publish_post(author=bram, community=place, body="Kijk", files=[photo, photo])


def test_at_most_ten_files_go_along(bram, place):
    files = [bring_document(bram) for _ in range(11)]

    with pytest.raises(ValidationError, match="At most 10"):
        publish_post(author=bram, community=place, body="Kijk", files=files)

    post = publish_post(author=bram, community=place, body="Kijk", files=files[:10])
    assert len(names_under(post.thread)) == 10


@pytest.mark.django_db(transaction=True)
def test_of_two_posts_at_the_same_moment_one_gets_the_file(bram, place):
    photo = bring_photo(bram)

    def post():
        return publish_post(author=bram, community=place, body="Kijk", files=[photo])

    made = together(post, post, post)

    assert sum(isinstance(each, ValidationError) for each in made) == 2
    assert Attachment.objects.count() == 1


# ---- Changing it


def test_an_edit_takes_a_file_away_and_it_stays_at_the_earlier_version(here, bram, place):
    photo, document = bring_photo(bram, alt="Een kast"), bring_document(bram)
    post = publish_post(author=bram, community=place, body="Kijk", files=[photo, document])

    edit_post(author=bram, post=post, body="Kijk", seen_edits=0, files=[document])

    assert names_under(post.thread) == ["offerte.txt"]
    assert "/photos/" not in here.get(post.get_absolute_url()).content.decode()
    versions = here.get(f"/threads/{post.pk}/versions/").content.decode()
    assert 'alt="Een kast"' in versions
    assert versions.count("offerte.txt") == 2
    assert here.get(StoredFile.objects.get(pk=photo.file_id).url()).status_code == 200
    assert here.get(f"/photos/{photo.file_id}/").status_code == 200


def test_an_edit_adds_a_file_and_says_other_words_of_one(bram, place):
    photo = bring_photo(bram, alt="Een kats")
    thread = make_post(community=place).thread
    comment = add_comment(author=bram, thread=thread, body="Kijk", files=[photo])

    files = [bring_document(bram), photo._replace(alt="Een kast")]
    edit_comment(author=bram, comment=comment, body="Kijk", seen_edits=0, files=files)

    assert names_under(comment) == ["offerte.txt", "kast.jpg"]
    hung = Attachment.objects.filter(file=photo.file_id).order_by("version")
    assert [each.alt for each in hung] == ["Een kats", "Een kast"]


def test_an_edit_that_names_no_files_leaves_them(here, bram, place):
    photo = bring_photo(bram)
    post = publish_post(author=bram, community=place, body="Kijk", files=[photo])

    here.post(f"/posts/{post.pk}/edit/", {"body": "Kijk eens", "seen_edits": 0})

    post.thread.refresh_from_db()
    assert (post.thread.plain, names_under(post.thread)) == ("Kijk eens", ["kast.jpg"])


def test_the_page_to_change_a_post_shows_its_files_and_takes_them_back(here, bram, place):
    photo, document = bring_photo(bram, alt="Een kast"), bring_document(bram)
    post = publish_post(author=bram, community=place, body="Kijk", files=[photo, document])
    page = here.get(f"/posts/{post.pk}/edit/").content.decode()
    assert f'name="file-{photo.file_id}" value="Een kast"' in page

    fields = {"body": "Kijk", "seen_edits": 0, "with_files": "1", "without": str(document.file_id)}
    here.post(f"/posts/{post.pk}/edit/", {**fields, **fields_of(photo, document)})

    assert names_under(post.thread) == ["kast.jpg"]


def test_the_last_file_of_a_post_without_words_cannot_be_taken_away(bram, place):
    post = publish_post(author=bram, community=place, body="", files=[bring_photo(bram)])

    with pytest.raises(ValidationError, match="nothing here"):
        edit_post(author=bram, post=post, body="", seen_edits=0, files=[])


def test_an_edit_takes_no_file_from_another_post(bram, place):
    elsewhere = bring_photo(bram)
    publish_post(author=bram, community=place, body="Kijk", files=[elsewhere])
    post = make_post(author=bram, community=place)

    with pytest.raises(ValidationError, match="no longer there"):
        edit_post(author=bram, post=post, body="Kijk", seen_edits=0, files=[elsewhere])


# ---- Without script, with an error, after a reload


def test_without_script_the_form_itself_brings_files(here, place):
    photo, document = picture(), BytesIO(b"tekst")
    document.name = "lijst.txt"

    answer = here.post(
        f"/communities/{place.slug}/posts/", {"body": "Kijk", "upload": [photo, document]}
    )

    assert answer.status_code == 302
    assert names_under(Thread.objects.get()) == ["picture.png", "lijst.txt"]


def test_a_refused_file_gives_back_the_words_and_the_other_files(here, place):
    photo, video = picture(), BytesIO(b"\x00\x00\x00\x14ftypqt  " + bytes(100))
    video.name = "IMG_1.mov"

    answer = here.post(
        f"/communities/{place.slug}/posts/", {"body": "Kijk", "upload": [video, photo]}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "IMG_1.mov: Videos and sound cannot be kept here." in page
    assert ">Kijk</textarea>" in page
    assert f"file-{StoredFile.objects.get().pk}" in page
    assert not Thread.objects.exists()


def test_what_was_said_of_a_photo_stays_when_the_form_comes_back(here, bram, place):
    post, photo = make_post(community=place), bring_photo(bram, alt="Een kast")
    fields = {"body": "x" * 70_000, **fields_of(photo)}

    for address in (f"/communities/{place.slug}/posts/", f"/threads/{post.pk}/comments/"):
        answer = here.post(address, fields)
        assert answer.status_code == 422
        assert f'name="file-{photo.file_id}" value="Een kast"' in answer.content.decode()


def test_files_are_kept_with_the_draft(here, bram, place):
    photo, post = bring_photo(bram), make_post(community=place)
    comment = make_comment(thread=post)
    pages = {
        "home": "/",
        f"community:{place.pk}": place.get_absolute_url(),
        f"thread:{post.pk}": post.get_absolute_url(),
        f"comment:{comment.pk}": f"/comments/{comment.pk}/reply/",
    }

    for where, page in pages.items():
        saved = here.post(f"/drafts/?place={where}", {"body": "", f"file-{photo.file_id}": "Kast"})
        assert saved.status_code == 204
        assert f'name="file-{photo.file_id}" value="Kast"' in here.get(page).content.decode()


def test_a_draft_holds_no_file_of_another(bram):
    theirs = bring_photo(make_person("Wim Hoekstra"))

    save_draft(person=bram, place="home", body="Kijk", files=[theirs])

    assert Draft.objects.get().files is None


def test_what_nobody_sent_along_is_thrown_away_after_a_day(
    bram, place, stored, django_capture_on_commit_callbacks
):
    files = {name: bring_document(bram, name=name) for name in ("weg", "in concept", "geplaatst")}
    save_draft(person=bram, place="home", body="Kijk", files=[files["in concept"]])
    publish_post(author=bram, community=place, body="Kijk", files=[files["geplaatst"]])
    clear_unused_uploads()
    assert stored() == 3

    with (
        clock.moved_to(clock.now() + timedelta(days=1, minutes=1)),
        django_capture_on_commit_callbacks(execute=True),
    ):
        bring_document(bram, name="net gebracht")
        clear_unused_uploads()

    kept = set(StoredFile.objects.values_list("name", flat=True))
    assert kept == {"in concept.txt", "geplaatst.txt", "net gebracht.txt"}
    assert stored() == 3


def test_who_takes_a_file_out_of_the_composer_leaves_nothing(
    here, bram, stored, django_capture_on_commit_callbacks
):
    photo = bring_photo(bram)

    with django_capture_on_commit_callbacks(execute=True):
        answer = here.post(f"/uploads/{photo.file_id}/remove/")

    assert answer.status_code == 204
    assert (stored(), StoredFile.objects.count()) == (0, 0)


def test_nobody_throws_away_what_hangs_somewhere_or_what_another_brought(here, bram, place):
    photo, theirs = bring_photo(bram), bring_photo(make_person("Wim Hoekstra"))
    publish_post(author=bram, community=place, body="Kijk", files=[photo])

    answers = [
        here.post(f"/uploads/{each.file_id}/remove/").status_code for each in (photo, theirs)
    ]

    assert answers == [403, 404]
    assert StoredFile.objects.count() == 2


# ---- Looking at a photo


def test_a_photo_is_shown_large_with_the_way_to_those_beside_it(here, bram, place):
    photos = [bring_photo(bram, alt=f"Foto {number}") for number in range(3)]
    publish_post(author=bram, community=place, body="Kijk", files=photos)

    page = here.get(f"/photos/{photos[1].file_id}/").content.decode()
    part = here.get(f"/photos/{photos[0].file_id}/", headers=FRAGMENT).content.decode()

    assert 'alt="Foto 1"' in page
    assert "2 of 3" in page
    assert f'href="/photos/{photos[0].file_id}/"' in page
    assert f'href="/photos/{photos[2].file_id}/"' in page
    assert "<html" not in part
    assert f'href="/photos/{photos[2].file_id}/"' not in part


def test_a_card_shows_four_photos_and_how_many_more_there_are(here, bram, place):
    photos = [bring_photo(bram) for _ in range(6)]
    publish_post(author=bram, community=place, body="Kijk", files=photos)

    page = here.get(place.get_absolute_url()).content.decode()

    assert page.count("/photos/") == 4
    assert "+2" in page


# ---- What it costs


def test_photos_cost_a_feed_as_many_questions_for_thirty_posts_as_for_three(here, bram, place):
    def posts(number):
        for _ in range(number):
            post = publish_post(
                author=bram,
                community=place,
                body="A",
                files=[bring_photo(bram), bring_document(bram)],
            )
            add_comment(author=bram, thread=post.thread, body="B", files=[bring_photo(bram)])
        return post

    pages = [[address, None] for address in ("/", place.get_absolute_url())]
    first = posts(3)
    counts = [queries_of(here, address) for address, _ in pages]
    posts(27)

    assert [queries_of(here, address) for address, _ in pages] == counts
    for _ in range(27):
        add_comment(author=bram, thread=first.thread, body="B", files=[bring_photo(bram)])
    assert max(*counts, queries_of(here, first.get_absolute_url())) <= 8


def test_three_files_cost_one_question_more_than_none(here, bram, place):
    def asked(address, fields):
        with CaptureQueriesContext(connection) as queries:
            answer = here.post(address, fields | {"submission": uuid.uuid4()}, headers=FRAGMENT)
        assert answer.status_code == 200
        return len([q for q in queries if "SAVEPOINT" not in q["sql"]])

    post = make_post(community=place)
    for address in (f"/communities/{place.slug}/posts/", f"/threads/{post.pk}/comments/"):
        asked(address, {"body": "A"})
        files = fields_of(*(bring_photo(bram) for _ in range(3)))
        without = asked(address, {"body": "A"})
        assert asked(address, {"body": "A", **files}) == without + 1
