"""Not agreeing with a decision: a conversation, and somebody else who decides again."""

from datetime import timedelta

import pytest
from django.core import mail

from conversations.models import Comment, Thread
from intranet.platform import clock
from moderation.actions import DecidedMeanwhile, decide_appeal
from moderation.models import Appeal, Case, Decision
from notifications.feeds import bell, unread_count
from tests.factories.communities import make_comment, make_post
from tests.factories.people import make_hr
from tests.outbox import deliver
from tests.search.looking import comment_, found_by, post_
from tests.together import together

pytestmark = pytest.mark.django_db

WHY_NOT = "Petra vroeg zelf of ik het erbij wilde zetten."


@pytest.fixture
def post(kees, place):
    """What it is about."""
    post = make_post(author=kees, community=place, body="Typisch Petra, de zonnewijzer.")
    deliver()
    return post


@pytest.fixture
def decided(sign_in, wim, fatima, section):
    """Let something be reported and decided about."""

    def decide(said, outcome="withdraw", *, by=fatima, **more):
        kind = "comment" if isinstance(said, Comment) else "thread"
        sign_in(wim).post(f"/reports/{kind}/{said.pk}/", {"section": section.pk})
        case = Case.objects.exclude(stage="done").get(kind=kind, subject_id=said.pk)
        words = {"outcome": outcome, "section": section.pk, "reasons": "Over een persoon."}
        sign_in(by).post(f"/desk/{case.pk}/decide/", words | {"seen_decisions": 0} | more)
        deliver()
        return case.decisions.get()

    return decide


@pytest.fixture
def appealed(sign_in, kees):
    """Let Kees say that he does not agree."""

    def appeal(decision):
        sign_in(kees).post(f"/decisions/{decision.pk}/appeal/", {"words": WHY_NOT})
        deliver()
        return Appeal.objects.get(decision=decision)

    return appeal


@pytest.fixture
def decide_again(sign_in, lotte):
    """Let Lotte decide again."""

    def decide(appeal, overturns, *, by=lotte, reasons="Ik heb Petra gesproken."):
        words = {"overturns": overturns, "reasons": reasons}
        answer = sign_in(by).post(f"/appeals/{appeal.pk}/decide/", words)
        deliver()
        return answer

    return decide


def said(answer):
    """Return what a page says."""
    return answer.content.decode()


def reasons_in_bell(person):
    """Return why somebody was told."""
    return [line.told.reason for line in bell(person).lines]


def test_an_appeal_is_a_conversation_between_the_author_and_hr(
    sign_in, kees, fatima, lotte, post, decided, appealed
):
    appeal = appealed(decided(post))
    address = f"/appeals/{appeal.pk}/"

    sign_in(lotte).post(f"{address}say/", {"words": "Wat zei Petra precies?"})
    sign_in(kees).post(f"{address}say/", {"words": "Dat het mocht."})
    sign_in(fatima).post(f"{address}say/", {"words": "Dat wist ik niet."})
    deliver()

    page = said(sign_in(kees).get(address))
    in_order = [WHY_NOT, "Wat zei Petra precies?", "Dat het mocht.", "Dat wist ik niet."]
    assert sorted(in_order, key=page.index) == in_order
    assert "appeal_answered" in reasons_in_bell(kees)
    assert "appeal_answered" in reasons_in_bell(lotte)


def test_it_waits_for_who_did_not_decide(sign_in, fatima, lotte, kees, post, decided, appealed):
    appeal = appealed(decided(post))

    assert "appealed" in reasons_in_bell(lotte)
    assert "appealed" not in reasons_in_bell(fatima)
    assert f"/desk/{appeal.decision.case_id}/" in said(sign_in(lotte).get("/desk/?only=appeals"))
    for person in (fatima, kees):
        words = {"overturns": "yes", "reasons": "Zo"}
        assert sign_in(person).post(f"/appeals/{appeal.pk}/decide/", words).status_code == 403
    assert Appeal.objects.get().outcome == "open"


def test_who_was_second_reader_does_not_decide_again_either(
    sign_in, lotte, post, decided, appealed, decide_again
):
    decision = decided(post, "for_good")
    sign_in(lotte).post(f"/desk/{decision.case_id}/confirm/")
    appeal = appealed(decision)

    assert decide_again(appeal, "yes").status_code == 403
    decide_again(appeal, "yes", by=make_hr("Anne Bakker"))

    thread = Thread.objects.get()
    assert thread.is_published
    assert not thread.is_final


def test_what_was_undone_is_back_everywhere(
    sign_in, kees, wim, post, decided, appealed, decide_again
):
    appeal = appealed(decided(post))
    assert found_by(wim, "zonnewijzer") == set()

    decide_again(appeal, "yes")

    assert "zonnewijzer" in said(sign_in(wim).get(post.get_absolute_url()))
    assert "zonnewijzer" in said(sign_in(wim).get(post.community.get_absolute_url()))
    assert found_by(wim, "zonnewijzer") == {post_(post)}
    assert "appeal_decided" in reasons_in_bell(kees)
    bells = sign_in(kees).get("/notifications/")
    assert "You were right: the decision is undone." in said(bells)
    assert "You were right, Kees" in said(sign_in(kees).get(f"/appeals/{appeal.pk}/"))


