"""Addresses that people answer to: each is for one person and one thing, and is signed.

`antwoord+t2n-1c-k3jd7…@plein.example`: small letters alone, for mail servers may change capitals.
"""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import base36_to_int, int_to_base36

SALT = "platform.incoming.address"
# Eighty bits, which base 32 writes in sixteen letters.
SIGNED_BYTES = 10
TOKEN = re.compile(r"\+(([a-z])([0-9a-z]{1,13})-([0-9a-z]{1,13}))-([a-z2-7]{16})@")
# More addresses than this a mail does not carry for us.
MOST_TRIED = 20


@dataclass(frozen=True)
class Addressee:
    """Who answers by this address, and what: `kind` is a letter for what the number is of."""

    kind: str
    number: int
    person: int


def address_for(addressee: Addressee) -> str:
    """Return the address by which somebody answers; nothing where answers do not come in."""
    local, _, host = settings.ANSWERS_ADDRESS.rpartition("@")
    if not local:
        return ""
    said = f"{addressee.kind}{int_to_base36(addressee.number)}-{int_to_base36(addressee.person)}"
    return f"{local}+{said}-{signature(said, settings.SECRET_KEY)}@{host}"


def addressees_in(header: str) -> Iterator[Addressee]:
    """Yield whom the addresses in a header of a mail stand for; what we did not sign is nobody."""
    for number, found in enumerate(TOKEN.finditer(header.lower())):
        if number == MOST_TRIED:
            return
        said, kind, thing, person, signed = found.groups()
        if is_ours(said, signed):
            yield Addressee(kind, base36_to_int(thing), base36_to_int(person))


def is_ours(said: str, signed: str) -> bool:
    """Tell whether we signed this, with the product's key or with one before it."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    # All are tried, so that nothing is learnt from how long it takes.
    return any([constant_time_compare(signature(said, key), signed) for key in keys])


def signature(said: str, key: str | bytes) -> str:
    """Return the signature in small letters and digits."""
    digest = salted_hmac(SALT, said, secret=key, algorithm="sha256").digest()
    return base64.b32encode(digest[:SIGNED_BYTES]).decode().lower()
