"""What follows in blogs: telling people, and letting appear what was scheduled."""

import logging
from datetime import date

from celery import shared_task
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from blogs.actions import (
    clear_desks,
    forget_prepared_answer,
    hold_back_articles,
    publish_due_article,
    remind_of_writing,
    reopen_question,
    stop_token,
)
from blogs.events import ArticleMailDue
from blogs.feeds import days_to_remind_of, letter_for, open_questions
from blogs.feeds.keeping import how_answered, last_article
from blogs.feeds.rhythm import local_day
from blogs.models import Article, Blog, BlogFollow, Promise, Question, Suggestion
from conversations.feeds import thread_group
from conversations.models import Follow, Thread
from intranet.platform import clock
from intranet.platform.mail import Letter, send_letter, send_mail, spoken_to
from intranet.platform.outbox import publish_each
from notifications.actions import notify
from notifications.actions.telling import Subject
from notifications.models import Reason
from people.feeds import members_of
from people.models import User

log = logging.getLogger(__name__)

# Questions in the mail that reminds an author.
ASKED_SHOWN = 3
# Articles that appear in one turn of the beat; the others come a minute later.
MOST_AT_ONCE = 200


@shared_task
def publish_what_is_due(**extra):
    """Let articles appear whose moment has come; the beat asks each minute.

    Each is done on its own: one that fails does not keep the others.
    """
    now = clock.now()
    due = Article.objects.due(now).order_by("publish_at").values_list("pk", flat=True)
    for number in due[:MOST_AT_ONCE]:
        try:
            publish_due_article(article_id=number, now=now)
        except Exception:
            log.exception("moment_missed", extra={"act": "publish_due_article"})


@shared_task
def remind_writers(**extra):
    """Remind owners whose day comes near; the beat asks each quarter of an hour.

    Each is done on its own: one that fails does not keep the others.
    """
    now = clock.now()
    for number, day in days_to_remind_of(now):
        try:
            remind_of_writing(blog_id=number, day=day, now=now)
        except Exception:
            log.exception("moment_missed", extra={"act": "remind_of_writing"})


@shared_task
def clear_pictures(**extra):
    """Throw away pictures that were brought for an article and that no text shows any more."""
    clear_desks()


@shared_task
def hold_back_what_waits(*, person_id, **extra):
    """Let nothing appear any more under the name of a former colleague."""
    hold_back_articles(person=User.objects.get(pk=person_id))


@shared_task
def tell_who_follows(*, event_id, happened_at, thread_id, blog_id, mentioned=(), teams=(), **extra):
    """Tell who follows a blog that there is an article, and who is named in it."""
    threads = Thread.objects.published().select_related("audience", "author")
    # Held, so that who takes it away meanwhile also takes back what is told here.
    thread = threads.select_for_update(of=("self",), no_key=True).filter(pk=thread_id).first()
    if thread is None:
        return
    followers = BlogFollow.objects.filter(blog=blog_id).values_list("person_id", flat=True)
    notify(
        recipients={
            Reason.MENTIONED: mentioned,
            Reason.TEAM_MENTIONED: members_of(teams, audience=thread.audience),
            Reason.NEW_ARTICLE: followers,
        },
        actor=thread.author,
        subject=Subject("thread", thread.pk, thread_group(thread.pk)),
        audience=thread.audience,
        event_id=event_id,
        happened_at=happened_at,
    )


@shared_task
def mail_who_asked_for_it(*, thread_id, blog_id, **extra):
    """Owe the article to each of its followers who asked for it by mail, all of them at once."""
    wanted = BlogFollow.objects.filter(blog=blog_id, by_mail=True, person__is_active=True)
    people = wanted.exclude(person__email=None).values_list("person_id", flat=True)
    publish_each(ArticleMailDue(thread_id, person) for person in people)


@shared_task
def mail_article(*, event_id, thread_id, person_id, **extra):
    """Mail a whole article to one follower, who may still read it and still asks for it.

    Runs at least once; the rare second mail has the same Message-ID.
    """
    reader = User.objects.active().exclude(email=None).filter(pk=person_id).first()
    with spoken_to(reader):
        found = letter_for(reader, thread_id) if reader else None
        if found is not None:
            letter = article_letter(reader, found)
            send_letter(letter, to=reader.email, language=reader.language, event_id=event_id)


@shared_task
def tell_why_it_did_not_appear(*, event_id, happened_at, article_id, **extra):
    """Tell an author that what she scheduled could not appear."""
    article = Article.objects.select_related("blog", "desk").get(pk=article_id)
    tell_at_desk(Reason.NOT_POSTED, [article.blog.owner_id], None, article, event_id, happened_at)


@shared_task
def tell_who_is_asked_to_help(*, event_id, happened_at, article_id, person_id, actor_id, **extra):
    """Tell a colleague that an author asks her to look along."""
    article = Article.objects.select_related("blog", "desk").get(pk=article_id)
    actor = User.objects.get(pk=actor_id)
    tell_at_desk(Reason.ASKED_TO_HELP, [person_id], actor, article, event_id, happened_at)


@shared_task
def tell_the_owner_of_a_suggestion(*, event_id, happened_at, suggestion_id, actor_id, **extra):
    """Tell an author what a helper would change."""
    suggestion = suggestion_now(suggestion_id, state="open")
    if suggestion is not None:
        article, actor = suggestion.article, User.objects.get(pk=actor_id)
        owner = article.blog.owner_id
        tell_at_desk(Reason.SUGGESTED, [owner], actor, article, event_id, happened_at)


