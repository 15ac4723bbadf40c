"""Answering by mail: the address that stands for a thread and one reader of it."""

from typing import Any

from conversations.models import Thread
from conversations.policies import can_comment_on
from intranet.platform.incoming.address import Addressee, address_for

# What an address is about: the opening words of a thread.
OF_A_THREAD = "t"


def answer_address(reader: Any, thread: Thread) -> str:
    """Return where this reader answers a thread by mail; nothing where she cannot."""
    if not can_comment_on(reader, thread):
        return ""
    return address_for(Addressee(OF_A_THREAD, thread.pk, reader.pk))
