"""The bell, for programs: what one is told, and what of it one has seen."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from intranet.platform.api.endpoints import Endpoint, cursor_in_time, operation
from intranet.platform.api.parts import Moment, PageAsked, Shown
from intranet.platform.paging import Page
from notifications import feeds
from notifications.actions import mark_all_read, mark_read
from notifications.models import Notification, Reason
from people.api.parts import FaceShown


class NotificationsAsked(PageAsked):
    """Which lines of the bell."""

    only = serializers.ChoiceField(
        choices=["all", "unread"], default="all", help_text="All, or those not seen yet."
    )


class NotificationShown(Shown):
    """One line of the bell: what is new in one conversation, by its strongest reason."""

    id = serializers.IntegerField(source="told.pk")
    reason = serializers.ChoiceField(source="told.reason", choices=Reason.choices)
    actor = serializers.SerializerMethodField()
    is_new = serializers.BooleanField()
    others = serializers.SerializerMethodField()
    at = Moment()
    title = serializers.CharField(source="subject.title")
    words = serializers.CharField(source="subject.words")
    subject = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()

    @extend_schema_field(FaceShown(allow_null=True))
    def get_actor(self, line: feeds.BellLine) -> dict[str, Any] | None:
        """Return who did it; None when nobody did."""
        actor = line.told.actor
        return FaceShown(actor, context=self.context).data if actor else None

    def get_others(self, line: feeds.BellLine) -> int:
        """Return how many others did the same."""
        return line.people - 1

    def get_subject(self, line: feeds.BellLine) -> str:
        """Return what it is about: a thread (a post), a comment, a community, a request."""
        return f"{line.told.subject_kind}:{line.told.subject_id}"

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, line: feeds.BellLine) -> str:
        """Return the page where a person sees it."""
        return self.context["request"].build_absolute_uri(line.subject.url)


class Notifications(Endpoint):
    """The bell."""

    name, part = "notifications", "notifications"

    @operation(
        "notifications",
        "What you are told, one line per conversation",
        gives=NotificationShown,
        asks=NotificationsAsked,
        is_list=True,
    )
    def get(self, request, asked):
        bell = feeds.bell(
            request.user, cursor=cursor_in_time(asked), only_unread=asked["only"] == "unread"
        )
        return Page(bell.lines, bell.next_cursor)


class NotificationsSeen(Endpoint):
    """What of the bell was seen."""

    name, part = "notifications_seen", "notifications"

    @operation("notifications", "Say that you saw everything", status=204)
    def post(self, request):
        mark_all_read(person=request.user)


class NotificationSeen(Endpoint):
    """That one line of the bell was seen."""

    name, part = "notification_seen", "notifications"

    @operation("notifications", "Say that you saw one line", status=204)
    def post(self, request, notification_id):
        told = get_object_or_404(Notification.objects.visible_to(request.user), pk=notification_id)
        mark_read(person=request.user, notification_id=told.pk)
