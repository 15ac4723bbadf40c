"""Blogs in a feed reader (RFC 4287): whole articles, with who wrote them and who helped."""

from django.conf import settings
from django.http import HttpResponse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from blogs import feeds
from blogs.models import Blog
from intranet.platform.atom import Feed, tag, unchanged_or, with_whole_addresses
from intranet.platform.longread import with_pictures
from intranet.platform.organisation import current_organisation
from intranet.platform.plaintext import excerpt, without_unseen
from people.api.basic import for_feed_readers

LENGTH_OF_SUMMARY = 300


@require_safe
@for_feed_readers
def all_atom(request):
    """The newest articles of all blogs one may read; with ?only=followed of those one follows."""
    only_followed = request.GET.get("only") == "followed"
    feed = Feed(
        title=_("Blogs on %(place)s") % {"place": current_organisation().place_name},
        link=f"{settings.SITE_URL}/blogs/",
        description="",
        founded_at=request.user.joined_at,
        feed_url=settings.SITE_URL + request.get_full_path(),
        feed_guid=tag("blogs-followed" if only_followed else "blogs"),
        language=get_language(),
    )
    found = feeds.newest_articles(request.user, only_followed=only_followed)
    return answer(request, feed, found)


@require_safe
@for_feed_readers
def atom(request, slug):
    """The newest articles of one blog, whole."""
    blog = Blog.objects.visible_to(request.user).filter(slug=slug).first()
    if blog is None:
        return HttpResponse(status=404)
    here = settings.SITE_URL + blog.get_absolute_url()
    feed = Feed(
        title=without_unseen(blog.name),
        link=here,
        description=without_unseen(blog.about),
        subtitle=without_unseen(blog.about),
        founded_at=blog.started_at,
        feed_url=f"{here}feed.atom",
        feed_guid=tag(f"blog-{blog.pk}"),
        language=get_language(),
    )
    return answer(request, feed, feeds.newest_articles(request.user, blog=blog))


def answer(request, feed, threads):
    """Write the entries of a feed."""
    for thread in threads:
        feed.add_item(
            title=without_unseen(thread.title),
            link=settings.SITE_URL + thread.get_absolute_url(),
            description=without_unseen(excerpt(thread.plain, LENGTH_OF_SUMMARY)),
            content=without_unseen(whole(thread)),
            unique_id=tag(f"article-{thread.pk}"),
            author_name=thread.article.blog.owner.name,
            contributors=thread.helped_by,
            pubdate=thread.published_at,
            updateddate=thread.edited_at or thread.published_at,
            categories=[thread.article.blog.name],
        )
    return unchanged_or(request, feed.writeString("utf-8").encode(), feed.content_type)


def whole(thread):
    """Return an article as it is read, with who helped on top where somebody did."""
    html = with_pictures(thread.html, feeds.pictures_of(thread))
    if thread.helped_by:
        names = ", ".join(thread.helped_by)
        helped = _("With help from %(names)s") % {"names": names}
        html = format_html("<p><em>{}</em></p>{}", helped, html)
    return with_whole_addresses(html)
