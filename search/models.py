"""What can be found, the words it is found by, and how much there is of it."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from search.querysets import EntryQuerySet


class Entry(models.Model):
    """One thing that can be found: only what is published, and never its text."""

    # What sort of thing, as its findable says: post, comment, community, person, topic, file.
    kind = models.CharField(max_length=20)
    number = models.BigIntegerField()
    # 0, or the audience of one of several places where the same thing can be found (a topic).
    place = models.BigIntegerField(default=0)
    audience = models.ForeignKey(
        "people.Audience", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    # What it hangs in: a thread, and within that the opening words (0) or a comment.
    thread_id = models.BigIntegerField(null=True)
    comment_id = models.BigIntegerField(default=0)
    # 0 where nobody wrote it.
    author_id = models.BigIntegerField(default=0)
    # The kind of a post, or of a file.
    sort = models.CharField(max_length=20, blank=True)
    has_file = models.BooleanField(default=False)
    published_at = models.DateTimeField()
    title = models.CharField(max_length=255, blank=True)
    # Words without accents, those of the title marked, and marks for what narrows a search.
    words = SearchVectorField()

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number", "place"], name="one_entry_per_thing_and_place"
            )
        ]
        indexes = [
            # Not in the order of arrival: what waits to be sorted in is read by every search.
            GinIndex(fields=["words"], name="entries_by_word", fastupdate=False),
            models.Index(
                fields=["thread_id"],
                condition=models.Q(thread_id__isnull=False),
                name="entries_of_a_thread",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Word(models.Model):
    """A word that somebody used, its stems, and in what share of all entries it stands."""

    word = models.CharField(max_length=60, primary_key=True)
    dutch = models.CharField(max_length=60, db_index=False)
    english = models.CharField(max_length=60, db_index=False)
    # Counted from time to time in a sample; 0 is rare, or new.
    share = models.FloatField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["dutch", "-share"], name="words_by_dutch_stem"),
            models.Index(fields=["english", "-share"], name="words_by_english_stem"),
            models.Index(OpClass("word", "text_pattern_ops"), name="words_by_beginning"),
            GinIndex(OpClass("word", "gin_trgm_ops"), name="words_by_likeness"),
        ]

    def __str__(self) -> str:
        return self.word


class Extent(models.Model):
    """How much there is of a kind, so that a question knows how far back it can look."""

    kind = models.CharField(max_length=20, primary_key=True)
    entries = models.BigIntegerField(default=0)
    # So many were published on an ordinary day of late.
    a_day = models.FloatField(default=0)
    # Until which number an interrupted rebuilding came; None when none is under way.
    rebuilt_to = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.kind}: {self.entries}"