def test_who_decided_first_hears_that_it_was_undone_and_not_that_she_was_right(
    sign_in, fatima, post, decided, appealed, decide_again
):
    decide_again(appealed(decided(post)), "yes")

    bells = said(sign_in(fatima).get("/notifications/"))
    assert "undid your decision" in bells
    assert "You were right" not in bells


def test_a_comment_is_back_and_counts_again(
    sign_in, kees, wim, place, decided, appealed, decide_again
):
    post = make_post(author=wim, community=place)
    comment = make_comment(thread=post, author=kees, body="De zonnewijzer van Petra")
    deliver()
    appeal = appealed(decided(comment))
    assert Thread.objects.get().comment_count == 0

    decide_again(appeal, "yes")

    assert Thread.objects.get().comment_count == 1
    assert "zonnewijzer" in said(sign_in(wim).get(post.get_absolute_url()))
    assert found_by(wim, "zonnewijzer") == {comment_(comment)}


def test_what_was_undone_is_erased_from_the_record_and_lets_write_again(
    sign_in, kees, wim, fatima, place, post, decided, appealed, decide_again
):
    appeal = appealed(decided(post, warns="on", silent_days=7))
    address = f"/communities/{place.slug}/posts/"
    assert sign_in(kees).post(address, {"body": "Hallo"}).status_code == 403

    decide_again(appeal, "yes")

    sign_in(kees).post(address, {"body": "Daar ben ik weer"})
    again = Thread.objects.get(plain="Daar ben ik weer")
    sign_in(wim).post(f"/reports/thread/{again.pk}/", {"words": "Dit ook"})
    case = Case.objects.get(subject_id=again.pk)
    assert "Nothing that still counts" in said(sign_in(fatima).get(f"/desk/{case.pk}/"))
    assert not Decision.objects.get().warns


def test_another_silence_that_was_not_undone_goes_on(
    sign_in, kees, wim, place, post, decided, appealed, decide_again
):
    other = make_post(author=kees, community=place, body="Nog iets")
    decided(other, silent_days=3)
    appeal = appealed(decided(post, silent_days=14))

    decide_again(appeal, "yes")

    address = f"/communities/{place.slug}/posts/"
    assert sign_in(kees).post(address, {"body": "Hallo"}).status_code == 403
    with clock.moved_to(clock.now() + timedelta(days=4)):
        assert sign_in(kees).post(address, {"body": "Daar ben ik"}).status_code == 302


def test_what_was_decided_since_about_the_same_words_stays(
    sign_in, kees, wim, post, decided, appealed, decide_again, section, fatima
):
    first = decided(post, "ask_edit")
    changed = {"body": "Petra weer", "seen_edits": 0}
    sign_in(kees).post(f"/posts/{post.pk}/edit/", changed)
    words = {"outcome": "withdraw", "section": section.pk, "reasons": "Nog steeds."}
    sign_in(fatima).post(f"/desk/{first.case_id}/decide/", words | {"seen_decisions": 1})

    decide_again(appealed(first), "yes")

    assert Appeal.objects.get().outcome == "overturned"
    assert sign_in(wim).get(post.get_absolute_url()).status_code == 404


def test_a_decision_that_stays_says_why_and_the_post_stays_away(
    sign_in, kees, wim, post, decided, appealed, decide_again
):
    appeal = appealed(decided(post))

    decide_again(appeal, "no", reasons="Petra vond het niet fijn.")

    page = said(sign_in(kees).get(f"/appeals/{appeal.pk}/"))
    assert "The decision stays" in page
    assert "Petra vond het niet fijn." in page
    assert sign_in(wim).get(post.get_absolute_url()).status_code == 404
    assert Decision.objects.get().overturned_at is None


def test_the_author_reads_what_was_decided_again_in_his_language(
    kees, post, decided, appealed, decide_again
):
    type(kees).objects.filter(pk=kees.pk).update(language="nl")
    appeal = appealed(decided(post))
    mail.outbox.clear()

    decide_again(appeal, "yes")

    letter = mail.outbox[0]
    assert letter.to == [kees.email]
    assert letter.subject == "Je had gelijk: het besluit is vervallen"
    assert "Ik heb Petra gesproken." in letter.body


def test_an_appeal_is_taken_back_and_decided_by_nobody(
    sign_in, kees, post, decided, appealed, decide_again
):
    appeal = appealed(decided(post))

    sign_in(kees).post(f"/appeals/{appeal.pk}/take-back/")

    assert decide_again(appeal, "yes").status_code == 409
    assert Appeal.objects.get().outcome == "taken_back"
    assert "appealed already" in said(
        sign_in(kees).post(f"/decisions/{appeal.decision_id}/appeal/", {"words": WHY_NOT})
    )


