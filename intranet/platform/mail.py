"""Mail in the recipient's language. What is sent again carries the same Message-ID."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.mime.image import MIMEImage
from email.utils import formataddr, parseaddr
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from intranet.platform.organisation import current_organisation
from intranet.platform.plaintext import one_line


@dataclass(frozen=True)
class Enclosed:
    """A picture that stands in a letter, which names it by its number (RFC 2392)."""

    number: str
    jpeg: bytes


@dataclass(frozen=True)
class Letter:
    """A mail in which somebody speaks: as a page for who sees it so, and in plain words."""

    # `<template>_subject.txt`, `<template>_message.txt` and `<template>_letter.html`.
    template: str
    context: dict[str, Any]
    # Who speaks. The address stays that of the organisation, so that nobody is impersonated.
    sender: str = ""
    # Where an answer to it goes, with what its reader sees there instead of a name.
    reply_to: str = ""
    reply_name: str = ""
    # What this is one of, and the address that ends it with one click (RFC 2919, RFC 8058).
    list_name: str = ""
    stop_address: str = ""
    pictures: Sequence[Enclosed] = field(default=())


class WithPictures(EmailMultiAlternatives):
    """A mail whose pictures belong to its page, and are not files beside it."""

    mixed_subtype = "related"


@contextmanager
def spoken_to(person: Any) -> Iterator[None]:
    """Speak somebody's language, and say times as she reads them; the product's own of nobody."""
    zone = ZoneInfo(person.time_zone) if person else None
    with translation.override(person.language if person else None), timezone.override(zone):
        yield


def send_mail(  # noqa: PLR0913
    template: str,
    *,
    to: str,
    language: str,
    event_id: uuid.UUID,
    context: dict[str, Any],
    is_reply: bool = False,
) -> None:
    """Render `<template>_subject.txt` and `<template>_message.txt` and send them to one person.

    One that answers a mail of hers says so, and that no machine need answer it.
    """
    with translation.override(language):
        subject, text = words_of(template, context | here())
    headers = headers_of(template, event_id)
    if is_reply:
        headers |= {"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"}
    EmailMessage(subject, text, to=[to], headers=headers).send()


def send_letter(letter: Letter, *, to: str, language: str, event_id: uuid.UUID) -> None:
    """Send a letter to one person; its page and its words say the same."""
    context = letter.context | here()
    headers = headers_of(letter.template, event_id)
    host = urlsplit(settings.SITE_URL).hostname
    if letter.list_name:
        headers["List-Id"] = f"<{letter.list_name}.{host}>"
    if letter.stop_address:
        headers["List-Unsubscribe"] = f"<{letter.stop_address}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    if letter.reply_to:
        # Exchange sends no out-of-office replies then, which nobody wants as comments.
        headers["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    with translation.override(language):
        subject, text = words_of(letter.template, context)
        page = render_to_string(f"{letter.template}_letter.html", context)
        sender = in_the_name_of(letter.sender)
    reply_to = [formataddr((letter.reply_name, letter.reply_to))] if letter.reply_to else None
    mail = WithPictures(subject, text, sender, [to], headers=headers, reply_to=reply_to)
    mail.attach_alternative(page, "text/html")
    for picture in letter.pictures:
        image = MIMEImage(picture.jpeg, "jpeg")
        image.add_header("Content-ID", f"<{picture.number}>")
        image.add_header("Content-Disposition", "inline", filename=f"{picture.number}.jpg")
        mail.attach(image)
    mail.send()


def in_the_name_of(name: str) -> str:
    """Return the address of the organisation with the name of who speaks before it."""
    if not name:
        return settings.DEFAULT_FROM_EMAIL
    place = current_organisation().place_name
    shown = one_line(_("%(name)s via %(place)s") % {"name": name, "place": place})
    # Neither ends the quotes around a name (RFC 5322).
    shown = shown.replace("\\", "").replace('"', "'")
    return f'"{shown}" <{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}>'


def here() -> dict[str, Any]:
    """Return what every mail says of where it comes from."""
    return {"organisation": current_organisation(), "site_url": settings.SITE_URL}


def words_of(template: str, context: dict[str, Any]) -> tuple[str, str]:
    """Return the subject, which is one line, and the plain words."""
    subject = render_to_string(f"{template}_subject.txt", context)
    text = render_to_string(f"{template}_message.txt", context)
    return one_line(subject), text.strip() + "\n"


def headers_of(template: str, event_id: uuid.UUID) -> dict[str, str]:
    """Return what each of our mails says of itself; sent again it is the same mail."""
    name, host = template.rpartition("/")[2], urlsplit(settings.SITE_URL).hostname
    return {"Message-ID": f"<{event_id}.{name}@{host}>", "Auto-Submitted": "auto-generated"}
