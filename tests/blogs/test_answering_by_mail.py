"""Answering an article from a mail program: what was typed becomes a comment, under one's name."""

import itertools
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.db import connection, transaction

from blogs.actions import follow_blog
from conversations import tasks
from conversations.actions import (
    remove_contribution,
    take_answers,
)
from conversations.models import Comment, Mention, Thread
from intranet.platform import clock
from intranet.platform.models import MailTurn, OutboxEntry, ReceivedMail
from intranet.platform.tasks import forget_received_mail
from people.actions import deactivate_person
from tests.factories import people
from tests.factories.blogs import make_article, make_blog
from tests.factories.communities import make_person
from tests.mailbox import imap_server, mail_server, page_of, words_of
from tests.outbox import deliver
from tests.together import together
from tests.worker import kill, wait_until, worker_at

pytestmark = pytest.mark.django_db

PLACE = "plein@noorderlicht.example"
BRAM = "Bram de Wit <bram@noorderlicht.example>"
_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def server():
    with imap_server() as box:
        yield box


@pytest.fixture
def postbox(server, settings):
    """Where answers come in."""
    server.empty()
    settings.ANSWERS_URL = server.url
    settings.ANSWERS_ADDRESS = "antwoord@plein.example"
    return server


@pytest.fixture
def mailbox(settings):
    """Where our own mails go."""
    settings.DEFAULT_FROM_EMAIL = f"Onderling <{PLACE}>"
    settings.SITE_URL = "https://plein.example"
    with mail_server(settings) as box:
        yield box


@pytest.fixture
def bram(bram, blog):
    """Who reads it by mail."""
    bram.email = "bram@noorderlicht.example"
    bram.save()
    follow_blog(person=bram, blog=blog, by_mail=True)
    return bram


@pytest.fixture
def letter(postbox, mailbox, bram, blog):
    """The article as Bram has it in his mail program."""
    make_article(blog, title="Negen weken")
    deliver()
    (found,) = mailbox.to(bram.email)
    mailbox.mails.clear()
    return found


def address_in(letter):
    """Return where an answer to a mail goes."""
    return letter["Reply-To"].addresses[0].addr_spec


def reply(
    letter, words="Mooi gezegd.", *, sender="Bram de Wit <bram@noorderlicht.example>", **more
):
    """Answer a mail from a phone, which quotes it."""
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, more.pop("to", None) or letter["Reply-To"]
    mail["Subject"] = f"Re: {letter['Subject']}"
    mail["Message-ID"] = f"<{next(_numbers)}@phone.example>"
    mail["In-Reply-To"] = letter["Message-ID"]
    for name, value in more.items():
        mail[name.replace("_", "-")] = value
    quoted = "".join(f"> {line}\n" for line in words_of(letter).splitlines())
    wrote = f"Op 23 nov 2026 om 09:12 heeft Joke <{PLACE}> het volgende geschreven:"
    mail.set_content(f"{words}\n\nVerstuurd vanaf mijn iPhone\n\n> {wrote}\n> \n{quoted}")
    return mail


def lines_of(mail):
    """Return the plain words of a mail, as they were before the post carried them."""
    return words_of(mail).replace("\r\n", "\n")


def told(mailbox, address="bram@noorderlicht.example"):
    """Return the one mail that somebody got from us."""
    deliver()
    (mail,) = mailbox.to(address)
    assert len(mailbox.mails) == 1
    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["Reply-To"] is None
    return mail


def test_an_answer_from_a_phone_becomes_a_comment_under_the_readers_name(
    letter, postbox, mailbox, bram, sign_in
):  # fmt: skip
    postbox.bring(reply(letter, "Mooi gezegd.\n\n- een\n- twee & <b>drie</b>"))

    take_answers()
    deliver()

    comment = Comment.objects.get()
    assert comment.author == bram
    assert comment.html == (
        "<p>Mooi gezegd.</p><ul><li>een</li><li>twee &amp; &lt;b&gt;drie&lt;/b&gt;</li></ul>"
    )
    page = sign_in(make_person()).get(f"/articles/{comment.thread_id}/").content.decode()
    assert "Mooi gezegd." in page
    assert not mailbox.mails
    assert not postbox.waiting()


