"""What follows in the bell from what happens below: to accounts."""

from celery import shared_task

from notifications.actions import notify
from notifications.actions.telling import Subject
from notifications.models import Reason
from people.models import User

# Of what changes in an account, what could let somebody else in.
WAYS_IN = {
    "password_changed": Reason.PASSWORD_CHOSEN,
    "password_reset": Reason.PASSWORD_CHOSEN,
    "password_set": Reason.PASSWORD_CHOSEN,
    "code_made": Reason.CODE_MADE,
    "invited_again": Reason.INVITED_AGAIN,
    "email_changed": Reason.EMAIL_CHANGED,
}


@shared_task
def tell_whose_account_it_is(*, event_id, happened_at, person_id, what, actor_id=None, **extra):
    """Put it into the bell of its owner that there is a new way into her account."""
    person = User.objects.active().filter(pk=person_id).first()
    if what not in WAYS_IN or person is None or not person.has_come_in:
        return
    reason = WAYS_IN[what]
    notify(
        recipients={reason: [person.pk]},
        actor=User.objects.filter(pk=actor_id).first(),
        subject=Subject("account", person.pk, f"account:{reason}"),
        audience=None,
        event_id=event_id,
        happened_at=happened_at,
    )
