"""Pictures in an article: on the desk of its owner first, then where readers see them."""

from typing import BinaryIO
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from blogs.actions.owning import by_owner
from blogs.models import Article
from conversations.models import Enclosure
from intranet.platform.longread import ArticleText
from people.actions.storing import store_picture
from people.actions.uploading import require_room_for
from people.models import StoredFile, User


@by_owner
def add_picture(*, author: User, article: Article, file: BinaryIO, name: str) -> StoredFile:
    """Keep a picture that the owner and her helpers see, until the article shows it to others."""
    require_room_for(author)
    return store_picture(owner=author, audience=article.desk, file=file, name=name)


def pictures_of(article: Article, text: ArticleText) -> dict[UUID, StoredFile]:
    """Return the pictures of a text that its owner brought, by number."""
    numbers = [number for number, _alt in text.pictures]
    files = StoredFile.objects.filter(pk__in=numbers, owner_id=article.blog.owner_id)
    return {file.pk: file for file in files}


def let_go(article: Article, text: ArticleText) -> None:
    """Take the pictures of a text off the desk, so that they can hang where readers see them."""
    lost = {number for number, _alt in text.pictures} - pictures_of(article, text).keys()
    if lost:
        raise ValidationError(
            {"body": _("One of the pictures is no longer there. Take it out, or add it again.")}
        )
    StoredFile.objects.filter(
        pk__in=[number for number, _alt in text.pictures], audience=article.desk
    ).update(audience=None, sole_reader=article.blog.owner_id)


def hang_pictures(article: Article, text: ArticleText) -> list[Enclosure]:
    """Return the pictures of a text as what goes along with it, each once."""
    alts = dict(reversed(text.pictures))
    return [Enclosure(number, alts[number][:300]) for number in dict(text.pictures)]
