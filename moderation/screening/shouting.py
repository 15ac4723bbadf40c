"""How much of a text is shouted. BSN or KPN in an ordinary sentence is not."""

import re
from itertools import groupby

from moderation.screening.folding import BLANK, FIRST_LOOK_ALIKE, NO_LETTER, PLAIN, SLOTS, encoded

LEAST_LETTERS = 20
# Words in capitals that stand alone or in twos are abbreviations, when they are no longer.
LONGEST_ABBREVIATION = 5
ALONE = 2
NO_LETTERS = bytes(
    slot for slot in range(256) if PLAIN.table[slot] == BLANK or chr(PLAIN.table[slot]).isdigit()
)
# Letters of other alphabets may be capitals: whoever looks closer will see.
SMALL = bytes(
    slot
    for slot in range(256)
    if not SLOTS[slot].isupper() and slot < FIRST_LOOK_ALIKE and PLAIN.table[slot] != NO_LETTER
)
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def may_shout(text: str, least: int) -> bool:
    """Tell whether there are enough letters and capitals to look closer; costs microseconds."""
    slots = encoded(text)
    letters = len(slots.translate(None, NO_LETTERS))
    capitals = len(slots.translate(None, SMALL))
    return letters >= LEAST_LETTERS and 100 * capitals >= least * letters


def shouted(text: str) -> tuple[int, int, int]:
    """Return the percentage of capitals among letters, and where the longest stretch of them is.

    Abbreviations are left out; a text of fewer than twenty letters shouts 0 percent.
    """
    letters = capitals = 0
    loudest = (0, 0)
    for is_loud, group in groupby(WORD.finditer(text), lambda word: word[0].isupper()):
        words = list(group)
        if is_loud and is_abbreviation(words):
            continue
        said = "".join(word[0] for word in words)
        letters += sum(map(str.isalpha, said))
        capitals += sum(map(str.isupper, said))
        start, end = words[0].start(), words[-1].end()
        if is_loud and end - start > loudest[1] - loudest[0]:
            loudest = (start, end)
    if letters < LEAST_LETTERS or loudest == (0, 0):
        return 0, 0, 0
    return 100 * capitals // letters, *loudest


def is_abbreviation(words: list[re.Match[str]]) -> bool:
    """Tell whether these words in capitals are short and few: 'de NS', 'KPN en ING'."""
    return len(words) <= ALONE and all(len(word[0]) <= LONGEST_ABBREVIATION for word in words)
