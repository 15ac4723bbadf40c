"""Brings the Dutch texts up to date with the code: new ones come in empty, unused ones go."""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

sys.path.insert(0, str(Path(__file__).resolve().parent))
from _translations import ROOT, texts_in_use  # noqa: E402

CATALOGUE = ROOT / "locale" / "nl" / "LC_MESSAGES" / "django.po"


def main(more: list[str]) -> int:
    """Rewrite the catalogue; further files may bring translations along."""
    known = Catalog(locale="nl")
    for file in [CATALOGUE, *map(Path, more)]:
        if file.exists():
            with file.open("rb") as source:
                for message in read_po(source, locale="nl", ignore_obsolete=True):
                    if message.id and any(words_of(message)):
                        known.add(message.id, message.string, context=message.context)
    # Not fuzzy: a catalogue whose header is marked so is not compiled.
    written = Catalog(locale="nl", project="Onderling", charset="utf-8", fuzzy=False)
    for text in sorted(texts_in_use(), key=lambda text: (text.context or "", str(text.id))):
        if text.id:
            found = known.get(text.id, text.context)
            written.add(text.id, found.string if found else "", context=text.context)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as target:
        write_po(target, written, width=100, no_location=True, omit_header=False)
    empty = [message.id for message in written if message.id and not all(words_of(message))]
    print(f"{len(written)} texts, {len(empty)} without Dutch.")
    return 0


def words_of(message) -> list[str]:
    """Return the translations of a text, one per plural form."""
    return [message.string] if isinstance(message.string, str) else list(message.string)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
