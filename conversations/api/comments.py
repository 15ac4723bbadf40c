"""The talk under a post: reading it, answering, changing and taking back what one said."""

from django.shortcuts import get_object_or_404
from rest_framework import serializers

from conversations.actions import (
    StaleEdit,
    add_comment,
    edit_comment,
    remove_contribution,
    solve_with_comment,
)
from conversations.api.parts import (
    CommentSent,
    CommentShown,
    WordsChangedSent,
    changed_words_of,
    words_of,
)
from conversations.feeds import add_comment_details, talk_of
from conversations.models import Comment
from conversations.views.scope import readable_comment, readable_thread
from intranet.platform.api.endpoints import Endpoint, cursor_in_time, operation
from intranet.platform.api.parts import PageAsked
from intranet.platform.api.problems import Conflict
from intranet.platform.paging import Page


class TalkAsked(PageAsked):
    """In which order."""

    order = serializers.ChoiceField(choices=["oldest", "newest"], required=False, default="oldest")


class Comments(Endpoint):
    """The talk under a post."""

    name, part = "comments", "comments"

    @operation(
        "read",
        "The comments on a post, each with the answers to it",
        gives=CommentShown,
        asks=TalkAsked,
        is_list=True,
    )
    def get(self, request, asked, post_id):
        thread = readable_thread(request, post_id)
        newest_first = asked["order"] == "newest"
        cursor = cursor_in_time(asked)
        talk = talk_of(thread, request.user, cursor=cursor, newest_first=newest_first)
        return Page(talk.comments, talk.next_cursor)

    @operation("write", "Comment", gives=CommentShown, takes=CommentSent, status=201)
    def post(self, request, sent, post_id):
        thread = readable_thread(request, post_id)
        say = solve_with_comment if sent["solves"] else add_comment
        parent = parent_of(request, thread, sent.get("parent"))
        comment = say(author=request.user, thread=thread, parent=parent, **words_of(sent))
        return add_comment_details(comment, request.user)


class OneComment(Endpoint):
    """One comment."""

    name, part = "comment", "comments"

    @operation("read", "A comment with the answers to it", gives=CommentShown)
    def get(self, request, comment_id):
        return add_comment_details(readable_comment(request, comment_id), request.user)

    @operation("write", "Change a comment of yours", gives=CommentShown, takes=WordsChangedSent)
    def put(self, request, sent, comment_id):
        comment = readable_comment(request, comment_id)
        try:
            edit_comment(author=request.user, comment=comment, **changed_words_of(sent))
        except StaleEdit as stale:
            raise Conflict(str(stale)) from stale
        return add_comment_details(comment, request.user)

    @operation("write", "Remove a comment of yours", status=204)
    def delete(self, request, comment_id):
        remove_contribution(author=request.user, contribution=readable_comment(request, comment_id))


def parent_of(request, thread, number):
    """Fetch the comment that is answered."""
    if number is None:
        return None
    comments = Comment.objects.visible_to(request.user).filter(thread=thread)
    return get_object_or_404(comments.select_related("parent"), pk=number)
