"""Reading an article, and talking under it."""

import uuid

from django.shortcuts import render
from django.views.decorators.http import require_GET

from blogs import feeds
from blogs.forms import PromiseForm
from blogs.policies import can_promise_in
from conversations.feeds import as_draft, uploads_in
from conversations.policies import can_comment_on
from conversations.views.scope import cursor_of_comment
from intranet.platform.htmx import first_or_404
from intranet.platform.offline import may_be_kept


@require_GET
@may_be_kept
def read(request, thread_id):
    """An article and the talk under it."""
    thread = first_or_404(feeds.articles_to_read(request.user, thread_id))
    draft = as_draft(thread.reader_draft)
    newest_first = request.GET.get("order") == "newest"
    cursor = request.GET.get("after", "") or cursor_of_comment(request, thread)
    page = feeds.article_page(request.user, thread, cursor=cursor, newest_first=newest_first)
    return render(
        request,
        "blogs/articles/article.html",
        {
            "page": page,
            "thread": thread,
            "article": thread.article,
            "blog": thread.article.blog,
            "talk": page.talk,
            "newest_first": newest_first,
            "starts_later": bool(cursor),
            "may_comment": can_comment_on(request.user, thread),
            "may_steer": False,
            "may_accept": False,
            "promise_form": PromiseForm() if can_promise_in(request.user, thread) else None,
            "submission": uuid.uuid4(),
            "draft": draft,
            "uploads": uploads_in(draft),
        },
    )
