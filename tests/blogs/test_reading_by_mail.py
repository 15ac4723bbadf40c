"""A blog by mail: the whole article, once, to who asks for it and may read it."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client

from blogs.actions import (
    add_picture,
    follow_blog,
    prepare_answer,
    publish_article,
    save_article,
    unfollow_blog,
)
from blogs.events import ArticleMailDue
from blogs.models import BlogFollow, Question
from blogs.tasks import mail_article
from conversations.actions import remove_contribution
from intranet.platform import clock
from intranet.platform.models import OutboxEntry
from intranet.platform.outbox import publish_each, run_next
from people.actions import deactivate_person
from tests.blogs.test_reading_in_a_feed_reader import help_with
from tests.factories import people
from tests.factories.blogs import make_article, make_blog, make_draft, make_question
from tests.factories.communities import make_person
from tests.mailbox import mail_server, page_of, words_of
from tests.outbox import deliver

pytestmark = pytest.mark.django_db

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def mailbox(settings):
    settings.DEFAULT_FROM_EMAIL = "Onderling <plein@noorderlicht.example>"
    settings.SITE_URL = "https://plein.example"
    with mail_server(settings) as box:
        yield box


@pytest.fixture
def bram(bram, blog):
    """Who asked for it by mail."""
    bram.email = "bram@noorderlicht.example"
    bram.save()
    follow_blog(person=bram, blog=blog, by_mail=True)
    return bram


def stop_address(letter):
    """Return the path behind the button of a mail program that ends these mails."""
    found = re.fullmatch(r"<https://plein\.example(/\S+)>", letter["List-Unsubscribe"].strip())
    return found[1]


def test_a_follower_gets_the_whole_article_once_in_her_language(mailbox, bram, blog):
    anna = make_person("Anna", email="anna@noorderlicht.example", language="nl")
    follow_blog(person=anna, blog=blog, by_mail=True)
    make_article(
        blog,
        title="Negen weken",
        body='<h2>Kabel</h2><p>Lees <a href="/people/1/">dit</a>.</p>' + "<p>Woord.</p>" * 90,
    )

    deliver()
    deliver()

    (english,), (dutch,) = mailbox.to(bram.email), mailbox.to(anna.email)
    assert english["Subject"] == "Negen weken"
    assert page_of(english).count("Woord.</p>") == words_of(english).count("Woord.") == 90
    assert "https://plein.example/people/1/" in page_of(english)
    assert "dit <https://plein.example/people/1/>" in words_of(english)
    assert "Written personally" in page_of(english)
    assert "Written personally" in words_of(english)
    assert "Zelf geschreven" in page_of(dutch)


def test_the_name_is_the_authors_and_the_address_the_organisations(mailbox, bram, blog):
    make_article(blog)

    deliver()

    (letter,) = mailbox.to(bram.email)
    sender = letter["From"].addresses[0]
    assert sender.display_name.startswith("Joke Veenstra via ")
    assert sender.addr_spec == "plein@noorderlicht.example"


def test_a_name_cannot_add_headers_or_addresses(mailbox, bram, joke, blog):
    joke.name = 'Joke"\r\nBcc: <all@noorderlicht.example>, \\"'
    joke.save()
    make_article(make_draft(blog).blog, title="Week\r\nBcc: all@noorderlicht.example")

    deliver()

    (envelope,), (letter,) = mailbox.mails, mailbox.letters
    assert envelope.rcpt_tos == [bram.email]
    assert letter["Bcc"] is None
    assert len(letter["From"].addresses) == 1


def test_who_helped_stands_on_top_of_the_mail(mailbox, bram, joke, lotte, blog):
    article = make_draft(blog)
    help_with(article, lotte)
    publish_article(author=joke, article=article)

    deliver()

    (letter,) = mailbox.letters
    assert "With help from Lotte Brand" in page_of(letter)
    assert "With help from Lotte Brand" in words_of(letter)
    assert "Written personally" not in page_of(letter)
    assert letter["From"].addresses[0].display_name.startswith("Joke Veenstra")


def test_pictures_go_along_and_are_described(mailbox, bram, joke, blog):
    article = make_draft(blog)
    file = add_picture(author=joke, article=article, file=people.picture(40, 30), name="sleuf.png")
    save_article(
        author=joke,
        article=article,
        title="Kabel",
        body=f'<figure data-file="{file.pk}"><img alt="Een sleuf"></figure><p>Zo diep.</p>',
        seen_revision=article.revision,
    )
    publish_article(author=joke, article=article)

    deliver()

    (letter,) = mailbox.letters
    (picture,) = [part for part in letter.walk() if part.get_content_type() == "image/jpeg"]
    assert picture["Content-ID"] == f"<{file.pk.hex}>"
    assert f'src="cid:{file.pk.hex}"' in page_of(letter)
    assert 'alt="Een sleuf"' in page_of(letter)
    assert "[Picture: Een sleuf]" in words_of(letter)
    assert letter.get_content_type() == "multipart/related"


def test_what_was_answered_with_it_stands_in_it_and_who_asked_unnamed_is_not_named(
    mailbox, bram, joke, blog
):  # fmt: skip
    asker = make_person("Mehmet Yildiz")
    question = make_question(blog, asker=asker, body="Wanneer komt de buis?")
    article = make_draft(blog)
    prepare_answer(author=joke, article=article, question=question, body="<p>Maandag</p>")
    Question.objects.update(is_unnamed=True)
    publish_article(author=joke, article=article)
    mailbox.mails.clear()

    deliver()

    (letter,) = mailbox.to(bram.email)
    for said in (page_of(letter), words_of(letter)):
        assert "Wanneer komt de buis?" in said
        assert "Maandag" in said
        assert "Mehmet" not in said


def test_only_who_asked_for_mail_gets_one(mailbox, blog):
    follow_blog(person=make_person("Piet", email="piet@noorderlicht.example"), blog=blog)
    make_person("Jan", email="jan@noorderlicht.example")
    make_article(blog)

    deliver()

    assert not mailbox.mails


def test_there_is_one_row_for_each_follower_however_many(blog, django_assert_max_num_queries):
    for number in range(30):
        person = make_person(email=f"a{number}@noorderlicht.example")
        follow_blog(person=person, blog=blog, by_mail=True)
    make_article(blog)
    reaction = OutboxEntry.objects.filter(reaction="blogs.tasks.mail_who_asked_for_it")
    OutboxEntry.objects.exclude(pk__in=reaction).delete()

    with django_assert_max_num_queries(10):
        run_next()

    assert OutboxEntry.objects.filter(event="blogs.ArticleMailDue").count() == 30


def test_who_stopped_lost_sight_or_left_meanwhile_gets_nothing(mailbox, bram, ruben, joke):
    team = people.make_team("Kabels")
    blog = make_blog(make_person("Wim Hoekstra"), teams=[team])
    readers = {}
    for name in ("stopt", "verhuist", "vertrekt", "blijft"):
        address = f"{name}@noorderlicht.example"
        readers[name] = make_person(name, email=address, team=team)
        follow_blog(person=readers[name], blog=blog, by_mail=True)
    make_article(blog)
    # What was owed is about to be sent.
    while OutboxEntry.objects.exclude(event="blogs.ArticleMailDue").exists():
        OutboxEntry.objects.filter(event="blogs.ArticleMailDue").update(
            due_at=clock.now() + timedelta(days=1)
        )
        run_next()
    unfollow_blog(person=readers["stopt"], blog=blog)
    readers["verhuist"].team = None
    readers["verhuist"].save()
    deactivate_person(actor=ruben, person=readers["vertrekt"])
    OutboxEntry.objects.update(due_at=clock.now())

    deliver()

    assert [mail.rcpt_tos for mail in mailbox.mails] == [["blijft@noorderlicht.example"]]


def test_what_was_taken_away_meanwhile_is_not_mailed(mailbox, bram, joke, blog):
    article = make_article(blog)
    remove_contribution(author=joke, contribution=article.thread)

    deliver()

    assert not mailbox.mails


def test_sent_again_it_is_the_same_mail(mailbox, bram, blog):
    article = make_article(blog)
    deliver()
    (first,) = mailbox.letters
    event = first["Message-ID"].strip("<").partition(".")[0]

    mail_article(event_id=event, thread_id=article.thread_id, person_id=bram.pk)

    assert [letter["Message-ID"] for letter in mailbox.letters] == [first["Message-ID"]] * 2


def test_a_mail_program_ends_these_mails_with_one_click_and_nothing_else(mailbox, bram, blog):
    other = make_blog()
    follow_blog(person=bram, blog=other, by_mail=True)
    make_article(blog)
    deliver()
    (letter,) = mailbox.letters

    answer = Client(enforce_csrf_checks=True).post(stop_address(letter), ONE_CLICK)

    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert answer.status_code == 200
    assert not BlogFollow.objects.get(blog=blog, person=bram).by_mail
    assert BlogFollow.objects.get(blog=other, person=bram).by_mail


def test_looking_at_the_page_ends_nothing_and_its_button_does(mailbox, client, bram, blog):
    make_article(blog)
    deliver()
    address = stop_address(mailbox.letters[0])

    page = client.get(address).content.decode()
    still = BlogFollow.objects.get(person=bram).by_mail
    done = client.post(address).content.decode()

    assert "Stop these mails" in page
    assert "De week van Joke" in page
    assert still
    assert "You get no more of these mails." in done
    assert not BlogFollow.objects.get(person=bram).by_mail


def test_nobody_guesses_an_address_that_ends_mails(client, bram, blog):
    made_up = signing.dumps([bram.pk, blog.pk], salt="something else")

    for token in (made_up, "x", "1:2:3"):
        assert client.post(f"/blogs/mail/stop/{token}/").status_code == 404

    assert BlogFollow.objects.get(person=bram).by_mail


def test_whose_blog_it_is_is_not_told_to_who_may_not_read_it(mailbox, client, blog, bram):
    make_article(blog)
    deliver()
    address = stop_address(mailbox.letters[0])
    blog.audience.kind = "members"
    blog.audience.save()

    assert "De week van Joke" not in client.get(address).content.decode()


def test_events_that_are_many_are_owed_like_one(blog, bram, db):
    publish_each(ArticleMailDue(number, bram.pk) for number in range(3))

    assert OutboxEntry.objects.filter(event="blogs.ArticleMailDue").count() == 3