def test_the_mail_says_that_an_answer_is_read_by_all_and_where_to_write(letter):
    assert letter["Reply-To"].addresses[0].display_name == "Comment for all readers"
    for said in (page_of(letter), words_of(letter)):
        assert "Answer above this line" in said
        assert "everybody who may read this blog can read it" in " ".join(said.split())


def test_the_address_is_her_own_and_fits_every_mail_server(letter, postbox, mailbox, blog):
    anna = make_person("Anna", email="anna@noorderlicht.example", language="nl")
    follow_blog(person=anna, blog=blog, by_mail=True)
    make_article(blog)
    deliver()

    (to_anna,) = mailbox.to(anna.email)
    addresses = {address_in(to_anna), *(address_in(mail) for mail in [*mailbox.letters, letter])}
    assert len(addresses) == 3
    assert all(len(a.partition("@")[0]) <= 64 and a == a.lower() for a in addresses)
    assert to_anna["Reply-To"].addresses[0].display_name == "Reactie voor alle lezers"
    assert "Antwoord boven deze regel" in page_of(to_anna)


def test_where_no_answers_come_in_mails_look_as_before(mailbox, bram, blog):
    make_article(blog)
    deliver()

    (letter,) = mailbox.to(bram.email)
    assert letter["Reply-To"] is None
    assert "above this line" not in page_of(letter) + words_of(letter)
    assert "answer this mail" not in page_of(letter) + words_of(letter)
    assert take_answers() == 0


def test_nobody_is_offered_to_answer_where_she_cannot(postbox, mailbox, bram, blog):
    article = make_article(blog)
    Thread.objects.filter(pk=article.thread_id).update(is_locked=True)
    deliver()

    (letter,) = mailbox.to(bram.email)
    assert letter["Reply-To"] is None
    assert "above this line" not in page_of(letter) + words_of(letter)


def test_the_same_mail_fetched_twice_is_one_comment(letter, postbox):
    mail = reply(letter)
    postbox.bring(mail)
    postbox.bring(mail)
    take_answers()
    postbox.bring(mail)

    take_answers()

    assert Comment.objects.count() == 1 == Thread.objects.get().comment_count


def test_what_was_not_posted_is_told_once_however_often_it_comes(letter, postbox, mailbox):
    mail = reply(letter, "")
    for _time in range(3):
        postbox.bring(mail)
        take_answers()

    assert "There are no words of yours in it." in words_of(told(mailbox))


def test_two_answers_that_say_the_same_are_two_comments(letter, postbox):
    postbox.bring(reply(letter, "Ja"))
    postbox.bring(reply(letter, "Ja"))

    take_answers()

    assert Comment.objects.count() == 2


def test_capitals_in_the_address_do_not_matter(letter, postbox):
    postbox.bring(reply(letter, to=address_in(letter).upper(), sender="BRAM@Noorderlicht.example"))

    take_answers()

    assert Comment.objects.count() == 1


def test_an_address_that_only_the_mail_servers_noted_will_do(letter, postbox):
    known = {"to": "undisclosed-recipients:;", "X_Original_To": address_in(letter)}
    postbox.bring(reply(letter, **known))

    take_answers()

    assert Comment.objects.count() == 1


@pytest.mark.parametrize("sender", ["Anna <anna@noorderlicht.example>", "anna@elders.example"])
def test_who_was_forwarded_it_cannot_answer_as_another(letter, postbox, mailbox, sender):
    make_person("Anna", email="anna@noorderlicht.example")
    postbox.bring(reply(letter, "Ik ben het er niet mee eens", sender=sender))

    take_answers()

    assert not Comment.objects.exists()
    mail = told(mailbox)
    assert "another e-mail address than yours" in words_of(mail)
    # What a stranger wrote is not passed on either.
    assert "niet mee eens" not in words_of(mail)


