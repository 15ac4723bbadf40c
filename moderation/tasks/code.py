"""What follows around the code of conduct: telling people."""

from celery import shared_task

from moderation.actions.agreeing import begin_code
from moderation.models import CodeVersion, Remark
from notifications.actions import notify
from notifications.actions.telling import Subject
from notifications.models import Reason
from people.models import User

# People who are told in one step: of a hundred thousand, never all are held in memory.
AT_ONCE = 5000


@shared_task
def begin_code_of_the_day(**extra):
    """Let people be told of a version whose day has come; asked every few minutes."""
    begin_code()


@shared_task
def tell_everybody_of_the_code(*, event_id, happened_at, version_id, **extra):
    """Tell everybody who works here that a version began and asks to be accepted.

    Runs at least once: who was told of this event is not told again.
    """
    version = CodeVersion.objects.agreed().filter(pk=version_id).first()
    if version is None:
        return
    people = User.objects.active().filter(is_system=False, code_accepted__lt=version.number)
    last = 0
    while chunk := list(
        people.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]
    ):
        last = chunk[-1]
        tell(Reason.CODE_BEGAN, chunk, None, version_id, event_id, happened_at)


@shared_task
def tell_who_is_asked_about_a_draft(
    *, event_id, happened_at, version_id, person_id, actor_id, **extra
):
    """Tell a colleague that HR asks what she thinks of a draft."""
    if CodeVersion.objects.filter(pk=version_id, readers__person=person_id).exists():
        actor = User.objects.get(pk=actor_id)
        tell(Reason.ASKED_ABOUT_CODE, [person_id], actor, version_id, event_id, happened_at)


@shared_task
def tell_whose_remark_was_answered(*, event_id, happened_at, remark_id, actor_id, **extra):
    """Tell a colleague what HR did with her remark."""
    remark = Remark.objects.filter(pk=remark_id).exclude(answer="").first()
    if remark is not None:
        actor, reason = User.objects.get(pk=actor_id), Reason.REMARK_ANSWERED
        tell(reason, [remark.author_id], actor, remark.version_id, event_id, happened_at)


def tell(reason, people, actor, version_id, event_id, happened_at):  # noqa: PLR0913
    """Tell people something about a version of the code."""
    notify(
        recipients={reason: people},
        actor=actor,
        subject=Subject("code", version_id, f"code:{version_id}"),
        audience=None,
        event_id=event_id,
        happened_at=happened_at,
    )
