"""How a text was before it was changed; who may read the text may read it."""

from rest_framework import serializers

from conversations.api.parts import AttachmentShown
from conversations.models import Version
from conversations.views.scope import readable_comment, readable_thread
from intranet.platform.api.endpoints import Endpoint, cursor_in_time, operation
from intranet.platform.api.parts import Moment, PageAsked, Shown
from intranet.platform.paging import page_by_time


class VersionShown(Shown):
    """An earlier wording."""

    title = serializers.CharField()
    html = serializers.CharField()
    text = serializers.CharField(source="plain")
    written_at = Moment()
    replaced_at = Moment()
    attachments = AttachmentShown(many=True)


class PostVersions(Endpoint):
    """Earlier wordings of a post."""

    name, part = "post_versions", "posts"

    @operation("read", "How a post was before, the newest first", gives=VersionShown,
               asks=PageAsked, is_list=True)  # fmt: skip
    def get(self, request, asked, post_id):
        thread = readable_thread(request, post_id)
        return page_of(Version.objects.filter(thread=thread, comment=None), asked)


class CommentVersions(Endpoint):
    """Earlier wordings of a comment."""

    name, part = "comment_versions", "comments"

    @operation("read", "How a comment was before, the newest first", gives=VersionShown,
               asks=PageAsked, is_list=True)  # fmt: skip
    def get(self, request, asked, comment_id):
        comment = readable_comment(request, comment_id)
        return page_of(Version.objects.filter(comment=comment), asked)


def page_of(versions, asked):
    """Return a page of them with the files that hung there."""
    versions = versions.prefetch_related("attachments__file")
    return page_by_time(versions, field="replaced_at", cursor=cursor_in_time(asked))
