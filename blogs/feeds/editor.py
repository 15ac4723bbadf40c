"""The page on which an article is written: beside the text, when it appears and what is asked."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.safestring import SafeString
from markupsafe import Markup

from blogs.feeds.reading import open_questions, with_voice_of
from blogs.feeds.rhythm import usual_moment
from blogs.models import Article, PreparedAnswer, Question
from intranet.platform import clock
from intranet.platform.differences import difference, difference_of_words
from intranet.platform.longread import ArticleText, clean_article, pictures_in, with_pictures
from people.models import StoredFile, User

SHOWN = "1200"


@dataclass
class WorkingPage:
    """Everything that stands on it."""

    text: ArticleText
    files: dict[UUID, StoredFile]
    usual: datetime | None = None
    # Open questions, and those of which the answer appears with this article.
    questions: list[Question] = field(default_factory=list)
    answers: dict[int, PreparedAnswer] = field(default_factory=dict)
    # What readers do not see yet of an article that is published.
    changed_title: Markup = Markup()
    changed_text: Markup = Markup()

    @property
    def html(self) -> SafeString:
        """The text as it is kept, to be read."""
        return with_pictures(self.text.html, self.files)

    @property
    def addresses(self) -> dict[str, str]:
        """Where the pictures of the text are, by the number of their file."""
        return {str(number): file.url(SHOWN) for number, file in self.files.items()}


def working_page(viewer: User, article: Article, *, body: str = "") -> WorkingPage:
    """Complete a working text for its owner; `body` is what she typed, if that was not kept."""
    text = clean_article(article.html)
    numbers = [number for number, _alt in [*text.pictures, *pictures_in(body)]]
    files = StoredFile.objects.filter(pk__in=numbers, owner_id=article.blog.owner_id)
    page = WorkingPage(text, {file.pk: file for file in files})
    if article.thread is None:
        page.usual = usual_moment(article.blog, after=clock.now())
        page.answers = {each.question_id: each for each in article.prepared.all()}
        page.questions = asked_of(viewer, article, page.answers)
    elif article.has_changes:
        page.changed_title = difference_of_words(article.thread.title, article.title)
        page.changed_text = difference(article.thread.html, article.html)
    return page


def asked_of(viewer: User, article: Article, answers: dict[int, PreparedAnswer]) -> list[Question]:
    """Return the questions with a prepared answer, and then what people want to know most."""
    answered = with_voice_of(viewer, Question.objects.visible_to(viewer).filter(pk__in=answers))
    waiting = [each for each in open_questions(viewer, article.blog) if each.pk not in answers]
    return [*answered, *waiting] if answers else waiting
