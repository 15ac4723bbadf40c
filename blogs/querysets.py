"""The reading vocabulary of blogs: what is seen where, and by whom."""

from datetime import date, datetime
from typing import Any, Self

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from intranet.platform.content import AUTHORS_ONLY, State
from people.models import Audience
from people.querysets import Sighted


class BlogQuerySet(Sighted):
    """Blogs; somebody who may not read one does not know of it either."""

    def own_state(self, viewer: Any) -> Q:
        """A blog has no state of its own: one that is closed can be read."""
        return Q()

    def writing(self) -> Self:
        """Blogs in which somebody may still write."""
        return self.filter(closed_at=None, owner__is_active=True)

    def followed_by(self, viewer: Any) -> Self:
        """Blogs of which this person hears."""
        from blogs.models import BlogFollow

        return self.filter(
            Exists(BlogFollow.objects.filter(blog=OuterRef("pk"), person_id=viewer.pk))
        )

    def in_turn(self, today: date) -> Self:
        """Blogs of culture carriers whose term it is."""
        return self.writing().filter(
            kind="carrier", terms__starts_on__lte=today, terms__ends_on__gte=today
        )

    def with_owner(self) -> Self:
        """Fetch the owner as a face and a line below it need."""
        return self.select_related("owner", "owner__location", "owner__photo")


class ArticleQuerySet(QuerySet):
    """Working texts, which their owner and her helpers see, and nobody else."""

    def visible_to(self, viewer: Any) -> Self:
        """Working texts on whose desk this person sits now."""
        if not viewer.is_active or viewer.pk is None:
            return self.none()
        return self.filter(
            desk_id__any=Audience.objects.ids_for(viewer), discarded_at=None, desk__kind="members"
        )

    def of(self, owner: Any) -> Self:
        """Those of one writer."""
        return self.filter(blog__owner_id=owner.pk, discarded_at=None)

    def read_by_others(self) -> Self:
        """Those that readers read now."""
        return self.filter(thread__state=State.PUBLISHED)

    def unpublished(self) -> Self:
        """Drafts, and what waits for its moment."""
        return self.filter(thread=None, discarded_at=None)

    def due(self, now: datetime) -> Self:
        """Those whose moment has come, and that nothing kept back."""
        return self.filter(publish_at__lte=now, thread=None, not_published_because="")


class SuggestionQuerySet(QuerySet):
    """What helpers would change."""

    def visible_to(self, viewer: Any) -> Self:
        """Suggestions for texts that this person sees."""
        from blogs.models import Article

        return self.filter(article__in=Article.objects.visible_to(viewer))

    def open(self) -> Self:
        """Those that wait for the owner."""
        return self.filter(state="open")

    def that_helped(self) -> Self:
        """Those that changed the text: from these it follows who helped."""
        return self.filter(state="accepted").exclude(before=F("after"))

    def read_by_others(self) -> Self:
        """Those that are part of what readers read; the others follow with the next wording."""
        known = Q(revision=None) | Q(revision__lte=F("article__published_revision"))
        return self.filter(known)


class QuestionQuerySet(QuerySet):
    """Questions to authors; they are seen where their thread is seen."""

    def visible_to(self, viewer: Any) -> Self:
        """Questions this person may read now."""
        return self.filter(
            Q(thread__state=State.PUBLISHED)
            | Q(thread__state__in=AUTHORS_ONLY, thread__author_id=viewer.pk),
            thread__audience_id__any=Audience.objects.ids_for(viewer),
        )

    def published(self) -> Self:
        """What readers may read."""
        return self.filter(thread__state=State.PUBLISHED)

    def open(self) -> Self:
        """Those that wait for an answer."""
        return self.filter(outcome="open")


class NominationQuerySet(QuerySet):
    """Nominations; who nominated knows of them, and who is nominated when she is asked."""

    def visible_to(self, viewer: Any) -> Self:
        """What this person wrote herself, or is asked."""
        mine = Q(nominated_by_id=viewer.pk)
        return self.filter(mine | Q(nominee_id=viewer.pk, asked_at__isnull=False))

    def open(self) -> Self:
        """Those of colleagues who work here that nobody answered yet."""
        return self.filter(answer="open", nominated_by__is_active=True)


class PromiseQuerySet(QuerySet):
    """Promises; they are seen where they were made."""

    def visible_to(self, viewer: Any) -> Self:
        """Promises made in what this person may read now."""
        return self.filter(
            thread__state=State.PUBLISHED,
            thread__audience_id__any=Audience.objects.ids_for(viewer),
        )