@pytest.mark.parametrize(
    "sender",
    [
        "bram@noorderlicht.example, anna@noorderlicht.example",
        '"bram@noorderlicht.example" <anna@noorderlicht.example>',
        "bram@noorderlicht.example <anna@noorderlicht.example>",
        "Bram <bram@noorderlicht.example> <anna@noorderlicht.example>",
        "anna@noorderlicht.example (bram@noorderlicht.example)",
    ],
)
def test_who_a_mail_is_from_must_be_plain(letter, postbox, sender):
    mail = reply(letter).as_bytes()
    postbox.bring(mail.replace(b"Bram de Wit <bram@noorderlicht.example>", sender.encode()))

    take_answers()

    assert not Comment.objects.exists()


def test_two_headers_that_say_from_whom_are_from_nobody(letter, postbox):
    postbox.bring(b"From: bram@noorderlicht.example\r\n" + reply(letter).as_bytes())

    take_answers()

    assert not Comment.objects.exists()


def test_a_stranger_cannot_make_us_mail_somebody_again_and_again(letter, postbox, mailbox):
    for _time in range(8):
        postbox.bring(reply(letter, sender="anna@elders.example"))

    take_answers()
    deliver()

    assert len(mailbox.mails) == 5


@pytest.mark.parametrize(
    "said",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; reason=away"},
        {"Precedence": "bulk"},
        {"Precedence": "auto_reply"},
        {"X_Auto_Response_Suppress": "All"},
        {"X_Autoreply": "yes"},
        {"List_Id": "<kabels.noorderlicht.example>"},
        {"Return_Path": "<>"},
        {"sender": "MAILER-DAEMON@noorderlicht.example"},
        {"sender": f"Onderling <{PLACE}>"},
        {"sender": "antwoord@plein.example"},
    ],
)
def test_an_answer_of_a_machine_is_ignored(letter, postbox, mailbox, said):
    postbox.bring(reply(letter, "Ik ben met vakantie", **said))

    take_answers()
    deliver()

    assert not Comment.objects.exists()
    assert not mailbox.mails
    assert not postbox.waiting()


@pytest.mark.parametrize("subject", ["Automatisch antwoord: Negen weken", "Automatic reply: Week"])
def test_an_out_of_office_reply_that_says_so_only_in_its_subject_is_ignored(
    letter, postbox, mailbox, subject
):
    mail = reply(letter, "Ik ben met vakantie")
    mail.replace_header("Subject", subject)
    postbox.bring(mail)

    take_answers()
    deliver()

    assert not Comment.objects.exists()
    assert not mailbox.mails


def test_a_person_may_say_that_she_is_no_machine(letter, postbox):
    postbox.bring(reply(letter, Auto_Submitted="no", Return_Path="<bram@noorderlicht.example>"))

    take_answers()

    assert Comment.objects.count() == 1


def test_after_an_article_was_taken_away_the_reason_comes_back_with_what_was_typed(
    letter, postbox, mailbox, joke
):  # fmt: skip
    remove_contribution(author=joke, contribution=Thread.objects.get())
    postbox.bring(reply(letter, "Ik schreef hier\n\neen uur aan."))

    take_answers()

    mail = told(mailbox)
    assert mail["Subject"] == "Your answer was not posted"
    assert "It is no longer there" in words_of(mail)
    assert "Ik schreef hier\n\neen uur aan." in lines_of(mail)
    assert "Negen weken" not in words_of(mail)


def test_where_a_conversation_was_closed_it_says_so_in_her_language(
    letter, postbox, mailbox, bram
):  # fmt: skip
    bram.language = "nl"
    bram.save()
    Thread.objects.update(is_locked=True)
    postbox.bring(reply(letter, "Nog iets"))

    take_answers()

    mail = told(mailbox)
    assert mail["Subject"] == "Je antwoord is niet geplaatst"
    assert "Dit gesprek is gesloten" in words_of(mail)
    assert "“Negen weken”" in words_of(mail)
    assert f"https://plein.example/articles/{Thread.objects.get().pk}/#comments" in words_of(mail)
    assert "Nog iets" in words_of(mail)


