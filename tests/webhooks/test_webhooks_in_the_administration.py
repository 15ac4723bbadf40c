"""An administrator lets other software listen, and sees what it answered."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from communities.actions import leave_community
from intranet.platform import clock
from intranet.platform.models import AuditRecord
from people.actions import deactivate_person
from people.models import User
from tests.factories.communities import make_community, make_post
from tests.factories.people import make_administrator, make_hr
from tests.outbox import deliver
from webhooks.actions import change_webhook, send_what_is_due, try_webhook
from webhooks.models import Delivery, Webhook

pytestmark = pytest.mark.django_db

LIST = "/admin/webhooks/webhook/"
FORM = {
    "name": "Meldkamer",
    "url": "https://hooks.example.org/plein",
    "happenings": ["post.published"],
    "is_on": "on",
}


@pytest.fixture
def admin(client, tom):
    client.force_login(tom)
    return client


def text_of(answer):
    return answer.content.decode()


def chosen(action, *things):
    return {"action": action, "_selected_action": [thing.pk for thing in things]}


def test_the_secret_is_shown_when_it_is_made_and_never_again(admin, tom):
    page = text_of(admin.post(f"{LIST}add/", FORM))

    webhook = Webhook.objects.get()
    assert (webhook.owner, webhook.is_on) == (tom, True)
    assert webhook.secret in page
    assert "Kopieer het nu" in page
    for again in (LIST, f"{LIST}{webhook.pk}/change/", f"{LIST}{webhook.pk}/history/"):
        assert webhook.secret not in text_of(admin.get(again))
    assert AuditRecord.objects.filter(action="webhooks.webhook.made").count() == 1
    assert webhook.secret not in str(AuditRecord.objects.values_list("details"))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"url": "http://hooks.example.org/"}, "https://"),
        ({"url": "https://naam:woord@hooks.example.org/"}, "zonder naam en wachtwoord"),
        ({"url": "https://10.1.2.3/"}, "op internet"),
        ({"url": "geen adres"}, "geldige URL"),
        ({"name": ""}, "Vul dit nog in."),
        ({"happenings": []}, "Vul dit nog in."),
        ({"happenings": ["alles"]}, "alles"),
    ],
)
def test_what_cannot_work_is_refused_with_a_sentence(admin, wrong, said):
    page = text_of(admin.post(f"{LIST}add/", FORM | wrong))

    assert not Webhook.objects.exists()
    assert said in page


def test_a_new_secret_ends_the_earlier_one(admin, webhook):
    page = text_of(admin.post(LIST, chosen("give_a_new_secret", webhook)))

    fresh = Webhook.objects.get()
    assert fresh.secret != webhook.secret
    assert fresh.secret in page


def test_a_trial_message_arrives(admin, webhook, receiver):
    admin.post(LIST, chosen("send_a_trial", webhook))
    send_what_is_due()

    assert b"webhook.trial" in receiver.heard[0][2]


def test_what_is_saved_can_be_tried_at_once_and_leads_to_what_it_answered(admin, webhook, receiver):
    address = f"{LIST}{webhook.pk}/change/"
    answers = f"/admin/webhooks/delivery/?webhook__id__exact={webhook.pk}"
    page = text_of(admin.get(address))
    assert "Bewaar en stuur een proefbericht" in page
    assert f'href="{answers}"' in page

    sent = admin.post(address, FORM | {"url": webhook.url, "_trial": "x"}, follow=True)
    send_what_is_due()

    assert sent.redirect_chain == [(answers, 302)]
    assert "proefbericht onderweg" in text_of(sent)
    assert b"webhook.trial" in receiver.heard[0][2]


def test_an_empty_list_says_what_belongs_there(admin):
    assert "Er luistert nog geen andere software." in text_of(admin.get(LIST))
    assert "Er is nog niets aan andere software verteld." in text_of(
        admin.get("/admin/webhooks/delivery/")
    )


@pytest.mark.parametrize(
    ("why", "said"), [("off", "Zet hem eerst aan"), ("owner left", "De eigenaar is weg")]
)
def test_nothing_is_said_to_be_on_its_way_to_one_that_hears_nothing(
    client, webhook, receiver, tom, why, said
):
    make_post()
    deliver()
    send_what_is_due()
    ada = make_administrator("Ada Beheer")
    if why == "off":
        change_webhook(actor=tom, webhook=webhook, is_on=False)
    else:
        deactivate_person(actor=ada, person=tom)
    client.force_login(ada)

    tried = client.post(LIST, chosen("send_a_trial", webhook), follow=True)
    again = chosen("send_once_more", Delivery.objects.get())
    sent = client.post("/admin/webhooks/delivery/", again, follow=True)

    for page in (text_of(tried), text_of(sent)):
        assert f"Meldkamer: {said}" in page
        assert "proefbericht onderweg" not in page
        assert "opnieuw op weg" not in page
    assert Delivery.objects.get().state == "arrived"


def test_what_it_answered_can_be_read(admin, webhook, receiver):
    receiver.answers = [(500, b"de <b>meldkamer</b> is dicht")]
    make_post()
    deliver()
    send_what_is_due()

    listed = text_of(admin.get("/admin/webhooks/delivery/"))
    page = text_of(admin.get(f"/admin/webhooks/delivery/{Delivery.objects.get().pk}/change/"))

    assert "Een nieuw bericht" in listed
    assert "500" in listed
    assert "de &lt;b&gt;meldkamer&lt;/b&gt; is dicht" in page
    assert "er komt niets aan" in text_of(admin.get(LIST))


def test_moments_read_the_same_way_in_both_languages(admin, webhook, tom):
    at_night = datetime(2026, 11, 22, 21, 5, tzinfo=ZoneInfo("Europe/Amsterdam"))
    with clock.moved_to(at_night):
        try_webhook(actor=tom, webhook=webhook)

    said = {}
    for language in ("nl", "en"):
        User.objects.update(language=language)
        said[language] = text_of(admin.get("/admin/webhooks/delivery/"))

    assert "22 november 2026 21:05" in said["nl"]
    assert "22 November 2026, 21:05" in said["en"]


def test_what_was_sent_can_be_sent_again(admin, webhook, receiver):
    make_post()
    deliver()
    send_what_is_due()

    admin.post("/admin/webhooks/delivery/", chosen("send_once_more", Delivery.objects.get()))
    send_what_is_due()

    assert len(receiver.heard) == 2
    assert receiver.heard[0][1]["webhook-id"] == receiver.heard[1][1]["webhook-id"]


def test_a_webhook_whose_owner_left_says_so(client, webhook, tom):
    ada = make_administrator("Ada Beheer")
    deactivate_person(actor=ada, person=tom)
    client.force_login(ada)

    assert "stil: de eigenaar is weg" in text_of(client.get(LIST))


def test_another_administrator_who_changes_it_hears_only_what_she_may_see(
    client, webhook, receiver, tom
):
    place = make_community("closed", managers=[make_administrator()], members=[tom])
    ada = make_administrator("Ada Beheer")
    client.force_login(ada)

    client.post(f"{LIST}{webhook.pk}/change/", FORM | {"url": receiver.url})
    make_post(community=place)
    deliver()

    assert Webhook.objects.get().owner == ada
    assert not Delivery.objects.exists()
    leave_community(person=tom, community=place)


@pytest.mark.parametrize("make", [make_hr])
def test_hr_does_not_keep_webhooks(client, webhook, make):
    client.force_login(make())

    for page in (LIST, f"{LIST}add/", f"{LIST}{webhook.pk}/change/", "/admin/webhooks/delivery/"):
        assert client.get(page).status_code in (403, 302)
    assert "webhook" not in text_of(client.get("/admin/")).lower()


def test_removing_it_ends_it(admin, webhook):
    asked = text_of(admin.get(f"{LIST}{webhook.pk}/delete/"))
    admin.post(f"{LIST}{webhook.pk}/delete/", {"post": "yes"})

    assert "Er gaat niets meer heen" in asked
    assert not Webhook.objects.exists()
    assert AuditRecord.objects.filter(action="webhooks.webhook.removed").exists()


def test_the_administration_has_a_line_for_it(admin):
    front = text_of(admin.get("/admin/"))

    assert re.search(r'href="/admin/webhooks/webhook/"', front)
    assert "Andere software" in front
