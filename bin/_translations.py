"""Finds texts without a translation, and translations that do not fit their text."""

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
NOT_OURS = (".venv", ".data", "build", "tests", "bin")
# How Django and our code mark what is to be translated, beside gettext's own names.
MARKS = [
    "gettext_lazy",
    "gettext_noop",
    "ngettext_lazy:1,2",
    "pgettext:1c,2",
    "pgettext_lazy:1c,2",
    "npgettext:1c,2,3",
    "npgettext_lazy:1c,2,3",
]
KEYWORDS = {**DEFAULT_KEYWORDS, **parse_keywords(MARKS)}


def main() -> int:
    """Print what is missing or wrong in each language; 1 if there is anything."""
    texts = texts_in_use()
    found = [
        line
        for file in sorted((ROOT / "locale").glob("*/LC_MESSAGES/django.po"))
        for line in flaws(texts, file)
    ]
    print("\n".join(found))
    return 1 if found else 0


def texts_in_use() -> Catalog:
    """Return every text of the code and the templates that people may read."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    catalog = Catalog()
    found = extract_from_dir(
        ROOT, methods, options, keywords=KEYWORDS, directory_filter=lambda path: is_ours(Path(path))
    )
    for file, line, text, _comments, context in found:
        catalog.add(text, locations=[(file, line)], context=context)
    return catalog


def is_ours(folder: Path) -> bool:
    """Tell whether this folder holds texts of the product."""
    return folder.name not in NOT_OURS and folder.name != "__pycache__"


def flaws(texts: Catalog, file: Path) -> Iterator[str]:
    """Say in which texts this translation is not complete or not right."""
    language = file.parent.parent.name
    with file.open("rb") as source:
        translated = read_po(source, locale=language)
    for text in texts:
        if not text.id:
            continue
        name = text.id if isinstance(text.id, str) else text.id[0]
        place = f"{text.locations[0][0]}:{text.locations[0][1]}"
        ours = translated.get(text.id, text.context)
        words = ours.string if ours else ""
        if not ours or ours.fuzzy or not all([words] if isinstance(words, str) else words):
            yield f"{language}: no translation of {name!r} ({place})"
        else:
            yield from (f"{language}: {name!r}: {error}" for error in ours.check(translated))


if __name__ == "__main__":
    sys.exit(main())