def test_who_may_not_read_it_any_more_cannot_answer_it(postbox, mailbox):
    team = people.make_team("Kabels")
    piet = make_person("Piet", email="piet@noorderlicht.example", team=team, language="en")
    blog = make_blog(make_person("Wim Hoekstra"), teams=[team])
    follow_blog(person=piet, blog=blog, by_mail=True)
    make_article(blog)
    deliver()
    (letter,) = mailbox.to(piet.email)
    mailbox.mails.clear()
    piet.team = None
    piet.save()
    postbox.bring(reply(letter, sender=piet.email))

    take_answers()

    assert not Comment.objects.exists()
    assert "no longer there for you" in words_of(told(mailbox, piet.email))


def test_who_left_cannot_answer_any_more_and_hears_nothing(
    letter, postbox, mailbox, bram, ruben
):  # fmt: skip
    postbox.bring(reply(letter))
    deactivate_person(actor=ruben, person=bram)

    take_answers()
    deliver()

    assert not Comment.objects.exists()
    assert not mailbox.mails
    assert not postbox.waiting()


def test_who_leaves_before_she_is_told_hears_nothing(letter, postbox, mailbox, bram, ruben):
    postbox.bring(reply(letter, ""))
    take_answers()
    deactivate_person(actor=ruben, person=bram)

    deliver()

    assert not mailbox.mails


def test_an_answer_with_no_words_of_its_own_is_answered(letter, postbox, mailbox):
    postbox.bring(reply(letter, "   "))

    take_answers()

    assert not Comment.objects.exists()
    assert "There are no words of yours in it." in words_of(told(mailbox))


def with_a_file(mail):
    """Send a file along."""
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="plan.pdf")
    return mail


def test_words_are_posted_without_the_file_that_came_along_and_it_says_so(
    letter, postbox, mailbox
):  # fmt: skip
    postbox.bring(with_a_file(reply(letter, "Zie het plan.")))

    take_answers()

    comment = Comment.objects.get()
    assert comment.plain == "Zie het plan."
    mail = told(mailbox)
    assert mail["Subject"] == "Your answer was posted without its files"
    assert f"?comment={comment.pk}#comment-{comment.pk}" in words_of(mail)


def test_a_file_without_a_word_is_no_answer(letter, postbox, mailbox):
    postbox.bring(with_a_file(reply(letter, "")))

    take_answers()

    assert not Comment.objects.exists()
    assert "There are only files in it" in words_of(told(mailbox))


def test_a_mail_that_is_too_large_comes_back_with_its_words(letter, postbox, mailbox, monkeypatch):
    monkeypatch.setattr("intranet.platform.incoming.taking.MOST_BYTES", 3_000)
    mail = reply(letter, "Zie de film.")
    mail.add_attachment(b"film" * 2_000, maintype="video", subtype="mp4", filename="film.mp4")
    postbox.bring(mail)

    take_answers()

    assert not Comment.objects.exists()
    said = words_of(told(mailbox))
    assert "Your mail is too large" in said
    assert "Zie de film." in said


def test_an_answer_longer_than_a_comment_may_be_comes_back_whole(letter, postbox, mailbox):
    long = "\n".join(f"Regel {number} van wat ik ervan vind." for number in range(2_000))
    postbox.bring(reply(letter, long))

    take_answers()

    assert not Comment.objects.exists()
    said = lines_of(told(mailbox))
    assert "This text is too long" in said
    assert long in said


def test_colleagues_can_be_named_and_whole_teams_are_not_told_by_mail(
    letter, postbox, mailbox
):  # fmt: skip
    anna = make_person("Anna Bakker")
    team = people.make_team("Kabels")
    make_person(team=team)
    postbox.bring(reply(letter, "Vraag het @Anna Bakker"))
    postbox.bring(reply(letter, "Vraag het @Kabels"))

    take_answers()

    assert Mention.objects.get().person == anna
    deliver()
    (mail,) = mailbox.to("bram@noorderlicht.example")
    assert "It names a team" in words_of(mail)


