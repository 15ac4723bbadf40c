"""What one does with what others said: a word to it, following, keeping, saying what solves it."""

from django.http import Http404

from conversations.actions import (
    accept_answer,
    drop_thread,
    follow_thread,
    keep_thread,
    react,
    take_back_acceptance,
    take_back_reaction,
    unfollow_thread,
)
from conversations.api.parts import CommentShown, ReactionsShown, SolutionSent
from conversations.feeds import add_comment_details, add_marks_in, add_marks_on
from conversations.models import Reaction, Thread
from conversations.views.scope import readable_comment, readable_thread
from intranet.platform.api.endpoints import Endpoint, operation


class PostReactions(Endpoint):
    """The words to a post."""

    name, part = "post_reactions", "reactions"

    @operation("read", "Which words a post was given, and which by you", gives=ReactionsShown)
    def get(self, request, post_id):
        return marked(readable_thread(request, post_id), request.user)


class PostReaction(Endpoint):
    """One of the three words to a post."""

    name, part = "post_reaction", "reactions"

    @operation("write", "Give a post a word", gives=ReactionsShown)
    def put(self, request, post_id, kind):
        thread = readable_thread(request, post_id)
        react(person=request.user, to=thread, kind=word(kind))
        return marked(thread, request.user)

    @operation("write", "Take the word back", gives=ReactionsShown)
    def delete(self, request, post_id, kind):
        thread = readable_thread(request, post_id)
        take_back_reaction(person=request.user, to=thread, kind=word(kind))
        return marked(thread, request.user)


class CommentReactions(Endpoint):
    """The words to a comment."""

    name, part = "comment_reactions", "reactions"

    @operation("read", "Which words a comment was given, and which by you", gives=ReactionsShown)
    def get(self, request, comment_id):
        return marked(readable_comment(request, comment_id), request.user)


class CommentReaction(Endpoint):
    """One of the three words to a comment."""

    name, part = "comment_reaction", "reactions"

    @operation("write", "Give a comment a word", gives=ReactionsShown)
    def put(self, request, comment_id, kind):
        comment = readable_comment(request, comment_id)
        react(person=request.user, to=comment, kind=word(kind))
        return marked(comment, request.user)

    @operation("write", "Take the word back", gives=ReactionsShown)
    def delete(self, request, comment_id, kind):
        comment = readable_comment(request, comment_id)
        take_back_reaction(person=request.user, to=comment, kind=word(kind))
        return marked(comment, request.user)


class Solution(Endpoint):
    """Which comment answers a question, or solves a problem."""

    name, part = "solution", "posts"

    @operation("write", "Say which comment is the answer", gives=CommentShown, takes=SolutionSent,
               repeats=False)  # fmt: skip
    def put(self, request, sent, post_id):
        thread = readable_thread(request, post_id)
        comment = readable_comment(request, sent["comment"])
        if comment.thread_id != thread.pk:
            raise Http404
        accept_answer(asker=request.user, comment=comment)
        return add_comment_details(comment, request.user)

    @operation("write", "Say that none is, after all", status=204)
    def delete(self, request, post_id):
        take_back_acceptance(asker=request.user, thread=readable_thread(request, post_id))


class Following(Endpoint):
    """Hearing of new comments."""

    name, part = "following", "posts"

    @operation("write", "Hear of new comments", status=204)
    def put(self, request, post_id):
        follow_thread(person=request.user, thread=readable_thread(request, post_id))

    @operation("write", "Hear no more of them", status=204)
    def delete(self, request, post_id):
        unfollow_thread(person=request.user, thread=readable_thread(request, post_id))


class Keeping(Endpoint):
    """Keeping for later."""

    name, part = "keeping", "posts"

    @operation("write", "Keep for later", status=204)
    def put(self, request, post_id):
        keep_thread(person=request.user, thread=readable_thread(request, post_id))

    @operation("write", "Keep no longer", status=204)
    def delete(self, request, post_id):
        drop_thread(person=request.user, thread=readable_thread(request, post_id))


def word(kind):
    """Return one of the three words; nothing is there under another."""
    if kind not in Reaction.Kind.values:
        raise Http404
    return Reaction.Kind(kind)


def marked(said, viewer):
    """Return a thread or comment as it is now, with the reader's own words."""
    fresh = type(said).objects.visible_to(viewer).filter(pk=said.pk).first()
    if fresh is None:
        raise Http404
    if isinstance(fresh, Thread):
        add_marks_on([fresh], viewer)
    else:
        add_marks_in(Thread(pk=fresh.thread_id), [fresh], viewer)
    return fresh
