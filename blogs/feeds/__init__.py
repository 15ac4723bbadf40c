"""What the pages of blogs show, fetched in a constant number of queries."""

from blogs.feeds.carriers import Carriers, carriers_for
from blogs.feeds.desk import Desk, desk_of, working_text
from blogs.feeds.editor import WorkingPage, working_page
from blogs.feeds.elsewhere import newest_articles, newest_by
from blogs.feeds.figures import Figures, figures_of, unanswered_comments
from blogs.feeds.helping import Helping, help_with, standing_blocks
from blogs.feeds.keeping import Keeping, Mark, days_to_remind_of, keeping_of, mark_of
from blogs.feeds.letters import ArticleLetter, letter_for
from blogs.feeds.programs import article_told, articles_told, provenance_of
from blogs.feeds.promises import (
    PromisesInThread,
    blog_promises,
    open_promises,
    promise_to_tell_of,
    promises_in,
)
from blogs.feeds.questions import blog_questions, questions_like, questions_nearly
from blogs.feeds.reading import (
    ArticlePage,
    BlogsHome,
    all_blogs,
    article_page,
    articles,
    articles_to_read,
    blog_articles,
    blogs_home,
    blogs_to_read,
    helped_by,
    open_questions,
    pictures_of,
    with_newest_on_top,
    with_voice_of,
)
from blogs.feeds.versions import Wording, versions_of

__all__ = [
    "ArticleLetter",
    "ArticlePage",
    "BlogsHome",
    "Carriers",
    "Desk",
    "Helping",
    "Keeping",
    "Mark",
    "Figures",
    "PromisesInThread",
    "Wording",
    "WorkingPage",
    "all_blogs",
    "article_page",
    "article_told",
    "articles",
    "articles_told",
    "articles_to_read",
    "blog_articles",
    "blog_promises",
    "blog_questions",
    "blogs_home",
    "blogs_to_read",
    "carriers_for",
    "days_to_remind_of",
    "desk_of",
    "help_with",
    "figures_of",
    "helped_by",
    "keeping_of",
    "mark_of",
    "open_questions",
    "standing_blocks",
    "letter_for",
    "newest_articles",
    "newest_by",
    "open_questions",
    "pictures_of",
    "open_promises",
    "open_questions",
    "promise_to_tell_of",
    "promises_in",
    "provenance_of",
    "questions_like",
    "questions_nearly",
    "unanswered_comments",
    "versions_of",
    "with_newest_on_top",
    "with_voice_of",
    "working_page",
    "working_text",
]
