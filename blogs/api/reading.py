"""Blogs, their articles, and what their authors are asked."""

from rest_framework import serializers

from blogs import feeds
from blogs.api.shown import (
    ArticleInListShown,
    ArticleShown,
    BlogInListShown,
    QuestionShown,
    WholeBlogShown,
)
from blogs.models import Blog, Question
from blogs.views.scope import readable_blog
from intranet.platform.api.endpoints import Endpoint, cursor_in_time, operation
from intranet.platform.api.parts import PageAsked
from intranet.platform.htmx import first_or_404


class BlogsAsked(PageAsked):
    """Which blogs."""

    only = serializers.ChoiceField(
        choices=["all", "followed", *Blog.Kind.values],
        default="all",
        help_text="All that you may read, those that you follow, or those of a kind.",
    )


class QuestionsAsked(PageAsked):
    """What became of them."""

    only = serializers.ChoiceField(
        choices=Question.Outcome.values,
        default="open",
        help_text="Of the open ones the one that waits longest comes first, else the newest.",
    )


class Blogs(Endpoint):
    """Who writes."""

    name, part = "blogs", "blogs"

    @operation(
        "read",
        "The blogs that you may read; who wrote last comes first",
        gives=BlogInListShown,
        asks=BlogsAsked,
        is_list=True,
    )
    def get(self, request, asked):
        cursor, only = cursor_in_time(asked), asked["only"]
        return feeds.all_blogs(request.user, cursor=cursor, only=only)


class OneBlog(Endpoint):
    """One blog."""

    name, part = "blog", "blogs"

    @operation("read", "A blog", gives=WholeBlogShown)
    def get(self, request, slug):
        return readable_blog(request, slug)


class ArticlesOfBlog(Endpoint):
    """What was written in a blog."""

    name, part = "articles_of_blog", "blogs"

    @operation(
        "read",
        "The articles of a blog, the newest first",
        gives=ArticleInListShown,
        asks=PageAsked,
        is_list=True,
    )
    def get(self, request, asked, slug):
        cursor = cursor_in_time(asked)
        return feeds.articles_told(request.user, readable_blog(request, slug), cursor=cursor)


class OneArticle(Endpoint):
    """One article."""

    name, part = "article", "blogs"

    @operation("read", "An article as it is read, with who wrote it", gives=ArticleShown)
    def get(self, request, article_id):
        found = feeds.articles_to_read(request.user, article_id)
        return feeds.article_told(request.user, first_or_404(found))


class QuestionsOfBlog(Endpoint):
    """What an author is asked."""

    name, part = "questions_of_blog", "blogs"

    @operation(
        "read",
        "What people ask an author, and what became of it",
        gives=QuestionShown,
        asks=QuestionsAsked,
        is_list=True,
    )
    def get(self, request, asked, slug):
        cursor, blog = cursor_in_time(asked), readable_blog(request, slug)
        return feeds.blog_questions(request.user, blog, only=asked["only"], cursor=cursor)
