"""Only the owner writes: whoever else tries is refused, and the attempt is written down."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from blogs.models import Article
from intranet.platform.audit import record
from intranet.platform.policy import Refused
from people.models import User

P = ParamSpec("P")
R = TypeVar("R")


def by_owner(action: Callable[P, R]) -> Callable[P, R]:
    """Let an action of `author` on an `article` begin only for the owner of its blog.

    The refusal is recorded before the action opens its transaction, or it would be taken back.
    """

    @wraps(action)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        author: Any = kwargs["author"]
        article: Any = kwargs["article"]
        require_owner(author, article, act=action.__name__)
        with transaction.atomic():
            return action(*args, **kwargs)

    guarded.by_owner = True  # type: ignore[attr-defined]
    return guarded


def require_owner(person: User, article: Article, *, act: str) -> None:
    """Refuse everybody but the owner, whatever else they may do here."""
    if person.pk == article.blog.owner_id and person.is_active:
        return
    write_down_attempt(person, article, act=act)
    name = article.blog.owner.name
    raise Refused(_("Only %(name)s writes and publishes here.") % {"name": name})


def note_attempt(*, person: User, article_id: int, act: str) -> None:
    """Write down who tried to write in a text of which she may not even know.

    She is told no more than of one that is not there.
    """
    there = Article.objects.filter(pk=article_id, discarded_at=None).first()
    if there is not None:
        write_down_attempt(person, there, act=act)


@transaction.atomic
def write_down_attempt(person: User, article: Article, *, act: str) -> None:
    """Record who tried to do what with an article of another."""
    record("blogs.article.refused", actor=person, subject=article, act=act)


def held(article: Article) -> Article:
    """Fetch it anew and hold it, so that two who act at once act one after the other."""
    articles = Article.objects.select_for_update(of=("self",))
    related = ("blog__owner", "blog__audience", "desk", "thread__audience")
    return articles.select_related(*related).get(pk=article.pk)
