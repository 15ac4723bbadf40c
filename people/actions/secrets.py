"""Words that let somebody in once: made of chance, kept only as a hash."""

import secrets

from django.utils.crypto import salted_hmac

# Without what looks alike on paper: no 0 and O, no 1, I and L, no S, B and Z.
CODE_LETTERS = "ACDEFGHJKMNPQRTUVWXY23456789"
CODE_LENGTH = 8


def new_code() -> str:
    """Make a code that can be read from paper, like K7QM-2XPD."""
    letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    return f"{letters[:4]}-{letters[4:]}"


def as_typed(code: str) -> str:
    """Return what counts of a code: its letters and digits, whatever stands between them."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


def digest(purpose: str, secret: str) -> str:
    """Return what may be kept of a secret."""
    return salted_hmac(f"people.{purpose}", secret, algorithm="sha256").hexdigest()
