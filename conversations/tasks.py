"""What follows in a conversation: telling people, and forgetting what is old."""

from datetime import timedelta

from celery import shared_task
from django.conf import settings

from conversations.actions import forget_who_read
from conversations.actions import take_answers as take_all_answers
from conversations.feeds import counts_of, thread_group, threads_in_sight
from conversations.models import Comment, Draft, Follow, Thread
from intranet.platform import clock
from intranet.platform.live import tell_pages
from intranet.platform.mail import send_mail
from notifications.actions import notify
from notifications.actions.telling import Subject
from notifications.models import Reason
from people.actions.tidying import clear_uploads_except
from people.feeds import members_of
from people.models import User

# A draft that nobody came back to.
DRAFT_LIFE = timedelta(days=90)


def comment_with_thread(comment_id: int) -> Comment | None:
    """Fetch a comment that may still be told about; None when it is gone meanwhile."""
    comments = Comment.objects.published().select_related(
        "thread", "thread__audience", "author", "audience"
    )
    # Held, so that who takes the comment away meanwhile also takes back what is told here.
    held = comments.select_for_update(of=("self",), no_key=True)
    return held.filter(pk=comment_id, thread__state="published").first()


@shared_task
def tell_about_a_comment(*, event_id, happened_at, comment_id, mentioned=(), teams=(), **extra):
    """Tell who is mentioned, who is answered and who follows."""
    comment = comment_with_thread(comment_id)
    if comment is None:
        return
    thread = comment.thread
    followers = Follow.objects.followers_of(thread).filter(since__lte=comment.published_at)
    silent = set(
        Follow.objects.filter(thread=thread, is_on=False).values_list("person_id", flat=True)
    )
    answered = {thread.author_id}
    if comment.parent_id:
        answered = {comment.parent.author_id}
    notify(
        recipients={
            Reason.MENTIONED: mentioned,
            Reason.TEAM_MENTIONED: members_of(teams, audience=comment.audience),
            Reason.ANSWERED: answered - silent,
            Reason.COMMENTED: followers.values_list("person_id", flat=True),
        },
        actor=comment.author,
        subject=Subject("comment", comment.pk, thread_group(thread.pk)),
        audience=comment.audience,
        event_id=event_id,
        happened_at=happened_at,
    )


@shared_task
def show_comment_on_open_pages(*, comment_id, **extra):
    """Tell the open pages of its thread that there is a comment."""
    comment = comment_with_thread(comment_id)
    if comment is not None:
        tell_pages(
            "comment",
            audience=comment.audience_id,
            author=comment.author_id,
            thread=comment.thread_id,
            comment=comment.pk,
            parent=comment.parent_id,
        )


@shared_task
def show_reactions_on_open_pages(*, thread_id, comment_id, **extra):
    """Tell the open pages of a thread how often each word was given."""
    model, number = (Comment, comment_id) if comment_id else (Thread, thread_id)
    said = model.objects.published().filter(pk=number).first()
    if said is not None:
        tell_pages(
            "reactions",
            audience=said.audience_id,
            thread=thread_id,
            comment=comment_id,
            counts=counts_of(said),
        )


@shared_task
def tell_who_is_newly_mentioned(
    *, event_id, happened_at, thread_id, comment_id, newly_mentioned, new_teams=(), **extra
):
    """Tell those whom an edit named for the first time."""
    if not newly_mentioned and not new_teams:
        return
    if comment_id:
        contribution = comment_with_thread(comment_id)
    else:
        threads = Thread.objects.published().select_related("author", "audience")
        contribution = threads.filter(pk=thread_id).first()
    if contribution is None:
        return
    kind = "comment" if comment_id else "thread"
    notify(
        recipients={
            Reason.MENTIONED: newly_mentioned,
            Reason.TEAM_MENTIONED: members_of(new_teams, audience=contribution.audience),
        },
        actor=contribution.author,
        subject=Subject(kind, contribution.pk, thread_group(thread_id)),
        audience=contribution.audience,
        event_id=event_id,
        happened_at=happened_at,
    )


@shared_task
def tell_the_author_why(
    *, event_id, happened_at, thread_id, comment_id, author_id, is_by_case=False, **extra
):
    """Tell the author that something was withdrawn; the bell shows the reason."""
    if is_by_case:
        return
    model, number = (Comment, comment_id) if comment_id else (Thread, thread_id)
    contribution = model.objects.select_related("audience", "state_changed_by").get(pk=number)
    notify(
        recipients={Reason.WITHDRAWN: [author_id]},
        actor=contribution.state_changed_by,
        subject=Subject("comment" if comment_id else "thread", number, thread_group(thread_id)),
        audience=contribution.audience,
        event_id=event_id,
        happened_at=happened_at,
    )


@shared_task
def tell_whose_answer_it_is(*, event_id, happened_at, comment_id, **extra):
    """Tell who answered that the answer was accepted."""
    comment = comment_with_thread(comment_id)
    if comment is None or comment.thread.accepted_comment_id != comment.pk:
        return
    notify(
        recipients={Reason.ACCEPTED: [comment.author_id]},
        actor=comment.thread.author,
        subject=Subject("comment", comment.pk, thread_group(comment.thread_id)),
        audience=comment.audience,
        event_id=event_id,
        happened_at=happened_at,
    )


@shared_task
def take_answers(**extra):
    """Make comments of what people answered by mail; the beat asks each minute."""
    take_all_answers()


@shared_task
def mail_why_it_was_not_posted(*, event_id, person_id, thread_id, why, words, **extra):
    """Mail somebody why her answer is no comment, and what she wrote, so that nothing is lost."""
    person = User.objects.active().exclude(email=None).filter(pk=person_id).first()
    if person is None:
        return
    # Of what she may not read any more she is not told how it is called.
    thread = next(iter(threads_in_sight(person, thread_id)), None)
    mail_back(
        "conversations/email/answer_not_posted",
        person,
        event_id,
        thread=thread,
        why=why,
        words=words,
        link=settings.SITE_URL + (f"{thread.get_absolute_url()}#comments" if thread else ""),
    )


@shared_task
def mail_that_files_were_left_out(*, event_id, comment_id, author_id, **extra):
    """Mail somebody that her answer stands there without the files that came with it."""
    author = User.objects.active().exclude(email=None).filter(pk=author_id).first()
    comments = Comment.objects.visible_to(author) if author else Comment.objects.none()
    comment = comments.published().select_related("thread").filter(pk=comment_id).first()
    if comment is not None:
        mail_back(
            "conversations/email/files_left_out",
            author,
            event_id,
            thread=comment.thread,
            link=settings.SITE_URL + comment.get_absolute_url(),
        )


@shared_task
def forget_readers(**extra):
    """Forget who read what no longer counts its readers."""
    forget_who_read()


@shared_task
def clear_old_drafts(**extra):
    """Forget drafts that nobody came back to."""
    Draft.objects.filter(saved_at__lt=clock.now() - DRAFT_LIFE).delete()


@shared_task
def clear_unused_uploads(**extra):
    """Throw away what was brought a day ago and neither sent nor kept in a draft."""
    kept = Draft.objects.filter(files__isnull=False).values_list("files", flat=True)
    wanted = {file["pk"] for files in kept.iterator() for file in files}
    clear_uploads_except(wanted)


def mail_back(template, person, event_id, **context):
    """Answer somebody who answered by mail, at her own address."""
    send_mail(
        template,
        to=person.email,
        language=person.language,
        event_id=event_id,
        context={"person": person, **context},
        is_reply=True,
    )