def test_a_token_that_was_tampered_with_is_nobodys(letter, postbox, mailbox):
    local, _, host = address_in(letter).partition("@")
    said, _, signed = local.rpartition("-")
    other = "a" if signed[0] != "a" else "b"
    for made_up in (
        f"{said}-{other}{signed[1:]}@{host}",
        f"{said}-{signed[:-1]}@{host}",
        f"{said}1-{signed}@{host}",
        f"antwoord@{host}",
    ):
        postbox.bring(reply(letter, to=made_up))

    take_answers()
    deliver()

    assert not Comment.objects.exists()
    assert not mailbox.mails
    assert not postbox.waiting()


def test_a_token_of_another_thread_or_person_cannot_be_put_together(letter, postbox, bram, blog):
    other = make_article(blog)
    anna = make_person("Anna", email="anna@noorderlicht.example")
    thread = Thread.objects.exclude(pk=other.thread_id).get()
    signed = address_in(letter).rpartition("-")[2]
    assert address_in(letter) == f"antwoord+t{base36(thread.pk)}-{base36(bram.pk)}-{signed}"
    for number, person in ((other.thread_id, bram), (thread.pk, anna)):
        made_up = f"antwoord+t{base36(number)}-{base36(person.pk)}-{signed}"
        postbox.bring(reply(letter, to=made_up))
        postbox.bring(reply(letter, to=made_up, sender=anna.email))

    take_answers()

    assert not Comment.objects.exists()


