"""Words as the automaton reads them: a byte for each character, without accents and capitals.

Text becomes bytes once (`encoded`), and each way of reading is a table from byte to byte, which
costs a microsecond for a page. Where a byte stood in the text is only worked out when something
was found (`Skeleton.source`).
"""

import codecs
import string
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

# Some letter that is none of ours, and what nobody sees: soft hyphens, joiners, accents apart.
OTHER, NOTHING = "あ", "\u00ad"
ACCENTED = "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿ"
MARKS = "’‘“”„–—…•€£·«»°×\u00a0"
STROKES = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ð": "d"}
TWO_LETTERS = {"ĳ": "ij", "Ĳ": "IJ", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ß": "ss"}
UNSEEN = "\u115f\u1160\u3164\uffa0\u2800"
# Cyrillic and Greek letters that look like one of ours, and which.
LOOK_ALIKES = dict(
    zip(
        "аеорсухіјѕкмтнвԁԛԝһАВЕКМНОРСТУХЅІЈαονικρτυχεηΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "aeopcyxijskmthbdqwhabekmhopctyxsijaovikptuxenabezhikmnoptyx",
        strict=True,
    )
)
# The slots of look-alikes: one for each of our letters, at the end of the table.
FIRST_LOOK_ALIKE = 256 - len(string.ascii_lowercase)
BLANK = 0x20
NO_LETTER = 0xFF


def slots() -> str:
    """Return the character that stands for each of the 256 bytes."""
    known = [chr(code) for code in range(128)] + list(OTHER + NOTHING + ACCENTED + MARKS)
    unused = [chr(0xE000 + number) for number in range(256 - len(known))]
    return "".join(known + unused)


SLOTS = slots()
ENCODING = codecs.charmap_build(SLOTS)


@lru_cache(maxsize=10_000)
def bytes_of(char: str) -> bytes:
    """Return the bytes of a character that has no slot of its own."""
    if char in LOOK_ALIKES:
        return bytes([FIRST_LOOK_ALIKE + string.ascii_lowercase.index(LOOK_ALIKES[char])])
    if char in STROKES or char in TWO_LETTERS:
        return (STROKES.get(char) or TWO_LETTERS[char]).encode()
    category = unicodedata.category(char)
    if category in {"Mn", "Me", "Cf"} or char in UNSEEN:
        return bytes([SLOTS.index(NOTHING)])
    plain = "".join(
        each for each in unicodedata.normalize("NFKD", char) if not unicodedata.combining(each)
    )
    if plain.isascii() and plain.isalnum() and (len(plain) == 1 or category.startswith("L")):
        return plain.encode()
    if category == "Nd":
        return str(unicodedata.decimal(char)).encode()
    return bytes([SLOTS.index(OTHER)]) if category[0] in "LN" or category == "Mc" else b" "


def without_slot(problem: UnicodeError) -> tuple[bytes, int]:
    """Answer for characters that the table does not know."""
    assert isinstance(problem, UnicodeEncodeError)
    unknown = problem.object[problem.start : problem.end]
    return b"".join(map(bytes_of, unknown)), problem.end


codecs.register_error("onderling-folding", without_slot)


def encoded(text: str) -> bytes:
    """Return text as bytes of the table, one for each character but for ligatures."""
    if text.isascii():
        return text.encode("ascii")
    return codecs.charmap_encode(text, "onderling-folding", ENCODING)[0]


def letter_of(slot: int) -> int:
    """Return the small letter without accent, or the digit, of a slot; a blank where it is none."""
    char = SLOTS[slot]
    if slot >= FIRST_LOOK_ALIKE or char == OTHER:
        return NO_LETTER
    plain = unicodedata.normalize("NFKD", char)[0].lower()
    return ord(plain) if plain.isascii() and plain.isalnum() else BLANK


@dataclass(frozen=True)
class Reading:
    """A way to read: what each byte is read as, and which ones are skipped."""

    table: bytes
    skipped: bytes
    blanks: int = 1

    def of(self, text: bytes) -> bytes:
        """Return encoded text as it is read, with `blanks` at most between words, one at the ends.

        Taking away blanks costs as much as all else, so that some may be left.
        """
        read = b" %b " % text.translate(self.table, self.skipped)
        too_many = b" " * (self.blanks + 1)
        while too_many in read:
            read = read.replace(too_many, b" ")
        return read

    def places(self, text: bytes) -> list[int]:
        """Return where in the encoded text each byte of the reading stands."""
        table, skipped = self.table, set(self.skipped)
        found: list[int] = []
        blanks = [-1]
        for place, byte in enumerate(text):
            if byte in skipped:
                continue
            if table[byte] == BLANK:
                blanks.append(place)
                continue
            if blanks:
                found += blanks[: self._left(len(blanks))]
                blanks = []
            found.append(place)
        blanks.append(len(text))
        return found + blanks[: self._left(len(blanks))]

    def _left(self, blanks: int) -> int:
        """Return how many blanks `of` leaves of so many in a row."""
        while blanks > self.blanks:
            blanks = blanks // (self.blanks + 1) + blanks % (self.blanks + 1)
        return blanks


PLAIN = Reading(
    bytes(letter_of(slot) for slot in range(256)), bytes([SLOTS.index(NOTHING)]), blanks=4
)


@dataclass
class Skeleton:
    """Text read in one way, which can tell where in the text something stands."""

    text: str
    encoded: bytes
    reading: Reading
    read: bytes

    @cached_property
    def places(self) -> list[int]:
        """Where in the encoded text each byte stands."""
        return self.reading.places(self.encoded)

    @cached_property
    def characters(self) -> list[int] | None:
        """Which character each encoded byte comes from; None where these are the same numbers."""
        if len(self.encoded) == len(self.text):
            return None
        return [number for number, char in enumerate(self.text) for _byte in encoded(char)]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the text a stretch of the reading begins and ends."""
        first, last = self.places[start], self.places[end - 1]
        if self.characters is not None:
            first, last = self.characters[first], self.characters[last]
        end = last + 1
        while end < len(self.text) and unicodedata.combining(self.text[end]):
            end += 1
        return first, end

    def kept(self, start: int, end: int) -> bytes:
        """Return the letters of a stretch of the reading as they were encoded."""
        return bytes(
            self.encoded[self.places[number]]
            for number in range(start, end)
            if self.read[number] != BLANK
        )


def words_of(text: str) -> list[bytes]:
    """Return the words of a text as they are compared."""
    return PLAIN.of(encoded(text)).split()
