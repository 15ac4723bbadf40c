"""What is told of blogs, articles and questions to authors."""

from dataclasses import dataclass
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from blogs import feeds
from blogs.models import Blog, Question
from conversations.api.parts import ReactionsShown
from conversations.models import Thread
from intranet.platform.api.parts import Moment, PageAddress, Shown
from intranet.platform.atom import with_whole_addresses
from intranet.platform.content import State
from intranet.platform.longread import figures_in, with_pictures
from intranet.platform.plaintext import excerpt
from people.api.parts import BylineShown, FileShown, file_address
from people.models import StoredFile

LENGTH_OF_BEGINNING = 300


class BlogNamedShown(Shown):
    """A blog by name."""

    id = serializers.IntegerField()
    slug = serializers.CharField(help_text="Names the blog in addresses.")
    name = serializers.CharField()


class BlogShown(BlogNamedShown):
    """A blog, and who writes it."""

    about = serializers.CharField()
    kind = serializers.ChoiceField(choices=Blog.Kind.choices)
    owner = BylineShown(help_text="Who writes here, and nobody else.")
    rhythm = serializers.ChoiceField(choices=Blog.Rhythm.choices)
    weekday = serializers.SerializerMethodField(
        help_text="On which day: 0 is Monday. Null without a rhythm."
    )
    started_at = Moment()
    is_closed = serializers.BooleanField(help_text="It can only be read.")
    follows = serializers.BooleanField(source="is_followed", help_text="You hear of new articles.")
    url = PageAddress()

    def get_weekday(self, blog: Blog) -> int | None:
        """Return the day on which something is to appear."""
        return None if blog.rhythm == Blog.Rhythm.NONE else blog.weekday


class NewestShown(Shown):
    """An article by its title."""

    id = serializers.IntegerField(source="newest_pk")
    title = serializers.CharField(source="newest_title")
    published_at = Moment(source="newest_at")


class BlogInListShown(BlogShown):
    """A blog with what was written there last."""

    newest = serializers.SerializerMethodField()

    @extend_schema_field(NewestShown(allow_null=True))
    def get_newest(self, blog: Any) -> dict[str, Any] | None:
        """Return it; None where nothing is to be read."""
        return NewestShown(blog).data if blog.newest_pk else None


class WholeBlogShown(BlogShown):
    """A blog on its own page."""

    is_for_everyone = serializers.SerializerMethodField(
        help_text="Every colleague may read it; else some teams."
    )
    by_mail = serializers.SerializerMethodField(help_text="You get whole articles by mail.")

    def get_is_for_everyone(self, blog: Blog) -> bool:
        """Tell whether it is there for all."""
        return blog.audience.kind == "everyone"

    def get_by_mail(self, blog: Any) -> bool:
        """Tell whether the reader gets articles by mail."""
        return bool(blog.by_mail)


class ProvenanceShown(Shown):
    """Who wrote it; nobody chooses what stands here."""

    written_by = BylineShown(source="author")
    with_help_from = serializers.ListField(
        source="helped_by",
        child=serializers.CharField(),
        help_text="Names of those whose suggestions are in the text. Empty: written personally.",
    )


class ArticleInListShown(Shown):
    """An article, with how it begins."""

    id = serializers.IntegerField(
        help_text="Names it under `posts/` too: comments, reactions and versions stand there."
    )
    blog = BlogNamedShown(source="article.blog")
    title = serializers.CharField()
    beginning = serializers.SerializerMethodField(help_text="Text.")
    provenance = ProvenanceShown(source="*")
    reading_minutes = serializers.IntegerField(source="article.reading_minutes")
    published_at = Moment()
    edited_at = Moment(allow_null=True)
    comment_count = serializers.IntegerField()
    reactions = ReactionsShown(source="*")
    cover = FileShown(source="article.cover", allow_null=True)
    url = PageAddress()

    def get_beginning(self, thread: Thread) -> str:
        """Return the first words."""
        return excerpt(thread.plain, LENGTH_OF_BEGINNING)