@shared_task
def tell_the_helper_what_became_of_it(*, event_id, happened_at, suggestion_id, actor_id, **extra):
    """Tell a helper that her suggestion was accepted or declined."""
    suggestion = suggestion_now(suggestion_id)
    if suggestion is not None:
        helper, actor = suggestion.helper_id, User.objects.get(pk=actor_id)
        reason, article = Reason.SUGGESTION_SETTLED, suggestion.article
        tell_at_desk(reason, [helper], actor, article, event_id, happened_at)


@shared_task
def tell_the_author_of_a_question(*, event_id, happened_at, thread_id, **extra):
    """Tell an author what somebody asks her; without a name nobody is named."""
    questions = Question.objects.published().select_related("blog", "asker", "thread__audience")
    question = questions.filter(pk=thread_id).first()
    if question is None:
        return
    notify(
        recipients={Reason.QUESTION_ASKED: [question.blog.owner_id]},
        actor=None if question.is_unnamed else question.asker,
        subject=Subject("thread", thread_id, f"questions:{question.blog_id}"),
        audience=question.thread.audience,
        event_id=event_id,
        happened_at=happened_at,
    )


@shared_task
def keep_a_question_true(*, thread_id, comment_id=None, **extra):
    """Let a question wait again without its answer; forget what was prepared for one that went."""
    question = Question.objects.filter(pk=thread_id).first()
    if question is not None and comment_id:
        reopen_question(question=question)
    elif question is not None:
        forget_prepared_answer(question=question)


@shared_task
def tell_of_a_promise(*, event_id, happened_at, promise_id, actor_id, **extra):
    """Tell who follows where a promise was made that there is news of it."""
    promise = Promise.objects.select_related("thread__audience").filter(pk=promise_id).first()
    if promise is None:
        return
    followers = Follow.objects.followers_of(promise.thread)
    notify(
        recipients={Reason.PROMISE_NEWS: followers.values_list("person_id", flat=True)},
        actor=User.objects.get(pk=actor_id),
        subject=Subject("promise", promise.pk, f"promise:{promise.pk}"),
        audience=promise.thread.audience,
        event_id=event_id,
        happened_at=happened_at,
    )


@shared_task
def tell_that_it_is_time_to_write(*, event_id, happened_at, blog_id, **extra):
    """Remind an owner that people expect an article."""
    blog = Blog.objects.select_related("audience").get(pk=blog_id)
    notify(
        recipients={Reason.TIME_TO_WRITE: [blog.owner_id]},
        actor=None,
        subject=Subject("blog", blog.pk, f"blog:{blog.pk}"),
        audience=blog.audience,
        event_id=event_id,
        happened_at=happened_at,
    )


@shared_task
def mail_that_it_is_time_to_write(*, event_id, blog_id, for_day, **extra):
    """Mail an owner what people ask her and how her last article was answered."""
    blog = Blog.objects.writing().select_related("owner").filter(pk=blog_id).first()
    if blog is None or not blog.owner.email:
        return
    last = last_article(blog)
    send_mail(
        "blogs/email/time_to_write",
        to=blog.owner.email,
        language=blog.owner.language,
        event_id=event_id,
        context={
            "person": blog.owner,
            "blog": blog,
            "for_day": date.fromisoformat(for_day),
            "today": local_day(blog.owner, clock.now()),
            "questions": open_questions(blog.owner, blog)[:ASKED_SHOWN],
            "last": how_answered(last, blog.owner) if last else None,
            "link": f"{settings.SITE_URL}{reverse('desk')}",
        },
    )


@shared_task
def tell_who_is_asked_to_carry(*, event_id, happened_at, person_id, **extra):
    """Tell somebody that colleagues think she carries the culture."""
    notify(
        recipients={Reason.ASKED_TO_CARRY: [person_id]},
        actor=None,
        subject=Subject("carrying", person_id, "carrying"),
        audience=None,
        event_id=event_id,
        happened_at=happened_at,
    )


def article_letter(reader, found):
    """Put an article in an envelope."""
    blog = found.blog
    stop = settings.SITE_URL + reverse("stop_blog_mail", args=[stop_token(reader, blog)])
    return Letter(
        "blogs/email/article",
        {"letter": found, "thread": found.thread, "blog": blog, "stop": stop},
        sender=blog.owner.name,
        reply_to=found.answered_at,
        # Seen while she writes: the article is by one person, its answers are read by all.
        reply_name=_("Comment for all readers"),
        list_name=f"blog-{blog.pk}",
        stop_address=stop,
        pictures=found.pictures,
    )


def suggestion_now(suggestion_id, **narrowed):
    """Fetch a suggestion with what it is for; None when it is not so any more."""
    suggestions = Suggestion.objects.select_related("article__blog", "article__desk")
    return suggestions.filter(pk=suggestion_id, **narrowed).first()


def tell_at_desk(reason, recipients, actor, article, event_id, happened_at):
    """Tell people about a working text; who sits at its desk may know of it."""
    notify(
        recipients={reason: recipients},
        actor=actor,
        subject=Subject("article", article.pk, f"article:{article.pk}"),
        audience=article.desk,
        event_id=event_id,
        happened_at=happened_at,
    )
