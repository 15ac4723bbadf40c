"""The Jinja2 environment of all our pages: what a template may use without asking."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment
from markupsafe import Markup

from intranet.platform import clock, wording
from intranet.platform.differences import difference, difference_of_words
from intranet.platform.figures import is_measured
from intranet.platform.folding import ByLanguage, OneLanguage
from intranet.platform.fragments import kept
from intranet.platform.organisation import current_organisation
from intranet.platform.plaintext import excerpt, plain_text
from intranet.platform.policy import policy_named

# Stands for an argument while an address is worked out; no real id or slug looks like it.
PLACEHOLDER_NUMBER = 918273645546372819
PLACEHOLDER_WORD = "zz-placeholder-zz"


def environment(**options: Any) -> Any:
    """Build the environments; Django calls it once with the engine's options."""
    return ByLanguage(lambda language: environment_in(language, **options))


def environment_in(language: str, **options: Any) -> Environment:
    """Build the environment of one language."""
    env = OneLanguage(
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
        **options,
    )
    env.language = language
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.globals.update(
        static=static,
        url=url,
        icon=icon,
        can=can,
        place=current_organisation,
        language=translation.get_language,
        greeting=wording.greeting,
        site_url=settings.SITE_URL,
        kept=kept,
        is_measured=is_measured,
        stamp=clock.stamp,
        difference=difference,
        difference_of_words=difference_of_words,
    )
    env.filters.update(filters())
    return env


def filters() -> dict[str, Callable]:
    """Return how templates write times, numbers and words."""
    return {
        "when": wording.when,
        "day": wording.day,
        "long_day": wording.long_day,
        "week": wording.week,
        "age": wording.age,
        "clock_time": wording.clock_time,
        "in_words": wording.in_words,
        "number": wording.number,
        "file_size": wording.file_size,
        "excerpt": excerpt,
        "plain": plain_text,
        "path": path_of,
    }


@cache
def static(path: str) -> str:
    """Return the address of a static file, hashed where the storage hashes."""
    return staticfiles_storage.url(path)


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """Return the address of a named page; worked out once per name and shape, then filled in."""
    values = [*args, *kwargs.values()]
    if not values:
        return url_pattern(name, (), ())
    kinds = tuple(isinstance(value, int) for value in values)
    pattern = url_pattern(
        name, kinds[: len(args)], tuple(zip(kwargs, kinds[len(args) :], strict=True))
    )
    return pattern.format(
        *(
            value if number else quote(str(value), safe="")
            for value, number in zip(values, kinds, strict=True)
        )
    )


@cache
def url_pattern(name: str, kinds: tuple[bool, ...], named: tuple[tuple[str, bool], ...]) -> str:
    """Return the address of a page with {0}, {1} where its arguments go."""
    values = [
        placeholder(index, number)
        for index, number in enumerate([*kinds, *(kind for _, kind in named)])
    ]
    keywords = {key: value for (key, _), value in zip(named, values[len(kinds) :], strict=True)}
    address = reverse(name, args=values[: len(kinds)] or None, kwargs=keywords or None)
    for index, value in enumerate(values):
        address = address.replace(str(value), f"{{{index}}}")
    return address


def placeholder(index: int, number: bool) -> int | str:  # noqa: FBT001
    """Return what stands for an argument while its address is worked out."""
    return PLACEHOLDER_NUMBER + index if number else f"{PLACEHOLDER_WORD}{index}"


@cache
def icon(name: str) -> Markup:
    """Return an icon of the sprite; the word beside it says what it means."""
    return Markup('<svg class="icon" aria-hidden="true"><use href="{}#i-{}"/></svg>').format(
        static("icons.svg"), name
    )


def can(name: str, person: Any, subject: Any = None) -> bool:
    """Ask the policy `can_<name>` whether this person may."""
    policy = policy_named(name)
    return policy(person) if subject is None else policy(person, subject)


def path_of(address: str) -> str:
    """Return only the path of an address, without its question."""
    return re.split(r"[?#]", address, maxsplit=1)[0]
