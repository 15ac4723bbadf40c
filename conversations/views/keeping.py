"""Following, keeping, and having seen."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from conversations.actions import (
    drop_thread,
    follow_thread,
    keep_thread,
    note_reading,
    unfollow_thread,
)
from conversations.feeds import add_marks_on, thread_group
from conversations.views.scope import readable_thread
from intranet.platform import clock
from intranet.platform.htmx import wants_fragment
from notifications.actions import mark_group_read


@require_POST
def follow(request, thread_id):
    """Hear of new comments."""
    thread = readable_thread(request, thread_id)
    follow_thread(person=request.user, thread=thread)
    return answer(request, thread, "follow")


@require_POST
def unfollow(request, thread_id):
    """Hear no more of them."""
    thread = readable_thread(request, thread_id)
    unfollow_thread(person=request.user, thread=thread)
    return answer(request, thread, "follow")


@require_POST
def keep(request, thread_id):
    """Keep for later."""
    thread = readable_thread(request, thread_id)
    keep_thread(person=request.user, thread=thread)
    return answer(request, thread, "keep")


@require_POST
def drop(request, thread_id):
    """Keep no longer."""
    thread = readable_thread(request, thread_id)
    drop_thread(person=request.user, thread=thread)
    return answer(request, thread, "keep")


@require_POST
def seen(request, thread_id):
    """The page says that somebody read it; what the bell held about it is read too."""
    until = clock.moment_of(request.GET.get("until", ""))
    mark_group_read(person=request.user, group=thread_group(thread_id), until=until)
    note_reading(reader=request.user, thread_id=thread_id)
    return HttpResponse(status=204)


def answer(request, thread, name):
    """Show the button as it is now."""
    if not wants_fragment(request):
        return redirect(thread.get_absolute_url())
    add_marks_on([thread], request.user)
    return render(
        request,
        f"conversations/_{name}.html",
        {
            "thread": thread,
            "in_menu": bool(request.POST.get("in_menu")),
        },
    )