def base36(number):
    """Write a number as addresses do."""
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return (base36(number // 36) if number >= 36 else "") + digits[number % 36]


def test_answers_to_mails_from_before_the_key_was_changed_still_come_in(letter, postbox, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key, for tests as well"
    postbox.bring(reply(letter))

    take_answers()

    assert Comment.objects.count() == 1


def test_answers_signed_with_a_key_that_is_gone_do_not(letter, postbox, settings):
    settings.SECRET_KEY = "another key, for tests as well"
    postbox.bring(reply(letter))

    take_answers()

    assert not Comment.objects.exists()


def test_a_mailbox_that_is_away_costs_a_line_in_the_log_and_nothing_else(
    postbox, settings, caplog
):  # fmt: skip
    for url in (
        "imap://antwoord:geheim@127.0.0.1:1/INBOX",
        postbox.url.replace(postbox.key, "antwoord:verkeerd"),
        postbox.url.replace("INBOX", "Bestaat%20niet"),
    ):
        settings.ANSWERS_URL = url
        caplog.clear()

        assert take_answers() == 0

        (line,) = [record for record in caplog.records if record.name.startswith("intranet")]
        assert line.msg == "mailbox_away"
        assert "geheim" not in str(line.__dict__)


def test_after_it_was_away_everything_that_waited_comes_in(letter, postbox, settings):
    postbox.bring(reply(letter))
    settings.ANSWERS_URL = "imap://antwoord:geheim@127.0.0.1:1/INBOX"
    take_answers()
    settings.ANSWERS_URL = postbox.url

    assert take_answers() == 1
    assert Comment.objects.count() == 1


def test_a_mail_that_cannot_be_dealt_with_is_set_aside_and_keeps_no_other_waiting(
    letter, postbox, caplog, monkeypatch
):  # fmt: skip
    def breaks(text):
        if "breek" in text:
            raise KeyError(text)
        return text.partition("\n")[0]

    monkeypatch.setattr("intranet.platform.incoming.words.own_words", breaks)
    postbox.bring(reply(letter, "breek"))
    postbox.bring(reply(letter, "heel"))

    take_answers()
    take_answers()

    assert [record.msg for record in caplog.records].count("mail_set_aside") == 1
    assert Comment.objects.get().plain == "heel"
    assert len(postbox.waiting("FLAGGED")) == 1
    monkeypatch.undo()
    postbox.flag(r"(\Flagged)", sign="-")
    take_answers()
    assert set(Comment.objects.values_list("plain", flat=True)) == {"heel", "breek"}
    assert not postbox.waiting()


def test_only_one_process_looks_into_the_mailbox_and_a_dead_one_is_no_hindrance(letter, postbox):
    postbox.bring(reply(letter))
    MailTurn.objects.create(mailbox="answers", held_until=clock.now() + timedelta(minutes=5))

    assert take_answers() == 0

    MailTurn.objects.update(held_until=clock.now() - timedelta(seconds=1))
    assert take_answers() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("taken", [timedelta(minutes=10), timedelta(minutes=-10)])
def test_two_processes_at_once_make_one_comment_also_when_each_thinks_it_is_alone(
    letter, postbox, monkeypatch, taken
):  # fmt: skip
    monkeypatch.setattr("intranet.platform.incoming.taking.TAKEN", taken)
    postbox.bring(reply(letter))

    together(take_answers, take_answers)

    assert Comment.objects.count() == 1 == Thread.objects.get().comment_count
    assert not postbox.waiting()


def somebody_waits_to_comment():
    """Tell whether a process stands in the middle of making a comment."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted"
            " AND relation = 'conversations_comment'::regclass"
        )
        return cursor.fetchone()[0] > 0


@pytest.mark.django_db(transaction=True)
def test_what_a_worker_that_was_killed_had_in_its_hands_the_next_one_does_once(
    letter, postbox, settings, monkeypatch
):  # fmt: skip
    monkeypatch.setenv("ANSWERS_URL", settings.ANSWERS_URL)
    monkeypatch.setenv("ANSWERS_ADDRESS", settings.ANSWERS_ADDRESS)
    postbox.bring(reply(letter, "Een antwoord"))
    with worker_at(clock.now()) as worker, transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE conversations_comment IN SHARE MODE")
        tasks.take_answers.apply_async()
        wait_until(somebody_waits_to_comment, "no worker came to the mail")
        kill(worker)
    left_by_the_dead = Comment.objects.count(), len(postbox.waiting())

    with worker_at(clock.now() + timedelta(minutes=11)):
        for _minute in range(2):
            tasks.take_answers.apply_async()
        wait_until(lambda: not postbox.waiting(), "the mail was not taken")

    assert left_by_the_dead == (0, 1)
    assert Comment.objects.get().plain == "Een antwoord"


def test_a_line_that_breaks_before_the_mail_is_thrown_away_doubles_nothing(
    letter, postbox, monkeypatch
):  # fmt: skip
    def breaks(inbox, number):
        raise ConnectionResetError

    postbox.bring(reply(letter))
    with monkeypatch.context() as broken:
        broken.setattr("intranet.platform.incoming.inbox.Inbox.remove", breaks)
        take_answers()
    assert Comment.objects.count() == 1
    assert postbox.waiting()

    take_answers()

    assert Comment.objects.count() == 1
    assert not postbox.waiting()


def test_of_many_mails_some_come_in_a_minute_later(letter, postbox, monkeypatch):
    monkeypatch.setattr("intranet.platform.incoming.taking.MOST_AT_ONCE", 2)
    for number in range(3):
        postbox.bring(reply(letter, f"Antwoord {number}"))

    assert (take_answers(), take_answers()) == (2, 1)
    said = Comment.objects.order_by("pk").values_list("plain", flat=True)
    assert list(said) == ["Antwoord 0", "Antwoord 1", "Antwoord 2"]


def test_of_a_mail_only_a_number_is_kept_and_that_not_for_ever(letter, postbox):
    postbox.bring(reply(letter))
    take_answers()
    deliver()

    forget_received_mail()
    assert ReceivedMail.objects.count() == 1
    ReceivedMail.objects.update(received_at=clock.now() - timedelta(days=61))
    forget_received_mail()
    assert not ReceivedMail.objects.exists()
    assert not OutboxEntry.objects.exists()
