"""Letting a program in, knowing it again, and sending it away."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.policy import require
from people.actions.noticing import note_account_change
from people.models import AccessToken, User
from people.policies import can_withdraw_token

# Says whose secret it is, so that whoever finds one knows where to withdraw it.
PREFIX = "ond_"
LONGEST_LIFE = timedelta(days=365)
# Ways in that work, of one person.
MOST = 20


@transaction.atomic
def make_token(
    *, person: User, name: str, scopes: Collection[str], lasts: timedelta
) -> tuple[AccessToken, str]:
    """Let a program act for her; returns its secret too, which nobody can be shown again."""
    require(person.is_active, _("You may not do that here."))
    now = clock.now()
    held = User.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    if AccessToken.objects.working(now).filter(person=held).count() >= MOST:
        raise ValidationError(_("You have twenty of these. Withdraw one that you do not use."))
    secret = PREFIX + secrets.token_urlsafe(32)
    token = AccessToken.objects.create(
        person=held,
        name=" ".join(name.split()),
        scopes=[each for each in (*AccessToken.Scope.values, AccessToken.FEEDS) if each in scopes],
        token_hash=hash_of(secret),
        made_at=now,
        expires_at=now + min(lasts, LONGEST_LIFE),
    )
    record("people.token.made", actor=person, subject=token, scopes=token.scopes)
    note_account_change(person=person, what="token_made")
    return token, secret


@transaction.atomic
def withdraw_token(*, actor: User, token: AccessToken) -> None:
    """End a way in at once; whose it is hears of it when another did that."""
    require(can_withdraw_token(actor, token), _("You may not do that here."))
    if AccessToken.objects.filter(pk=token.pk, withdrawn_at=None).update(withdrawn_at=clock.now()):
        record("people.token.withdrawn", actor=actor, subject=token)
        if actor.pk != token.person_id:
            note_account_change(person=token.person, what="token_withdrawn")


def withdraw_all_tokens(person: User) -> None:
    """End all ways in of somebody who leaves."""
    AccessToken.objects.filter(person=person, withdrawn_at=None).update(withdrawn_at=clock.now())


def token_with(secret: str) -> AccessToken | None:
    """Return the way in to the API that this secret opens now; None for anything else."""
    return opened_by(secret, AccessToken.objects.for_programs())


def feed_password_with(secret: str) -> AccessToken | None:
    """Return the way in to feeds and the calendar that this opens now; None for anything else."""
    return opened_by(secret, AccessToken.objects.for_feeds())


def opened_by(secret: str, tokens: QuerySet[AccessToken]) -> AccessToken | None:
    """Return which of these a secret opens now, and note that it was used."""
    if not secret.startswith(PREFIX):
        return None
    found = tokens.working(clock.now()).filter(token_hash=hash_of(secret))  # type: ignore[attr-defined]
    token = found.select_related("person", "person__location", "person__photo").first()
    if token is not None:
        note_use(token)
    return token


def note_use(token: AccessToken) -> None:
    """Note on which day it was used last, once a day."""
    today = clock.now().date()
    if token.last_used_on != today:
        AccessToken.objects.filter(pk=token.pk).update(last_used_on=today)


def hash_of(secret: str) -> str:
    """Return what is kept of a secret; it is long and random, so nobody guesses it from this."""
    return hashlib.sha256(secret.encode()).hexdigest()
