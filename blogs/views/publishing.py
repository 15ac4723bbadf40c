"""When an article appears and goes; each a press of its owner."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blogs.actions import (
    discard_article,
    end_article,
    publish_article,
    publish_changes,
    schedule_article,
    unschedule_article,
)
from blogs.feeds.rhythm import usual_moment
from blogs.forms import PlanForm
from blogs.views.writing import keeping_words
from intranet.platform import clock
from intranet.platform.htmx import leave_to
from intranet.platform.judging import reply_in


@require_POST
@keeping_words
def publish(request, article):
    """Publish it now, or let it wait for a moment; what is published already takes the changes."""
    if article.thread_id is None:
        return plan(request, article)
    article = publish_changes(author=request.user, article=article, reply=reply_in(request.POST))
    messages.success(request, _("Readers read your changes now"))
    return leave_to(request, article.thread.get_absolute_url())


def plan(request, article):
    """Do what was chosen; ValidationError when something is missing."""
    form = PlanForm(request.POST)
    if not form.is_valid():
        raise ValidationError(form.errors.as_data())
    typed = form.cleaned_data
    if typed["when"] == "now":
        article = publish_article(
            author=request.user, article=article, reply=reply_in(request.POST)
        )
        messages.success(request, _("Published"))
        return leave_to(request, article.thread.get_absolute_url())
    moment = typed["publish_at"]
    if typed["when"] == "usual":
        moment = usual_moment(article.blog, after=clock.now())
    if moment is None:
        raise ValidationError({"when": _("You have no usual moment. Choose another one.")})
    schedule_article(
        author=request.user, article=article, publish_at=moment, ends_at=typed["ends_at"]
    )
    messages.success(request, _("Kept. It appears by itself at that moment."))
    return leave_to(request, "/blogs/writing/")


@require_POST
@keeping_words
def unschedule(request, article):
    """Let it wait for nothing any more."""
    unschedule_article(author=request.user, article=article)
    messages.success(request, _("It is a draft again"))
    return leave_to(request, article.get_absolute_url())


@require_POST
@keeping_words
def end(request, article):
    """Take it from its readers now, or at a moment."""
    form = PlanForm({"when": "now", "ends_at": request.POST.get("ends_at", "")})
    if not form.is_valid():
        raise ValidationError(form.errors.as_data())
    at = clock.now() if request.POST.get("now") else form.cleaned_data["ends_at"]
    end_article(author=request.user, article=article, ends_at=at)
    messages.success(request, _("Kept"))
    return leave_to(request, article.thread.get_absolute_url())


@require_POST
@keeping_words
def discard(request, article):
    """Throw away what nobody read yet."""
    discard_article(author=request.user, article=article)
    messages.success(request, _("Thrown away"))
    return leave_to(request, "/blogs/writing/")
