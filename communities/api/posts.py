"""Posts: the feeds they stand in, writing one, changing and removing one's own."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from rest_framework import serializers

from communities import feeds
from communities.actions import acknowledge, edit_post, publish_post, schedule_post, vote
from communities.api.sent import (
    ConfirmationSent,
    PostChangedSent,
    PostSent,
    VoteSent,
    post_of,
)
from communities.api.shown import PostShown
from communities.views.announcements import announcement_of
from communities.views.polls import poll_of
from communities.views.scope import readable_post
from conversations.actions import StaleEdit, remove_contribution
from conversations.api.parts import changed_words_of
from intranet.platform.api.endpoints import Endpoint, cursor_in_time, operation
from intranet.platform.api.parts import PageAsked
from intranet.platform.api.problems import Conflict
from intranet.platform.composed import Word
from intranet.platform.htmx import first_or_404
from people.models import User

ORDERS = list(feeds.ORDERS)


class HomeAsked(PageAsked):
    """Which posts, in which order."""

    only = serializers.ChoiceField(
        choices=list(feeds.FILTERS),
        default="mine",
        help_text="In your communities, in all that you read, or what waits for an answer.",
    )
    order = serializers.ChoiceField(choices=ORDERS, default="activity")


class FeedAsked(PageAsked):
    """Which posts of a community, in which order."""

    only = serializers.ChoiceField(choices=["all", "unanswered"], default="all")
    order = serializers.ChoiceField(choices=ORDERS, default="activity")


class Home(Endpoint):
    """What is new."""

    name, part = "feed", "posts"

    @operation("read", "What is new where you are", gives=PostShown, asks=HomeAsked, is_list=True)
    def get(self, request, asked):
        cursor, only, order = cursor_in_time(asked), asked["only"], asked["order"]
        return feeds.home_feed(request.user, only=only, order=order, cursor=cursor).page


class Kept(Endpoint):
    """What one keeps for later."""

    name, part = "kept", "posts"

    @operation("read", "What you keep for later", gives=PostShown, asks=PageAsked, is_list=True)
    def get(self, request, asked):
        return feeds.kept_by(request.user, cursor=cursor_in_time(asked))


class PostsOfPerson(Endpoint):
    """What a colleague posted."""

    name, part = "posts_of_person", "posts"

    @operation("read", "What a colleague posted where you read", gives=PostShown, asks=PageAsked,
               is_list=True)  # fmt: skip
    def get(self, request, asked, person_id):
        person = get_object_or_404(User.objects.visible_to(request.user), pk=person_id)
        return feeds.posts_by(request.user, person, cursor=cursor_in_time(asked))


class PostsOfTopic(Endpoint):
    """What was said about a topic."""

    name, part = "posts_of_topic", "posts"

    @operation("read", "Where a topic is named and you read", gives=PostShown, asks=PageAsked,
               is_list=True)  # fmt: skip
    def get(self, request, asked, topic):
        return feeds.topic_feed(request.user, topic, cursor=cursor_in_time(asked))


class Posts(Endpoint):
    """The posts of a community."""

    name, part = "posts", "posts"

    @operation("read", "What is said in a community", gives=PostShown, asks=FeedAsked, is_list=True)
    def get(self, request, asked, slug):
        place = first_or_404(feeds.places_to_read(request.user, Word(slug)))
        if not place.is_readable:
            raise Http404
        cursor, only, order = cursor_in_time(asked), asked["only"], asked["order"]
        feed = feeds.community_feed(request.user, place, only=only, order=order, cursor=cursor)
        return feed.page

    @operation("write", "Post, now or later", gives=PostShown, takes=PostSent, status=201)
    def post(self, request, sent, slug):
        place = first_or_404(feeds.places_to_read(request.user, Word(slug)))
        if sent["publish_at"]:
            write, when = schedule_post, {"publish_at": sent["publish_at"]}
        else:
            write, when = publish_post, {}
        post = write(author=request.user, community=place, **post_of(sent), **when)
        return shown(request, post.pk)


class OnePost(Endpoint):
    """One post."""

    name, part = "post", "posts"

    @operation("read", "A post", gives=PostShown)
    def get(self, request, post_id):
        return shown(request, post_id)

    @operation("write", "Change the words of a post of yours", gives=PostShown,
               takes=PostChangedSent)  # fmt: skip
    def put(self, request, sent, post_id):
        post = readable_post(request, post_id)
        try:
            edit_post(author=request.user, post=post, title=sent["title"], **changed_words_of(sent))
        except StaleEdit as stale:
            raise Conflict(str(stale)) from stale
        return shown(request, post_id)

    @operation("write", "Remove a post of yours", status=204)
    def delete(self, request, post_id):
        post = readable_post(request, post_id)
        remove_contribution(author=request.user, contribution=post.thread)


class Vote(Endpoint):
    """Choosing in a poll."""

    name, part = "vote", "posts"

    @operation("write", "Choose in a poll, or choose again", gives=PostShown, takes=VoteSent,
               repeats=False)  # fmt: skip
    def put(self, request, sent, post_id):
        _post, poll = poll_of(request, post_id)
        vote(voter=request.user, poll=poll, choices=sent["options"])
        return shown(request, post_id)


class Confirmation(Endpoint):
    """Saying that one read what must be read."""

    name, part = "confirmation", "posts"

    @operation("write", "Say that you read it", gives=PostShown, takes=ConfirmationSent,
               repeats=False)  # fmt: skip
    def put(self, request, sent, post_id):
        announcement = announcement_of(request, post_id)
        try:
            acknowledge(person=request.user, announcement=announcement, version=sent["version"])
        except StaleEdit as stale:
            raise Conflict(str(stale)) from stale
        return shown(request, post_id)


def shown(request, post_id):
    """Fetch a post as it is now, as far as the reader may see it."""
    return feeds.post_alone(
        request.user, first_or_404(feeds.threads_to_read(request.user, post_id))
    )
