"""Writing, reading and changing a post."""

import uuid
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from communities import feeds
from communities.actions import edit_post, publish_post, schedule_post
from communities.forms import PostForm
from communities.models import Community, Post
from communities.views.composing import (
    composer_for,
    draft_place,
    people_chosen,
    preset_from,
    quoted_from,
    with_quote,
)
from conversations.actions import clear_draft
from conversations.feeds import as_draft, draft_kept, uploads_in, uploads_of
from conversations.forms import EditForm, enclosures_in
from conversations.policies import can_comment_on
from conversations.views.editing import NOT_EDITED, state_of_edit, words_of_edit
from conversations.views.enclosing import form_with_files
from conversations.views.refusals import advice_in, heads_in, messages_of, sentences_of, status_of
from conversations.views.scope import cursor_of_comment
from intranet.platform.composed import Word
from intranet.platform.htmx import (
    first_or_404,
    leave_to,
    render_fragment_or_page,
    wants_fragment,
)
from intranet.platform.offline import keep_part, may_be_kept
from intranet.platform.policy import Refused


@require_GET
@may_be_kept
def write(request):
    """A page to write on, with the choice of where to post."""
    context = writing_page(request) | {"shared": request.GET.get("shared")}
    return render(request, "communities/posts/write.html", context)


@require_GET
def kind_fields(request):
    """What the kinds of posts ask beside words; a composer in a feed fetches it when it wakes."""
    context = composer_for(request.user, draft=None)
    return keep_part(render(request, "communities/posts/_kind_fields.html", context))


@require_POST
def create_post_anywhere(request):
    """Post from a page where the community is chosen in the form."""
    form = form_with_files(PostForm, request)
    places = Community.objects.visible_to(request.user)
    chosen = form.data.get("community", "")
    place = places.filter(pk=chosen).first() if chosen.isdecimal() else None
    if place is None:
        return refuse(request, form, None, [_("Choose where you want to post this.")])
    return post_in(request, form, place, page_of=None)


@require_POST
def create_post(request, slug):
    """Post in the community of the page."""
    place = first_or_404(feeds.places_to_read(request.user, Word(slug)))
    return post_in(request, form_with_files(PostForm, request), place, page_of=place)


def post_in(request, form, place, *, page_of):
    """Publish and show what was posted, or give everything that was typed back.

    The form stands on the page of that community, or on one where the community is chosen.
    """
    if not form.is_valid():
        return refuse(request, form, page_of, messages_of(form))
    publish_at = form.cleaned_data["publish_at"]
    write_it = partial(schedule_post, publish_at=publish_at) if publish_at else publish_post
    try:
        post = write_it(author=request.user, community=place, **form.words())
    except ValidationError as error:
        return refuse(request, form, page_of, sentences_of(error), **shown_of(error))
    except Refused as refusal:
        # With script the page stands as it was; without it, what was typed would be gone.
        if wants_fragment(request):
            raise
        return refuse(request, form, page_of, [str(refusal)], status=403)
    clear_draft(person=request.user, place=draft_place(page_of))
    if publish_at:
        messages.success(request, _("Kept. It will be posted at the moment you chose."))
        return leave_to(request, post.get_absolute_url())
    if not wants_fragment(request) or request.POST.get("leave"):
        return leave_to(request, post.get_absolute_url())
    thread = feeds.card_just_written(post)
    return render(request, "communities/posts/_posted.html", {"thread": thread})


def shown_of(error):
    """Return what a refusal shows beside its sentences."""
    return {"heads_seen": heads_in(error), "advice": advice_in(error)}


def refuse(request, form, page_of, errors, *, status=422, **shown):
    """Show the composer again, with what was typed and what to do about it."""
    context = {"community": page_of, "errors": errors, "open": True, **shown}
    context |= writing_page(request, community=page_of, posted=form.data)
    context["uploads"] = uploads_of(request.user, enclosures_in(form.data))
    context["as_page"] = bool(form.data.get("leave"))
    if wants_fragment(request) and not context["as_page"]:
        # In a feed an announcement leads to the page for writing, which has room for its choices.
        context["audiences"] = None
    return render_fragment_or_page(
        request,
        "communities/posts/_composer.html",
        "communities/posts/write.html",
        context,
        status=status,
    )


def writing_page(request, *, community=None, posted=None):
    """What the page for writing shows, with the choices of the kinds of posts."""
    preset = preset_from(request)
    context = composer_for(request.user, community=community, posted=posted, preset=preset)
    return context | {
        "usual_place": feeds.usual_place(request.user),
        "audiences": feeds.audiences_for(request.user),
        "chosen_people": people_chosen(request.user, context["choices"]),
        "quoting": "" if posted else with_quote(context["draft"], quoted_from(request)),
    }


@require_GET
@may_be_kept
def post_detail(request, post_id):
    """A post and the talk under it."""
    found = feeds.threads_to_read(request.user, post_id)
    if not found:
        return follow_merge(request, post_id)
    thread = found[0]
    newest_first = request.GET.get("order") == "newest"
    draft = as_draft(thread.reader_draft)
    cursor = request.GET.get("after", "") or cursor_of_comment(request, thread)
    return render(
        request,
        "communities/posts/post_detail.html",
        {
            "thread": thread,
            "post": thread.post,
            "talk": feeds.page_of_post(
                request.user, thread, cursor=cursor, newest_first=newest_first
            ),
            "starts_later": bool(cursor),
            "newest_first": newest_first,
            "may_comment": can_comment_on(request.user, thread),
            "may_steer": thread.reader_steers,
            "may_accept": may_accept(request.user, thread),
            "submission": uuid.uuid4(),
            "draft": draft,
            "uploads": uploads_in(draft),
        },
    )


def may_accept(viewer, thread):
    """Tell whether the page offers to say what answers or solves it; the action asks the rule."""
    is_own = thread.author_id == viewer.pk
    may = is_own or (thread.stewards_accept and thread.reader_steers)
    return may and thread.wants_answer and thread.is_published and not thread.accepted_comment_id


def follow_merge(request, post_id):
    """Lead to where the talk of a merged post goes on; else it is not there."""
    target = feeds.merged_into(request.user, post_id)
    if target is None:
        raise Http404
    return HttpResponseRedirect(target.get_absolute_url())


@require_http_methods(["GET", "POST"])
def edit(request, post_id):
    """Change the words of one's own post."""
    posts = Post.objects.visible_to(request.user).with_thread().select_related("thread__audience")
    post = get_object_or_404(posts, pk=post_id)
    place = f"edit-post:{post.pk}"
    if request.method == "GET":
        return show_edit(request, post, EditForm(), draft=draft_kept(request.user, place))
    form = form_with_files(EditForm, request)
    try:
        edit_post(author=request.user, post=post, **words_of_edit(form, title=True))
    except NOT_EDITED as error:
        # With script the page stands as it was; without it, what was typed would be gone.
        if isinstance(error, Refused) and wants_fragment(request):
            raise
        return show_edit(request, post, form, error=error)
    clear_draft(person=request.user, place=place)
    return leave_to(request, post.get_absolute_url())


def show_edit(request, post, form, *, draft=None, error=None):
    """Show the form with the words as they are, as they were left, or as they were refused."""
    context = {
        "post": post,
        "thread": post.thread,
        **state_of_edit(request, post.thread, form, draft=draft, error=error),
    }
    return render_fragment_or_page(
        request,
        "communities/posts/_edit_form.html",
        "communities/posts/edit.html",
        context,
        status=status_of(error),
    )
