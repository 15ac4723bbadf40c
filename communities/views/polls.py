"""Voting in a poll, and closing one's own."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_POST

from communities.actions import close_poll, vote
from communities.feeds import with_details
from communities.forms import VoteForm
from communities.views.scope import readable_post
from intranet.platform.htmx import leave_to, wants_fragment


@require_POST
def cast_vote(request, post_id):
    """Choose an answer, or choose again."""
    post, poll = poll_of(request, post_id)
    form = VoteForm(request.POST)
    form.is_valid()
    try:
        vote(voter=request.user, poll=poll, choices=form.cleaned_data["option"])
    except ValidationError as error:
        return show(request, post, errors=error.messages)
    return show(request, post)


@require_POST
def close(request, post_id):
    """End one's own poll before its time."""
    post, poll = poll_of(request, post_id)
    close_poll(poll=poll, closer=request.user)
    return leave_to(request, post.get_absolute_url())


def poll_of(request, post_id):
    """Fetch a poll that the reader may see, with its post."""
    post = readable_post(request, post_id)
    poll = getattr(post, "poll", None)
    if poll is None:
        raise Http404
    return post, poll


def show(request, post, *, errors=()):
    """Show the poll as it is now."""
    status = 422 if errors else 200
    if not wants_fragment(request) and not errors:
        return leave_to(request, post.get_absolute_url())
    thread = with_details(request.user, post.thread)
    template = "communities/posts/kinds/_poll.html"
    if not wants_fragment(request):
        template = "communities/posts/vote.html"
    return render(
        request, template, {"thread": thread, "post": post, "errors": errors}, status=status
    )
