"""A thread: the words that open it, and the talk under them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from conversations.querysets import ThreadQuerySet
from intranet.platform.content import Contribution, State

# Kinds in which nobody chooses among the comments: the words of who was asked are the answer.
SETTLED_BY_WHO_ANSWERS = {"author_question"}


class Reactable(models.Model):
    """How often each reaction was given; kept with the rows, in one statement each."""

    thanks_count = models.PositiveIntegerField(default=0)
    well_done_count = models.PositiveIntegerField(default=0)
    recognise_count = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


class Thread(Contribution, Reactable):
    """What a post (later an article, a status update, an idea) owns: its words and the talk.

    The opening words live here and not in each kind, so that versions, mentions, reactions, the
    bell and search are written once for all of them (docs/adr/0007).
    """

    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=200, blank=True)
    last_activity_at = models.DateTimeField()
    comment_count = models.PositiveIntegerField(default=0)
    is_locked = models.BooleanField(default=False)
    wants_answer = models.BooleanField(default=False)
    accepted_comment = models.ForeignKey(
        "conversations.Comment", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Who said that this comment answers or solves it; nobody known for what was imported.
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # A problem may also be called solved by who takes care of the place.
    stewards_accept = models.BooleanField(default=False)
    # When others see it no longer; empty for what stays.
    ends_at = models.DateTimeField(null=True, blank=True)
    # How many read it; who they were is forgotten after a while (conversations.Reading).
    reader_count = models.PositiveIntegerField(default=0)
    # Where the talk went when a manager merged this thread into another.
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ThreadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["author", "submission"],
                condition=Q(submission__isnull=False),
                name="a_thread_is_sent_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["-last_activity_at", "-id"],
                condition=Q(state=State.PUBLISHED),
                name="threads_by_activity",
            ),
            models.Index(
                fields=["-published_at", "-id"],
                condition=Q(state=State.PUBLISHED),
                name="threads_by_publication",
            ),
            models.Index(
                fields=["audience", "-last_activity_at", "-id"],
                condition=Q(state=State.PUBLISHED),
                name="threads_of_place_by_activity",
            ),
            models.Index(
                fields=["audience", "-published_at", "-id"],
                condition=Q(state=State.PUBLISHED),
                name="threads_of_a_place_by_date",
            ),
            models.Index(
                fields=["-last_activity_at", "-id"],
                condition=Q(state=State.PUBLISHED, wants_answer=True, accepted_comment=None),
                name="threads_that_want_an_answer",
            ),
            models.Index(fields=["author", "-published_at", "-id"], name="threads_by_author"),
            # Few beside very many posts, and asked for on each home page.
            models.Index(
                fields=["kind", "-published_at", "-id"],
                condition=Q(state=State.PUBLISHED) & ~Q(kind="post"),
                name="threads_that_are_no_posts",
            ),
            models.Index(
                fields=["published_at"],
                condition=Q(state=State.SCHEDULED),
                name="threads_that_will_appear",
            ),
            models.Index(
                fields=["ends_at"],
                condition=Q(state=State.PUBLISHED, ends_at__isnull=False),
                name="threads_that_will_end",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.plain[:60]

    @property
    def is_chosen_in(self) -> bool:
        """Tell whether who asked says which comment is the answer; an author's words settle it."""
        return self.kind not in SETTLED_BY_WHO_ANSWERS

    def get_absolute_url(self) -> str:
        """The address of the page where it is read, which the app that owns it has."""
        return f"{settings.THREAD_PAGES[self.kind]}{self.pk}/"

    def comment_url(self, comment_id: int) -> str:
        """The address of the place on that page where a comment stands."""
        return f"{self.get_absolute_url()}?comment={comment_id}#comment-{comment_id}"
