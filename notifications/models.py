"""What a person is told: one row per event, read or unread."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from notifications.querysets import NotificationQuerySet


class Reason(models.TextChoices):
    """Why somebody is told, the strongest first."""

    PASSWORD_CHOSEN = "password_chosen", _("new password")
    CODE_MADE = "code_made", _("new code")
    INVITED_AGAIN = "invited_again", _("invited you again")
    EMAIL_CHANGED = "email_changed", _("new e-mail")
    WITHDRAWN = "withdrawn", _("withdrawn")
    DECIDED = "decided", _("decided about what you wrote")
    APPEAL_DECIDED = "appeal_decided", _("decided again")
    APPEAL_ANSWERED = "appeal_answered", _("answered your appeal")
    APPEALED = "appealed", _("does not agree")
    CASE_ARRIVED = "case_arrived", _("asks for a decision")
    HELD = "held", _("waits until it is read")
    MOVED = "moved", _("moved")
    MERGED = "merged", _("merged")
    REMINDED = "reminded", _("asks again")
    MUST_READ = "must_read", _("asks you to read")
    NOT_POSTED = "not_posted", _("not posted")
    CODE_BEGAN = "code_began", _("new code of conduct")
    REMARK_ANSWERED = "remark_answered", _("answered your remark")
    ASKED_ABOUT_CODE = "asked_about_code", _("asks what you think")
    ASKED_TO_CARRY = "asked_to_carry", _("asks you to carry the culture")
    ASKED_TO_HELP = "asked_to_help", _("asks your help")
    TIME_TO_WRITE = "time_to_write", _("time to write")
    PRAISED = "praised", _("praises you")
    MENTIONED = "mentioned", _("mentioned you")
    TEAM_MENTIONED = "team_mentioned", _("mentioned your team")
    ACCEPTED = "accepted", _("accepted your answer")
    ANSWERED = "answered", _("answered you")
    INVITED = "invited", _("invited you")
    ASKED_TO_JOIN = "asked_to_join", _("asks to join")
    MADE_MANAGER = "made_manager", _("made you manager")
    LET_IN = "let_in", _("let you in")
    SUGGESTED = "suggested", _("suggests a change")
    SUGGESTION_SETTLED = "suggestion_settled", _("settled your suggestion")
    QUESTION_ASKED = "question_asked", _("asked you something")
    PROMISE_NEWS = "promise_news", _("news of a promise")
    NEW_ARTICLE = "new_article", _("new article")
    REPORT_SETTLED = "report_settled", _("settled your report")
    POLL_CLOSED = "poll_closed", _("poll closed")
    COMMENTED = "commented", _("commented")


class Notification(models.Model):
    """That something happened which concerns this person. The words are read where they live."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications"
    )
    event_id = models.UUIDField()
    reason = models.CharField(max_length=20, choices=Reason.choices)
    reasons = models.JSONField(default=list)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    # What belongs together in the bell: "thread:12", "community:3", "requests:3".
    group_key = models.CharField(max_length=40)
    # Asked again at delivery and at every look; empty where the subject itself decides.
    audience = models.ForeignKey(
        "people.Audience", on_delete=models.CASCADE, null=True, related_name="+"
    )
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "event_id"], name="told_once_per_person_and_event"
            )
        ]
        indexes = [
            models.Index(fields=["recipient", "-created_at"], name="notifications_newest_first"),
            models.Index(
                fields=["recipient"], condition=Q(read_at=None), name="notifications_unread"
            ),
            models.Index(fields=["subject_kind", "subject_id"], name="notifications_by_subject"),
            models.Index(fields=["group_key"], name="notifications_by_group"),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id}: {self.reason}"
