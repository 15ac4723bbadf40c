"""Letting a post appear that waited until somebody had read it."""

from datetime import datetime

from django.db import transaction

from communities.actions.posting import tell_of_post
from communities.models import Post
from conversations.actions.timing import bring_out
from conversations.models import Thread
from intranet.platform.audit import record
from intranet.platform.content import State


@transaction.atomic
def release_post(thread: Thread, *, now: datetime) -> None:
    """Let a held post appear: now, or at the moment for which it was written.

    Its author may have left the place since: it was hers to post there when she did.
    """
    if thread.published_at > now:
        thread.state, thread.state_reason = State.SCHEDULED, ""
        thread.save()
        return
    post = Post.objects.select_related("community__audience").get(pk=thread.pk)
    text = bring_out(thread, now=now)
    post.thread = thread
    record("communities.post.published", actor=thread.author, subject=post)
    tell_of_post(post, text, now=now)