class PictureShown(Shown):
    """A picture in an article."""

    file = FileShown(allow_null=True, help_text="Null where it is no longer there.")
    alt = serializers.CharField(help_text="What is on it, for who does not see it.")
    caption = serializers.CharField(help_text="Text.")


class ArticleShown(ArticleInListShown):
    """A whole article, as its readers read it."""

    beginning = None  # type: ignore[assignment]
    state = serializers.ChoiceField(
        choices=State.choices, help_text="Others than `published` are seen by their author only."
    )
    html = serializers.SerializerMethodField(
        help_text="With whole addresses; those of pictures are fetched with the same token."
    )
    text = serializers.CharField(source="plain", help_text="With captions.")
    edits = serializers.IntegerField(help_text="How often it was changed.")
    pictures = serializers.SerializerMethodField(help_text="In the order of the text.")

    def get_html(self, thread: Thread) -> str:
        """Return it with every address in full."""
        request = self.context["request"]
        files = {
            number: PictureForProgram(request, file)
            for number, file in feeds.pictures_of(thread).items()
        }
        return with_whole_addresses(with_pictures(thread.html, files))

    @extend_schema_field(PictureShown(many=True))
    def get_pictures(self, thread: Thread) -> list[dict[str, Any]]:
        """Return its pictures with what is said of each."""
        files = feeds.pictures_of(thread)
        shown = [
            {"file": files.get(number), "alt": alt, "caption": caption}
            for number, alt, caption in figures_in(thread.html)
        ]
        return PictureShown(shown, many=True, context=self.context).data


@dataclass(frozen=True)
class PictureForProgram:
    """A picture whose addresses a program can fetch."""

    request: Any
    file: StoredFile

    @property
    def width(self) -> int | None:
        """How wide it is."""
        return self.file.width

    @property
    def height(self) -> int | None:
        """How high it is."""
        return self.file.height

    @property
    def renditions(self) -> list[str]:
        """The sizes that there are."""
        return self.file.renditions

    def url(self, rendition: str = "") -> str:
        """The address of a rendition in the API."""
        return file_address(self.request, self.file, rendition)


class AnswerShown(Shown):
    """What the owner of the blog says to it: the answer, or why there is none."""

    comment = serializers.IntegerField(source="id")
    html = serializers.CharField()
    text = serializers.CharField(source="plain")
    published_at = Moment()


class QuestionShown(Shown):
    """What somebody wants to know from an author."""

    id = serializers.IntegerField(
        source="pk", help_text="Names it under `posts/` too: comments and reactions stand there."
    )
    text = serializers.CharField(source="thread.plain")
    asked_by = serializers.SerializerMethodField(
        help_text="Null where somebody asked without a name: nobody is told who."
    )
    asked_at = Moment(source="thread.published_at")
    outcome = serializers.ChoiceField(choices=Question.Outcome.choices)
    settled_at = Moment(allow_null=True)
    voices = serializers.SerializerMethodField(
        help_text="How many want to know it, who asked among them."
    )
    answer = serializers.SerializerMethodField()
    answered_in = serializers.SerializerMethodField(
        help_text="The article with which it was answered."
    )
    url = PageAddress()

    @extend_schema_field(BylineShown(allow_null=True))
    def get_asked_by(self, question: Question) -> dict[str, Any] | None:
        """Return who asked, unless she did so without her name."""
        if question.is_unnamed:
            return None
        return BylineShown(question.thread.author, context=self.context).data

    def get_voices(self, question: Question) -> int:
        """Return how many want to know it."""
        return question.thread.recognise_count + 1

    @extend_schema_field(AnswerShown(allow_null=True))
    def get_answer(self, question: Question) -> dict[str, Any] | None:
        """Return it, as long as it stands there."""
        answer = question.thread.accepted_comment
        return AnswerShown(answer).data if answer and answer.is_published else None

    def get_answered_in(self, question: Question) -> int | None:
        """Return the article's number, as long as it is read."""
        article = question.answered_in
        return article.thread_id if article and article.is_published else None
