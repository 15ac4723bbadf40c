"""Help with an article: asking for it, suggesting, and deciding about what was suggested."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from blogs import feeds
from blogs.actions import (
    accept_suggestion,
    ask_for_help,
    decline_suggestion,
    end_help,
    stop_helping,
    suggest_change,
    take_suggestion_back,
    tick_remark_off,
)
from blogs.actions.owning import require_owner
from blogs.actions.picturing import pictures_of
from blogs.forms import HelpForm, SuggestionForm
from blogs.forms.helping import EDITABLE
from blogs.models import Suggestion
from blogs.views.scope import text_at_desk
from intranet.platform.htmx import leave_to, render_fragment_or_page
from intranet.platform.longread import blocks, clean_article, with_pictures
from people.models import User


@require_http_methods(["GET", "POST"])
def help_page(request, article_id):
    """Who looks along and what they suggest; posted to, it asks colleagues."""
    article = text_at_desk(request, article_id)
    if request.method == "GET":
        if article.blog.owner_id != request.user.pk:
            return leave_to(request, article.get_absolute_url())
        return show_help(request, article)
    require_owner(request.user, article, act="ask_for_help")
    form = HelpForm(request.POST)
    try:
        people = form.chosen()
        for person in people:
            ask_for_help(author=request.user, article=article, person=person)
    except ValidationError as error:
        return show_help(request, article, form, error=error)
    names = ", ".join(person.name for person in people)
    messages.success(request, _("Asked: %(names)s") % {"names": names})
    return leave_to(request, f"{article.get_absolute_url()}#help")


@require_POST
def end(request, article_id, person_id):
    """Let somebody look along no more."""
    article = text_at_desk(request, article_id)
    helper = get_object_or_404(User.objects.visible_to(request.user), pk=person_id)
    end_help(author=request.user, article=article, helper=helper)
    messages.success(request, _("%(name)s does not see it any more") % {"name": helper.name})
    return leave_to(request, f"{article.get_absolute_url()}#help")


@require_POST
def stop(request, article_id):
    """Look along no more oneself."""
    article = text_at_desk(request, article_id)
    stop_helping(helper=request.user, article=article)
    messages.success(request, _("You do not look along any more"))
    return leave_to(request, "/blogs/writing/")


@require_http_methods(["GET", "POST"])
def suggest(request, article_id):
    """Suggest another wording of one block, or remark something about the whole."""
    article = text_at_desk(request, article_id)
    if request.method == "GET":
        return show_form(request, article, SuggestionForm())
    form = SuggestionForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError(_("That did not work just now. Try once more."))
        made = suggest_change(helper=request.user, article=article, **form.words())
    except ValidationError as error:
        return show_form(request, article, form, error=error)
    messages.success(request, _("%(name)s sees it") % {"name": article.blog.owner.first_name})
    place = f"block-{made.place}" if made.before else "whole"
    return leave_to(request, f"{article.get_absolute_url()}#{place}")


@require_POST
def accept(request, article_id, suggestion_id):
    """Put it into the text."""
    return decide(request, article_id, suggestion_id, accept_suggestion, _("It is in your text"))


@require_POST
def decline(request, article_id, suggestion_id):
    """Leave the text as it is."""
    why = request.POST.get("why", "")
    done = _("Declined. Your text stays as it was.")
    return decide(request, article_id, suggestion_id, decline_suggestion, done, why=why)


@require_POST
def tick_off(request, article_id, suggestion_id):
    """Note that one read a remark."""
    return decide(request, article_id, suggestion_id, tick_remark_off, _("Ticked off"))


@require_POST
def take_back(request, article_id, suggestion_id):
    """Take back what one suggested."""
    article = text_at_desk(request, article_id)
    suggestion = suggestion_for(request, article, suggestion_id)
    take_suggestion_back(helper=request.user, suggestion=suggestion)
    messages.success(request, _("Taken back"))
    return leave_to(request, article.get_absolute_url())


def decide(request, article_id, suggestion_id, action, done, **words):  # noqa: PLR0913 (one act)
    """Do what the owner decided, or say why it cannot be done any more."""
    article = text_at_desk(request, article_id)
    suggestion = suggestion_for(request, article, suggestion_id)
    try:
        action(author=request.user, article=article, suggestion=suggestion, **words)
    except ValidationError as error:
        article.refresh_from_db()
        return show_help(request, article, error=error)
    messages.success(request, done)
    return leave_to(request, f"{article.get_absolute_url()}#help")


def suggestion_for(request, article, suggestion_id):
    """Fetch a suggestion for a text at whose desk this person sits."""
    suggestions = Suggestion.objects.visible_to(request.user).filter(article=article)
    return get_object_or_404(suggestions.select_related("article__blog__owner"), pk=suggestion_id)


def show_help(request, article, form=None, *, error=None):
    """Show all about help on a page of its own, or the part of the editor about it."""
    context = {
        "article": article,
        "blog": article.blog,
        "helping": feeds.help_with(article),
        "posted": form.data if form else {},
        "chosen_people": form.picked() if form else [],
        "help_errors": error.messages if error is not None else [],
    }
    status = 422 if error is not None else 200
    return render_fragment_or_page(
        request,
        "blogs/writing/_suggestions.html",
        "blogs/writing/help.html",
        context,
        status=status,
    )


def show_form(request, article, form, *, error=None):
    """Show the form for one block, or for the whole article."""
    require_other(request, article)
    if form.is_bound:
        block, number = form.data.get("before", ""), form.data.get("block", "")
    else:
        block, number = block_asked_for(request, article)
    text = clean_article(article.html)
    context = {
        "article": article,
        "blog": article.blog,
        "block": block,
        "number": number,
        "kind": block[1 : block.find(">")].split(" ")[0] if block else "",
        "shown": with_pictures(clean_article(block).html, pictures_of(article, text)),
        "has_editor": bool(EDITABLE.match(block)),
        "posted": form.data if form.is_bound else {},
        "errors": error.messages if error is not None else [],
    }
    return render_fragment_or_page(
        request,
        "blogs/writing/_suggest_form.html",
        "blogs/writing/suggest.html",
        context,
        status=422 if error is not None else 200,
    )


def require_other(request, article):
    """Let the owner write in her text instead of suggesting something to herself."""
    if article.blog.owner_id == request.user.pk:
        raise Http404


def block_asked_for(request, article):
    """Return a block of the text and its number; nothing when the whole is meant."""
    number = request.GET.get("block", "")
    if not number:
        return "", ""
    parts = blocks(article.html)
    if not number.isdecimal() or len(number) > 6 or int(number) >= len(parts):
        raise Http404
    return parts[int(number)], number


def look_along(request, article, *, error=None):
    """Show a working text to who helps with it: as it reads, and in each block a way to suggest."""
    helping = feeds.help_with(article)
    text = clean_article(article.html)
    context = {
        "article": article,
        "blog": article.blog,
        "helping": helping,
        "blocks": feeds.standing_blocks(article, helping, pictures_of(article, text)),
        "errors": error.messages if error is not None else [],
    }
    status = 422 if error is not None else 200
    return render(request, "blogs/writing/look_along.html", context, status=status)
