"""The desk, and the page on which an article is written."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from blogs import feeds
from blogs.actions import ChangedElsewhere, add_picture, save_article, start_article
from blogs.actions.picturing import pictures_of
from blogs.forms import TextForm, as_chosen, as_typed
from blogs.models import Blog
from blogs.policies import can_start_blog, can_write_in
from blogs.views.helping import look_along
from blogs.views.preparing import keep_answers
from blogs.views.scope import text_at_desk
from intranet.platform.htmx import leave_to, render_fragment_or_page, wants_fragment
from intranet.platform.longread import (
    SECONDS_A_PICTURE,
    WORDS_A_MINUTE,
    clean_article,
    with_pictures,
)


@require_GET
def desk(request):
    """What one works on, what waits, and what one is asked."""
    found = feeds.desk_of(request.user)
    return render(
        request,
        "blogs/writing/desk.html",
        {
            "desk": found,
            "keeping": feeds.keeping_of(found.blog) if found.blog else None,
            "may_write": found.blog is not None and can_write_in(request.user, found.blog),
            "may_start": found.blog is None and can_start_blog(request.user),
        },
    )


@require_POST
def new_article(request):
    """Take a new sheet."""
    blog = Blog.objects.visible_to(request.user).filter(owner=request.user).first()
    if blog is None:
        return leave_to(request, "/blogs/writing/")
    article = start_article(author=request.user, blog=blog)
    return leave_to(request, article.get_absolute_url())


@require_http_methods(["GET", "POST"])
def work_on(request, article_id):
    """Write; the page saves by itself every few seconds, and without script by a button."""
    if request.method == "GET":
        return show(request, text_at_desk(request, article_id))
    return save(request, article_id)


def keeping_words(view):
    """Keep what was typed in the page, before a press in it does what it does."""

    @wraps(view)
    def kept_first(request, article_id, *args, **kwargs):
        article, kept = text_at_desk(request, article_id), False
        try:
            if "revision" in request.POST:
                article, kept = keep_words(request, article), True
                keep_answers(request, article)
            return view(request, article, *args, **kwargs)
        except ChangedElsewhere as changed:
            return changed_elsewhere(request, changed)
        except ValidationError as error:
            if saves_by_itself(request):
                return refusal(" ".join(error.messages))
            return show(request, article, error=error, kept=kept)

    return kept_first


@keeping_words
def save(request, article):
    """Tell the page which wording it has now; without script show it again."""
    if not (saves_by_itself(request) or wants_fragment(request)):
        return leave_to(request, article.get_absolute_url())
    headers = {"Revision": str(article.revision), "Saved-At": article.saved_at.isoformat()}
    return HttpResponse(status=204, headers=headers)


@require_POST
@keeping_words
def prepare(request, article, question_id):
    """Keep what is said to a question; no words take it out of the article."""
    if "revision" not in request.POST:
        keep_answers(request, article)
    if saves_by_itself(request):
        return HttpResponse(status=204)
    messages.success(request, _("Kept. It appears together with this article."))
    return leave_to(request, f"{article.get_absolute_url()}#asked-{question_id}")


def keep_words(request, article):
    """Keep what was typed, and a picture that was chosen without script, at the end of it."""
    form = TextForm(request.POST)
    if not form.is_valid():
        raise ValidationError(form.errors.as_data())
    words = form.words()
    file = request.FILES.get("upload")
    if file is not None:
        stored = add_picture(author=request.user, article=article, file=file, name=file.name)
        words["body"] += form.figure(stored.pk)
    return save_article(author=request.user, article=article, **words)


def saves_by_itself(request):
    """Tell whether the page asks, and not a press of a button."""
    return bool(request.headers.get("Saves-By-Itself"))


def changed_elsewhere(request, changed):
    """Show that another window was first; what was typed in this one is still there."""
    context = {"article": changed.article, "posted": request.POST, "message": str(changed)}
    if saves_by_itself(request):
        return render(request, "blogs/writing/_changed.html", context, status=409)
    return render_fragment_or_page(
        request, "blogs/writing/_changed.html", "blogs/writing/changed.html", context, status=409
    )


def show(request, article, *, error=None, kept=False):
    """Show the editor with the words as they are, or as they were refused."""
    if article.blog.owner_id != request.user.pk:
        return look_along(request, article, error=error)
    typed = {} if kept or request.method == "GET" else request.POST
    body, body_format = as_typed(article.html)
    context = {
        "article": article,
        "blog": article.blog,
        "may_write": can_write_in(request.user, article.blog),
        "title": typed.get("title", article.title),
        "body": typed.get("body", body),
        "body_format": typed.get("body_format", body_format),
        "revision": typed.get("revision", article.revision),
        "is_unkept": bool(typed),
        "posted": request.POST,
        "errors": sentences_of(error),
        "advice": getattr(error, "verdict", None),
        "helping": feeds.help_with(article),
        "page": feeds.working_page(request.user, article, body=typed.get("body", "")),
        "moments": {name: as_chosen(getattr(article, name)) for name in ("publish_at", "ends_at")},
        "pace": {"words": WORDS_A_MINUTE, "seconds": SECONDS_A_PICTURE},
    }
    return render(
        request, "blogs/writing/editor.html", context, status=422 if error is not None else 200
    )


def sentences_of(error):
    """Return what is wrong, by field; "" for what belongs to none."""
    if error is None or hasattr(error, "verdict"):
        return {}
    if hasattr(error, "error_dict"):
        return {name: [*each] for name, each in error.message_dict.items()}
    return {"": error.messages}


@require_GET
def preview(request, article_id):
    """The working text as readers would read it."""
    article = text_at_desk(request, article_id)
    text = clean_article(article.html)
    html = with_pictures(text.html, pictures_of(article, text))
    return render(
        request,
        "blogs/writing/preview.html",
        {"article": article, "blog": article.blog, "html": html, "text": text},
    )


@require_POST
def bring_picture(request, article_id):
    """Keep a picture for an article; the editor then shows it in the text."""
    article = text_at_desk(request, article_id)
    file = request.FILES.get("upload")
    if file is None:
        return refusal(_("Choose a picture."))
    try:
        stored = add_picture(author=request.user, article=article, file=file, name=file.name)
    except ValidationError as error:
        return refusal(" ".join(error.messages))
    return JsonResponse(
        {"id": str(stored.pk), "url": stored.url("1200"), "width": stored.width},
        status=201,
    )


def refusal(sentence):
    """Say in one sentence why a picture was not kept."""
    return HttpResponse(sentence, status=422, content_type="text/plain; charset=utf-8")
