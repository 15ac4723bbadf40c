"""What follows about people: mail, and putting away what has had its time."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from celery import shared_task
from django.conf import settings
from django.urls import reverse

from intranet.platform import clock
from intranet.platform.live import tell_pages
from intranet.platform.mail import send_mail
from people.actions import inviting, registering, signing_out, tidying
from people.models import Invitation, User


@shared_task
def send_invitation(*, event_id, invitation_id, **extra):
    """Mail the way in to somebody who was invited."""
    invitation = (
        Invitation.objects.open(clock.now())
        .select_related("person", "invited_by")
        .filter(pk=invitation_id)
        .first()
    )
    if invitation is None or not invitation.person.email:
        return
    send_mail(
        "account/email/invitation",
        to=invitation.person.email,
        language=invitation.person.language,
        event_id=event_id,
        context={
            "person": invitation.person,
            "invited_by": invitation.invited_by,
            "expires_at": invitation.expires_at,
            "link": address("invitation", inviting.token_of(invitation)),
        },
    )


@shared_task
def send_password_reset(*, event_id, login, **extra):
    """Mail a link for a new password, if this is somebody who works here and has an address.

    Who never had a password comes in by invitation or with a code, and in no other way.
    """
    person = User.objects.active().signing_in_as(login).first()
    if person is None or not person.email or not person.has_usable_password():
        return
    key = default_token_generator.make_token(person)
    send_mail(
        "account/email/password_reset_key",
        to=person.email,
        language=person.language,
        event_id=event_id,
        context={
            "person": person,
            "link": address("account_reset_password_from_key", user_pk_to_url_str(person), key),
        },
    )


@shared_task
def answer_registration(*, event_id, name, email, language, **extra):
    """Mail who asked to come in: the way in, or that she is in already."""
    person = User.objects.with_email(email).first()
    if person is None:
        token = registering.registration_token(name, email, language)
        context = {"name": name, "link": address("registration", token)}
        template = "account/email/registration"
    else:
        context = {"name": person.first_name, "link": address("account_reset_password")}
        template = "account/email/registered_already"
    send_mail(template, to=email, language=language, event_id=event_id, context=context)


@shared_task
def tell_of_account_change(*, event_id, happened_at, person_id, what, email, **extra):
    """Mail a person that something changed about how she signs in."""
    person = User.objects.active().filter(pk=person_id).first()
    if person is None or not email:
        return
    send_mail(
        f"account/email/{what}",
        to=email,
        language=person.language,
        event_id=event_id,
        context={
            "person": person,
            "happened_at": happened_at,
            "link": address("account_reset_password"),
        },
    )


@shared_task
def clear_expired_sessions(**extra):
    """Forget sessions that ran out."""
    signing_out.clear_expired_sessions()


@shared_task
def clear_stray_files(**extra):
    """Delete bytes in the store that nothing knows."""
    tidying.clear_stray_files()


def address(name, *args):
    """Return the whole address of a page, for a mail."""
    return settings.SITE_URL + reverse(name, args=args)


@shared_task
def close_streams(*, person_id, **extra):
    """Close the open pages of somebody who does not work here any more."""
    tell_pages("out", people=[person_id])
