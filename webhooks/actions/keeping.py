"""Letting other software listen: made, changed, tried out and ended by an administrator."""

import base64
import secrets
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.outbox import publish
from intranet.platform.outgoing import NotSpokenTo, read_address
from intranet.platform.policy import require
from people.models import User
from webhooks.events import SendingAsked
from webhooks.models import TRIAL, Delivery, Trouble, Webhook
from webhooks.policies import can_keep_webhooks

FACTS = frozenset({"name", "url", "happenings", "is_on"})


@transaction.atomic
def keep_webhook(*, owner: User, name: str, url: str, happenings: list[str]) -> Webhook:
    """Let an address hear what happens, as far as its owner may see that."""
    require_administrator(owner)
    webhook = Webhook(
        name=name,
        url=url,
        happenings=happenings,
        owner=owner,
        secret=new_secret(),
        created_at=clock.now(),
    )
    clean(webhook)
    webhook.save()
    record("webhooks.webhook.made", actor=owner, subject=webhook)
    return webhook


@transaction.atomic
def change_webhook(*, actor: User, webhook: Webhook, **facts: Any) -> None:
    """Change what it is called, where it is, what it hears of, or whether it is on.

    Whoever changes it becomes its owner: nobody leads what another may see to an address of hers.
    """
    require_administrator(actor)
    if unknown := set(facts) - FACTS:
        raise TypeError(f"Not of a webhook: {', '.join(sorted(unknown))}")
    fresh = Webhook.objects.select_for_update().get(pk=webhook.pk)
    for fact, value in facts.items():
        setattr(fresh, fact, value)
    fresh.owner = actor
    fresh.failing_since = fresh.rests_until = None
    clean(fresh)
    fresh.save()
    record("webhooks.webhook.changed", actor=actor, subject=fresh, facts=sorted(facts))


@transaction.atomic
def renew_webhook_secret(*, actor: User, webhook: Webhook) -> str:
    """Give it a new secret, which is told this once; the earlier one ends now."""
    require_administrator(actor)
    secret = new_secret()
    Webhook.objects.filter(pk=webhook.pk).update(secret=secret)
    record("webhooks.secret.renewed", actor=actor, subject=webhook)
    return secret


@transaction.atomic
def remove_webhook(*, actor: User, webhook: Webhook) -> None:
    """End it; what it was told is forgotten with it."""
    require_administrator(actor)
    record("webhooks.webhook.removed", actor=actor, subject=webhook)
    webhook.delete()


@transaction.atomic
def try_webhook(*, actor: User, webhook: Webhook) -> Delivery:
    """Send it a message about nothing."""
    require_administrator(actor)
    require_that_it_hears(webhook.pk)
    now = clock.now()
    Webhook.objects.filter(pk=webhook.pk).update(rests_until=None)
    publish(SendingAsked(webhook.pk))
    return Delivery.objects.create(
        webhook=webhook, event_id=uuid.uuid4(), happening=TRIAL, happened_at=now, due_at=now
    )


@transaction.atomic
def send_again(*, actor: User, delivery: Delivery) -> None:
    """Send a message once more, whatever became of it, with the same number."""
    require_administrator(actor)
    require_that_it_hears(delivery.webhook_id)
    Webhook.objects.filter(pk=delivery.webhook_id).update(rests_until=None)
    Delivery.objects.filter(pk=delivery.pk).update(
        state=Delivery.State.WAITING, due_at=clock.now(), attempts=0
    )
    publish(SendingAsked(delivery.webhook_id))


def require_administrator(person: User) -> None:
    """Refuse everybody else."""
    require(can_keep_webhooks(person), _("Only administrators can let other software listen."))


def require_that_it_hears(number: int) -> None:
    """Refuse to send by hand what would never go."""
    webhook = Webhook.objects.select_related("owner").get(pk=number)
    require(webhook.is_on, _("Turn it on first: while it is off, nothing is sent to it."))
    require(
        webhook.owner.is_active,
        _("Its owner has left. Open it and save it first, then it hears what you may see."),
    )


def clean(webhook: Webhook) -> None:
    """Refuse what cannot work, before it is saved."""
    webhook.full_clean(exclude=["owner"])
    try:
        read_address(webhook.url)
    except NotSpokenTo as error:
        raise ValidationError({"url": Trouble(str(error)).label}) from error


def new_secret() -> str:
    """Return 32 random bytes, written as receivers of Standard Webhooks expect them."""
    return f"whsec_{base64.b64encode(secrets.token_bytes(32)).decode()}"
