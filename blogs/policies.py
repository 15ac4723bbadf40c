"""Who may write, help, ask and answer in blogs.

Nobody is above these rules: an administrator may give and close blogs, and write in none.
"""

from django.db.models import QuerySet
from django.utils import timezone

from blogs.models import Article, Blog, BlogRules, Helper, Promise, Question
from conversations.models import Thread
from conversations.policies import can_view_thread, readers_of
from intranet.platform import clock
from people.models import User
from people.policies import audience_of, can_manage_people, can_see


def can_view_blog(person: User, blog: Blog) -> bool:
    """May this person read it?"""
    return can_see(person, blog.audience)


def audience_of_blog(blog: Blog) -> QuerySet[User]:
    """Who may read it, and so may know of it."""
    return audience_of(blog.audience)


def can_view_article(person: User, article: Article) -> bool:
    """May this person see the working text? Its owner, and who was asked to help."""
    return article.discarded_at is None and can_see(person, article.desk)


def audience_of_article(article: Article) -> QuerySet[User]:
    """Who may see the working text."""
    return User.objects.none() if article.discarded_at else audience_of(article.desk)


def can_write_in(person: User, blog: Blog) -> bool:
    """May this person write and publish there? Only its owner, as long as it is open to her."""
    return person.pk == blog.owner_id and person.is_active and is_open(blog)


def is_open(blog: Blog) -> bool:
    """Tell whether something can appear there; of a carrier only in her term."""
    if blog.is_closed:
        return False
    if blog.kind != Blog.Kind.CARRIER:
        return True
    today = timezone.localdate(clock.now())
    return blog.terms.filter(starts_on__lte=today, ends_on__gte=today).exists()


def can_help_with(person: User, article: Article) -> bool:
    """May this person suggest changes? Who was asked to, while she works here."""
    return (
        person.is_active
        and article.discarded_at is None
        and Helper.objects.filter(article=article, person=person).exists()
    )


def can_start_blog(person: User) -> bool:
    """May this person begin a blog herself? Who leads people and has none."""
    return (
        person.is_active
        and not Blog.objects.filter(owner=person).exists()
        and person.reports.filter(is_active=True).exists()
    )


def can_give_blog(person: User) -> bool:
    """May this person give colleagues a blog, and close one? HR and communications."""
    return person.is_active and (person.is_communications or can_manage_people(person))


def can_follow_blog(person: User, blog: Blog) -> bool:
    """May this person hear of new articles? Who may read them, and does not write them."""
    return person.pk != blog.owner_id and can_view_blog(person, blog)


def can_ask_author(person: User, blog: Blog) -> bool:
    """May this person ask its author something? Who may read it, while it is written."""
    return (
        person.pk != blog.owner_id
        and not blog.is_closed
        and blog.owner.is_active
        and can_view_blog(person, blog)
    )


def can_ask_unnamed(rules: BlogRules) -> bool:
    """May people ask without their name? Where the organisation agreed so."""
    return rules.allows_unnamed_questions


def can_answer_question(person: User, question: Question) -> bool:
    """May this person answer or decline it? Only whom it was asked."""
    return (
        person.is_active
        and person.pk == question.blog.owner_id
        and question.thread.is_published
        and question.is_open
    )


def can_promise_in(person: User, thread: Thread) -> bool:
    """May this person mark a promise there? In her article, and in what she answered."""
    if not (person.is_active and thread.is_published):
        return False
    if thread.kind == "article":
        return person.pk == thread.author_id
    answered = Question.objects.filter(pk=thread.pk, blog__owner=person, outcome="answered")
    return answered.exists()


def can_tell_of_promise(person: User, promise: Promise) -> bool:
    """May this person tell what came of it? Only who promised it."""
    is_hers = person.is_active and person.pk == promise.blog.owner_id
    return is_hers and promise.thread.is_published


def can_view_question(person: User, question: Question) -> bool:
    """May this person read it now?"""
    return can_view_thread(person, question.thread)


def audience_of_question(question: Question) -> QuerySet[User]:
    """Who may read it now."""
    return readers_of(question.thread)


def can_change_blog_rules(person: User) -> bool:
    """May this person change what the organisation agreed about blogs? HR."""
    return can_manage_people(person)


def can_nominate(person: User, colleague: User) -> bool:
    """May this person say that a colleague carries the culture? Of everybody but herself."""
    return (
        person.is_active
        and colleague.is_active
        and not colleague.is_system
        and person.pk != colleague.pk
    )
