"""Forms of a word in Dutch and English: plural, diminutive, genitive, and what verbs do.

The rules of spelling make them ('bom' has 'bommen', and 'boom' has 'bomen'); a stemmer then keeps
what leads back to the word. Words that change their vowel (schold) are written out by who needs
them.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

VOWEL = "[aeiouy]"
# A stressed short vowel before one consonant, which is doubled: bom. Not eikel, nor klei.
SHORT = re.compile(r"(?:^|[^aeiou])[aeiou][bcdfgklmnprst]$")
LONG_VOWEL = re.compile(r"([aeou])\1")
LONG = re.compile(r"([aeou])\1([bcdfgklmnprstvz])$")
UNSTRESSED = re.compile(rf"{VOWEL}.*(?:e[lmnr]|ig|or|us|is)$")
DOUBLED = re.compile(r"([bcdfgklmnprst])\1$")
OPEN = re.compile(r"(?<![aeiou])[aeou][bcdfgklmnprstvz]$")
# No Dutch word ends like hell or dick: 'Assen' is a town, and no form of 'ass'.
NEVER_DUTCH = re.compile(r"([bcdfgklmnprstz])\1$|ck$|sh$|th$|y$")
NEVER_ENGLISH = re.compile(r"aa|uu|ij|sch")
# After these letters what happened ends in -te, after all others in -de.
VOICELESS = ("t", "k", "f", "s", "ch", "p", "x")
DUTCH_LAST = ("en", "e", "s", "jes", "je", "tjes", "tje", "etjes", "etje", "pjes", "pje")
ENGLISH_LAST = ("s", "es", "ed", "ing")


@lru_cache(maxsize=2_000)
def forms_of(word: str) -> frozenset[str]:
    """Return a word with its forms, in small letters; a word of two letters has none but itself."""
    word = word.lower()
    if len(word) < 3 or not word.isalpha():
        return frozenset([word])
    found = {word}
    if not NEVER_DUTCH.search(word):
        for stem in stems_of(word, DUTCH_LAST, "dutch", "dutch_porter"):
            found |= dutch_forms(stem)
    if not NEVER_ENGLISH.search(word):
        for stem in stems_of(word, ENGLISH_LAST, "english"):
            found |= english_forms(stem)
    return frozenset(found)


def stems_of(word: str, endings: tuple[str, ...], *languages: str) -> set[str]:
    """Return the word, and what it may be a form of as far as a stemmer agrees."""
    stemmers = [snowballstemmer.stemmer(language) for language in languages]
    shorter = set(without(word, endings))
    if "en" in endings:
        shorter = {closed(stem) for stem in shorter}
    agreed = {stem for stem in shorter if any(leads_back(each, stem, word) for each in stemmers)}
    # What ends in -en and has a stem is a form itself: nobody says klantenen.
    return agreed if agreed and word.endswith("en") and "en" in endings else agreed | {word}


def leads_back(stemmer: snowballstemmer.stemmer, stem: str, word: str) -> bool:
    """Tell whether both have one stem, be it with one vowel less: idioot, idiote."""
    one, other = (LONG_VOWEL.sub(r"\1", stemmer.stemWord(each)) for each in (stem, word))
    return one == other or (len(one) > 2 and other in (f"{one}t", f"{one}d", one[:-1]))


def dutch_forms(stem: str) -> set[str]:
    """Return the Dutch forms of a stem, as noun, verb and adjective."""
    before_vowel = list(opened(stem))
    found = {stem, f"{stem}s", *diminutives(stem), *past(stem, before_vowel)}
    found |= {stem + ending for ending in ("st", "ste", "" if stem[-1] == "t" else "t")}
    for each in before_vowel:
        found |= {each + ending for ending in ("en", "e", "er", "ers", "end", "ende")}
        found.add(f"ge{each}en")
    return found


def without(word: str, endings: tuple[str, ...]) -> Iterator[str]:
    """Yield what a word may have been before it got one of these endings."""
    for ending in endings:
        stem = word.removesuffix(ending)
        is_ending = ending != "s" or not word.endswith(("ss", "is", "us"))
        if stem != word and is_ending and len(stem) > 2 and re.search(VOWEL, stem):
            yield stem


def closed(stem: str) -> str:
    """Return a stem as it is spelled without an ending: klot(en) is kloot, bomm(en) is bom."""
    if DOUBLED.search(stem):
        return stem[:-1]
    if OPEN.search(stem) and not UNSTRESSED.search(stem):
        stem = stem[:-1] + stem[-2] + stem[-1]
    return stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1], stem[-1])


def opened(stem: str) -> Iterator[str]:
    """Yield a stem as it is spelled before a vowel: klot(en), bomm(en), briev(en), huiz(en)."""
    if SHORT.search(stem) and not UNSTRESSED.search(stem):
        yield stem + stem[-1]
        return
    if LONG.search(stem):
        stem = stem[:-2] + stem[-1]
    if stem[-1] == "e":
        stem = stem[:-1]
    yield stem
    if stem[-1] in "fs" and not stem.endswith(("ff", "ss")):
        yield stem[:-1] + {"f": "v", "s": "z"}[stem[-1]]


def past(stem: str, before_vowel: list[str]) -> set[str]:
    """Return what a verb becomes in the past, and after 'heeft'."""
    is_soft = not stem.endswith(VOICELESS) or any(each[-1] in "vz" for each in before_vowel)
    letters = {"d"} if not stem.endswith(VOICELESS) else {"t", "d"} if is_soft else {"t"}
    found = set()
    for letter in letters:
        done = stem if stem[-1] in "td" else stem + letter
        found |= {f"{stem}{letter}e", f"{stem}{letter}en", f"ge{done}", f"ge{done}e"}
    return found


def diminutives(stem: str) -> set[str]:
    """Return the small ones: bommetje, boompje, klantje, koninkje."""
    if SHORT.search(stem) and stem[-1] in "lmnr" and not UNSTRESSED.search(stem):
        small = {f"{stem}{stem[-1]}etje"}
    elif stem.endswith("ing"):
        small = {f"{stem[:-1]}kje", f"{stem}etje"}
    elif stem[-1] == "m":
        small = {f"{stem}pje"}
    else:
        ends_soft = stem[-1] in "lnrwaeiouy"
        small = {f"{stem}tje"} if ends_soft else {f"{stem}je"}
    return small | {f"{each}s" for each in small}


def english_forms(stem: str) -> set[str]:
    """Return the English forms of a stem."""
    many = "es" if stem.endswith(("s", "x", "z", "ch", "sh")) else "s"
    doubles = SHORT.search(stem) and len(re.findall(VOWEL, stem)) == 1
    root = stem + stem[-1] if doubles else stem.removesuffix("e")
    found = {stem, stem + many, *(root + each for each in ("ed", "ing", "er", "ers"))}
    if re.search("[^aeiou]y$", stem):
        found |= {stem[:-1] + ending for ending in ("ies", "ied", "ier")}
    return found
