"""Mail in the recipient's language. What is sent again carries the same Message-ID."""

import uuid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from intranet.platform.organisation import current_organisation


def send_mail(
    template: str, *, to: str, language: str, event_id: uuid.UUID, context: dict[str, Any]
) -> None:
    """Render `<template>_subject.txt` and `<template>_message.txt` and send them to one person."""
    here = {"organisation": current_organisation(), "site_url": settings.SITE_URL}
    with translation.override(language):
        subject = render_to_string(f"{template}_subject.txt", context | here)
        text = render_to_string(f"{template}_message.txt", context | here)
    message_id = (
        f"<{event_id}.{template.rpartition('/')[2]}@{urlsplit(settings.SITE_URL).hostname}>"
    )
    EmailMessage(
        subject=" ".join(subject.split()),
        body=text.strip() + "\n",
        to=[to],
        headers={"Message-ID": message_id, "Auto-Submitted": "auto-generated"},
    ).send()
