"""The tables of blogs."""

from blogs.models.article import Article, ArticleVersion
from blogs.models.blog import Blog, BlogFollow, BlogsVisit
from blogs.models.cadence import Pause, Reminder
from blogs.models.carrying import BlogRules, Nomination, Term
from blogs.models.help import Helper, Suggestion
from blogs.models.question import PreparedAnswer, Promise, PromiseNews, Question

__all__ = [
    "Article",
    "ArticleVersion",
    "Blog",
    "BlogFollow",
    "BlogRules",
    "BlogsVisit",
    "Helper",
    "Nomination",
    "Pause",
    "PreparedAnswer",
    "Promise",
    "PromiseNews",
    "Question",
    "Reminder",
    "Suggestion",
    "Term",
]
