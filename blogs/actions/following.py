"""Following a blog: in the bell, and by mail for who wants that."""

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from blogs.models import Blog, BlogFollow
from blogs.policies import can_follow_blog
from intranet.platform import clock
from intranet.platform.policy import require
from people.models import User

STOPS = "blogs.stop-mail"


@transaction.atomic
def follow_blog(*, person: User, blog: Blog, by_mail: bool | None = None) -> BlogFollow:
    """Hear of new articles; by mail as well where that is asked, and as before where it is not."""
    require(can_follow_blog(person, blog), _("You cannot follow this."))
    if by_mail:
        require(bool(person.email), _("There is no e-mail address with your name. Ask HR."))
    wanted = {} if by_mail is None else {"by_mail": by_mail}
    follow, _is_new = BlogFollow.objects.update_or_create(
        blog=blog,
        person=person,
        defaults=wanted,
        create_defaults={"by_mail": bool(by_mail), "since": clock.now()},
    )
    return follow


@transaction.atomic
def unfollow_blog(*, person: User, blog: Blog) -> None:
    """Hear no more of it."""
    BlogFollow.objects.filter(blog=blog, person=person).delete()


@transaction.atomic
def stop_mail(*, person: User, blog: Blog) -> None:
    """Send no more of it by mail; in the bell she goes on hearing of it."""
    BlogFollow.objects.filter(blog=blog, person=person).update(by_mail=False)


def stop_token(person: User, blog: Blog) -> str:
    """Return what lets whoever got a mail end these mails, without signing in, for ever."""
    return signing.dumps([person.pk, blog.pk], salt=STOPS)


def read_stop(token: str) -> tuple[User, Blog] | None:
    """Return who would get no more of which blog; None when nobody was sent this."""
    try:
        person, blog = signing.loads(token, salt=STOPS)
    except signing.BadSignature:
        return None
    found = Blog.objects.filter(pk=blog).select_related("owner", "audience").first()
    reader = User.objects.filter(pk=person).first()
    return (reader, found) if reader and found else None