def test_one_appeals_in_time_or_not(sign_in, kees, post, decided):
    decision = decided(post)

    with clock.moved_to(clock.now() + timedelta(days=15)):
        page = sign_in(kees).get(f"/decisions/{decision.pk}/")
        answer = sign_in(kees).post(f"/decisions/{decision.pk}/appeal/", {"words": WHY_NOT})

    assert "The time to appeal has passed" in said(page)
    assert answer.status_code == 403
    assert WHY_NOT in said(answer)
    assert not Appeal.objects.exists()


@pytest.mark.parametrize("words", ["", "   ", "x" * 5001])
def test_what_cannot_be_sent_stays_in_the_form(sign_in, kees, post, decided, words):
    decision = decided(post)

    answer = sign_in(kees).post(f"/decisions/{decision.pk}/appeal/", {"words": words})

    assert answer.status_code == 422
    assert words.strip() in said(answer)
    assert not Appeal.objects.exists()


def test_deciding_again_without_a_reason_keeps_what_was_chosen(
    post, decided, appealed, decide_again
):
    appeal = appealed(decided(post))

    answer = decide_again(appeal, "yes", reasons=" ")

    assert answer.status_code == 422
    assert "Say why" in said(answer)
    assert Appeal.objects.get().outcome == "open"


def test_an_empty_message_is_not_said(sign_in, lotte, post, decided, appealed):
    appeal = appealed(decided(post))

    answer = sign_in(lotte).post(f"/appeals/{appeal.pk}/say/", {"words": " "})

    assert answer.status_code == 422
    assert appeal.messages.count() == 1


def test_the_conversation_goes_on_for_a_month_and_then_is_only_read(
    sign_in, kees, post, decided, appealed, decide_again
):
    appeal = appealed(decided(post))
    decide_again(appeal, "no")
    browser, address = sign_in(kees), f"/appeals/{appeal.pk}/say/"

    assert browser.post(address, {"words": "Jammer"}).status_code == 302
    with clock.moved_to(clock.now() + timedelta(days=31)):
        late = sign_in(kees).post(address, {"words": "Toch nog iets"})
        assert late.status_code == 403
        assert "Toch nog iets" in said(late)
        assert "Jammer" in said(sign_in(kees).get(f"/appeals/{appeal.pk}/"))


def test_of_two_who_decide_again_the_second_reads_the_first_and_keeps_what_was_typed(
    post, decided, appealed, decide_again
):
    appeal = appealed(decided(post))
    decide_again(appeal, "yes")

    answer = decide_again(appeal, "no", by=make_hr("Anne Bakker"), reasons="Ik vond van niet.")

    assert answer.status_code == 409
    assert "Ik heb Petra gesproken." in said(answer)
    assert "Ik vond van niet." in said(answer)
    assert Appeal.objects.get().outcome == "overturned"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_again_at_the_same_moment_one_does(lotte, post, decided, appealed):
    appeal, anne = appealed(decided(post)), make_hr("Anne Bakker")

    def decides(person, overturns):
        def act():
            try:
                decide_appeal(
                    moderator=person, appeal=appeal, overturns=overturns, reasons="Daarom"
                )
            except DecidedMeanwhile:
                return "late"
            return "decided"

        return act

    done = together(decides(lotte, True), decides(anne, False))

    assert sorted(done) == ["decided", "late"]
    is_back = Appeal.objects.get().outcome == "overturned"
    assert Thread.objects.get().is_published is is_back


@pytest.mark.django_db(transaction=True)
def test_who_appeals_twice_at_the_same_moment_appeals_once(kees, post, decided):
    from moderation.actions import make_appeal

    decision = decided(post)

    def appeals():
        return make_appeal(author=kees, decision=Decision.objects.get(), words=WHY_NOT)

    together(appeals, appeals)

    assert Appeal.objects.get(decision=decision).messages.count() == 1


def test_an_appeal_against_who_takes_care_of_a_place_is_decided_by_hr(
    sign_in, lotte, kees, place, post, appealed, decide_again
):
    manager = place.memberships.get(role="manager").person
    reason = {"reason": "Zo praten wij hier niet."}
    sign_in(manager).post(f"/threads/{post.pk}/withdraw/", reason)
    deliver()

    appeal = appealed(Decision.objects.get())

    assert "appealed" in reasons_in_bell(lotte)
    assert sign_in(manager).get(f"/appeals/{appeal.pk}/").status_code == 404
    decide_again(appeal, "yes")
    assert Thread.objects.get().is_published


def test_who_decided_in_a_place_hears_how_an_appeal_ended_and_not_what_was_said_in_it(
    sign_in, lotte, kees, place, post, appealed, decide_again
):
    manager = place.memberships.get(role="manager").person
    sign_in(manager).post(f"/threads/{post.pk}/withdraw/", {"reason": "Zo praten wij hier niet."})
    deliver()
    appeal = appealed(Decision.objects.get())
    sign_in(kees).post(f"/appeals/{appeal.pk}/say/", {"words": "Zij mag mij niet."})
    deliver()
    assert unread_count(manager) == 0

    decide_again(appeal, "yes")

    told = said(sign_in(manager).get("/notifications/"))
    assert reasons_in_bell(manager) == ["appeal_decided"]
    assert unread_count(manager) == 1
    assert f'href="{post.get_absolute_url()}"' in told
    assert "Zij mag mij niet" not in told
