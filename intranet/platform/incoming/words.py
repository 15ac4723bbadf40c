"""What somebody typed in a mail: the text of it, whatever form her mail program gave it."""

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from intranet.platform.incoming.cutting import own_words
from intranet.platform.plaintext import plain_text, without_unseen
from intranet.platform.richtext import POST, rename, wall

# Of more than this much text only the beginning is read: bytes of a part, signs of a page.
MOST_TEXT = 1_000_000
MOST_PAGE = 400_000
MOST_PARTS = 200
# Mails in mails in mails are for machines, and take long to read.
MOST_BOUNDARIES = 100
# Alphabets by name; some codecs that Python has beside them take for ever.
CHARSETS = ("utf", "iso", "us-", "ascii", "latin", "windows", "cp", "koi8", "gb", "big5", "euc")
# What a mail program adds by itself.
NO_FILES = {
    "application/pgp-signature",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/ms-tnef",
}
QUOTE_BEGINS, QUOTE_ENDS = "\ue001", "\ue002"
FLOWED = re.compile(r"format\s*=\s*\"?flowed", re.IGNORECASE)
WITHOUT_SPACE = re.compile(r"delsp\s*=\s*\"?yes", re.IGNORECASE)


@dataclass(frozen=True)
class Written:
    """What a mail says in the words of who sent it, and whether files came with it."""

    words: str
    has_files: bool = False
    # Where it could not be read whole, and what is here is its beginning.
    is_cut: bool = False


def read_words(data: bytes, *, is_cut: bool = False) -> Written:
    """Read a mail as it came over the line; what cannot be read in it is left out."""
    if data.lower().count(b"boundary") > MOST_BOUNDARIES:
        return Written("", is_cut=True)
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
    except RecursionError:
        return Written("", is_cut=True)
    parts = list(parts_of(message))
    has_files = any(is_file(part, beside) for part, beside in parts)
    return Written(own_words(text_of(message)), has_files, is_cut)


def parts_of(message: Message) -> Iterator[tuple[Message, str]]:
    """Yield each part that is no heap of parts, with the kind of heap it lies in."""
    waiting: list[tuple[Message, str]] = [(message, "")]
    for _step in range(MOST_PARTS):
        if not waiting:
            return
        part, beside = waiting.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            inside = part.get_content_type()
            waiting += [(each, inside) for each in reversed(inside_of(part))]
        else:
            yield part, beside


def inside_of(heap: Message) -> list[Message]:
    """Return the first parts of a heap."""
    payload = heap.get_payload()
    parts = payload[:MOST_PARTS] if isinstance(payload, list) else []
    return [part for part in parts if isinstance(part, Message)]


def is_file(part: Message, beside: str) -> bool:
    """Tell whether a part is a file that somebody sent along, and not a picture of a signature."""
    kind = part.get_content_type()
    if kind in NO_FILES or (beside == "multipart/related" and "content-id" in part):
        return False
    return is_attached(part) or part.get_content_maintype() != "text"


def is_attached(part: Message) -> bool:
    """Tell whether a part says that it is a file, also where it is to be shown in the mail."""
    said = str(part.get("content-disposition", "")).strip().lower()
    return said.startswith("attachment") or "filename" in said


def text_of(message: Message, depth: int = 0) -> str:
    """Return the text that a mail shows: its plain form where it has one, else its page."""
    kind = message.get_content_type()
    if not message.is_multipart():
        return text_in(message) if kind.startswith("text/") and not is_attached(message) else ""
    if kind.startswith("message/") or depth > MOST_BOUNDARIES:
        return ""
    texts = (text_of(part, depth + 1) for part in by_liking(inside_of(message), kind))
    if kind == "multipart/alternative":
        return next((text for text in texts if text.strip()), "")
    return "\n\n".join(text for text in texts if text.strip())


def by_liking(parts: list[Message], kind: str) -> list[Message]:
    """Return parts that say the same with the plain one first; others as they stand."""
    if kind != "multipart/alternative":
        return parts
    return sorted(parts, key=lambda part: part.get_content_type() != "text/plain")


def text_in(part: Message) -> str:
    """Return the text of one part."""
    text = without_unseen(decoded(part)).replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace(QUOTE_BEGINS, "").replace(QUOTE_ENDS, "")
    kind, said = part.get_content_type(), str(part.get("content-type", ""))
    if kind == "text/html":
        return text_of_page(text[:MOST_PAGE])
    if kind != "text/plain":
        return ""
    return (
        unfolded(text, without_space=bool(WITHOUT_SPACE.search(said))) if is_flowed(said) else text
    )


def is_flowed(content_type: str) -> bool:
    """Tell whether a space at the end of a line says that the line goes on."""
    return bool(FLOWED.search(content_type))


def decoded(part: Message) -> str:
    """Return the letters of a part; what is in no alphabet, or in the wrong one, stays readable."""
    payload = part.get_payload(decode=True)
    data = payload[:MOST_TEXT] if isinstance(payload, bytes) else b""
    charset = str(part.get_content_charset() or "").lower()
    try:
        if charset.startswith(CHARSETS) and charset not in ("us-ascii", "ascii"):
            return data.decode(charset, "replace")
        return data.decode()
    except (LookupError, UnicodeError, ValueError):
        return data.decode("cp1252", "replace")


def unfolded(text: str, *, without_space: bool) -> str:
    """Join lines that a mail program broke (RFC 3676), each quote within itself."""
    lines: list[str] = []
    goes_on, last_depth = False, 0
    for line in text.split("\n"):
        said = line.lstrip(">")
        depth = len(line) - len(said)
        said = said.removeprefix(" ")
        joins = goes_on and depth == last_depth and said.rstrip() != "--"
        if joins:
            lines[-1] += said
        else:
            lines.append(">" * depth + (" " if depth else "") + said)
        goes_on = said.endswith(" ") and said != "-- "
        if goes_on and without_space:
            lines[-1] = lines[-1][:-1]
        last_depth = depth
    return "\n".join(lines)


def text_of_page(html: str) -> str:
    """Return what a page says, its quotes marked as in plain mail."""
    head, _, body = html.partition("</head>")
    # Cells and rows have no tag of their own here, and their words would run into each other.
    page = (body or head).replace("</td>", " </td>").replace("</tr>", "<td><br></td></tr>")
    clean = wall(rename(page, POST), POST)
    clean = clean.replace("<blockquote>", f"<p>{QUOTE_BEGINS}</p>")
    clean = clean.replace("</blockquote>", f"<p>{QUOTE_ENDS}</p>")
    lines: list[str] = []
    depth = 0
    for line in plain_text(clean).split("\n"):
        if line.strip() in (QUOTE_BEGINS, QUOTE_ENDS):
            depth += 1 if line.strip() == QUOTE_BEGINS else -1
        else:
            lines.append(f"> {line}" if depth > 0 else line)
    return "\n".join(lines)
