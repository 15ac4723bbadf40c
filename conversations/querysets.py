"""The reading vocabulary of what people say to each other."""

from typing import Any, Self

from django.db.models import Exists, OuterRef, Q, QuerySet

from intranet.platform.composed import composed_once
from intranet.platform.content import AUTHORS_ONLY, State
from people.models import Mute
from people.querysets import Sighted


class ContributionQuerySet(Sighted):
    """Threads or comments: published ones, and one's own that a manager withdrew."""

    def own_state(self, viewer: Any) -> Q:
        """Her own an author also reads before and after others do, and when it was withdrawn."""
        return Q(state=State.PUBLISHED) | Q(state__in=AUTHORS_ONLY, author_id=viewer.pk)

    def published(self) -> Self:
        """What readers may read."""
        return self.filter(state=State.PUBLISHED)

    def not_muted_by(self, viewer: Any) -> Self:
        """Leave out whom this person does not want to hear."""
        return self.exclude(
            author_id__in=Mute.objects.filter(person_id=viewer.pk).values("muted_id")
        )

    def with_muted_by(self, viewer: Any) -> Self:
        """Annotate whether the reader does not want to hear the author."""
        return self.annotate(
            is_muted=Exists(Mute.objects.filter(person_id=viewer.pk, muted=OuterRef("author")))
        )

    def by(self, author: Any) -> Self:
        """What one person wrote."""
        return self.filter(author=author)

    def sent_before(self, author: Any, submission: Any) -> Any:
        """What an earlier try of the same submission made; None when there was none."""
        if submission is None:
            return None
        return next(iter(sent(self.model, author, submission)), None)


class ThreadQuerySet(ContributionQuerySet):
    """Threads, as a feed or a page asks for them."""

    def visible_in(self, viewer: Any, audience_id: int) -> Self:
        """Threads of one place that this person may read now."""
        return self.in_sight_within(viewer, audience_id).filter(self.own_state(viewer))

    def unanswered(self) -> Self:
        """Questions for which no answer was accepted."""
        return self.filter(wants_answer=True, accepted_comment=None)

    def about(self, topic: str) -> Self:
        """Threads in whose opening words or comments a topic was named."""
        from conversations.models import TopicUse

        return self.filter(
            Exists(TopicUse.objects.filter(thread=OuterRef("pk"), topic__name=topic))
        )

    def bookmarked_by(self, viewer: Any) -> Self:
        """Threads this person kept."""
        return self.filter(bookmarks__person_id=viewer.pk)


class CommentQuerySet(ContributionQuerySet):
    """Comments, as the page of their thread asks for them."""

    def visible_to(self, viewer: Any) -> Self:
        """Comments this person may read now, in threads that she may read."""
        in_published = Q(thread__state=State.PUBLISHED)
        in_own = Q(thread__state__in=AUTHORS_ONLY, thread__author_id=viewer.pk)
        return super().visible_to(viewer).filter(in_published | in_own)

    def first_level(self) -> Self:
        """Comments on the thread itself."""
        return self.filter(parent=None)


class FollowQuerySet(QuerySet):
    """Who follows what."""

    def followers_of(self, thread: Any) -> Self:
        """Follows that are on."""
        return self.filter(thread=thread, is_on=True)


@composed_once
def sent(model: Any, author: Any, submission: Any) -> QuerySet:
    """Compose the question for what an earlier try of the same submission made."""
    return model.objects.filter(author=author, submission=submission)
