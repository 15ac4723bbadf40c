"""What holds for the rules engine whatever the rules and whatever the words."""

import re2
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import luhn

from intranet.platform.judging import Words
from moderation.screening.engine import compile_rules
from moderation.screening.folding import PLAIN, encoded
from moderation.screening.forms import forms_of
from moderation.screening.looks import Links, Looks
from moderation.screening.patterns import options
from moderation.screening.personal import KINDS
from moderation.screening.spelling import TRICKY

ALWAYS = settings(max_examples=150, deadline=None, derandomize=True)
ANY_CHAR = st.characters(codec=None)
ANYTHING = st.text(
    st.one_of(ANY_CHAR, st.sampled_from("kloOt 10$@.-_,!?\n\u200b\u00ad\u0301ëĳаοл😀’€\x00\x1f")),
    max_size=60,
)
WORD = st.sampled_from(["kut", "kloot", "klootzak", "boom", "bom", "klant heet", "rot op", "café"])
LOOKS = st.builds(
    Looks,
    words=st.lists(WORD, max_size=3).map(tuple),
    forms=st.booleans(),
    tricks=st.booleans(),
    exceptions=st.lists(st.sampled_from(["kast", "kut op de kast", "boom"]), max_size=2).map(tuple),
    patterns=st.lists(st.sampled_from([r"\d{4}", "kl[o0]+t", "^een", "[^a]b"]), max_size=2).map(
        tuple
    ),
    personal=st.lists(st.sampled_from(KINDS), max_size=2, unique=True).map(tuple),
    shouting=st.one_of(st.none(), st.just(50)),
    links=st.one_of(st.none(), st.just(Links("only", ("kpn.com",)))),
    mentions=st.one_of(st.none(), st.just(2)),
)
PIECES = st.sampled_from(
    [
        *(
            "kut",
            "klooten",
            "kloten",
            "k.l.o.o.t",
            "kl00t",
            "k l o o t",
            "booom",
            "klanten heetten",
        ),
        *("Kutaisi", "kast", "een", "Hoofdstraat 31", "111222333", "06-12345678", "ROT OP", "café"),
        *(". ", " ", ", ", "\n", "😀", "ĳ", "ë", "10.000", "\u200b", "NL91ABNA0417164300", "1234"),
    ]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)
CONTRIBUTIONS = st.builds(
    Words,
    plain=TEXTS,
    title=TEXTS,
    choices=st.lists(TEXTS, max_size=2).map(tuple),
    files=st.lists(st.tuples(TEXTS, st.just("image/png")), max_size=2).map(tuple),
    links=st.lists(st.sampled_from(["https://a.nl", "https://kpn.com", "x"]), max_size=2).map(
        tuple
    ),
    mentions=st.integers(0, 4),
)
# What stands beside a word and is no part of it.
EDGE = st.sampled_from(
    ["", " ", ". ", "(", ")", "\n", "😀 ", "’ ", ", ", " ë ", " – ", "/ ", "\x00"]
)


@given(ANYTHING, EDGE, EDGE, ANYTHING, st.sampled_from(["kut", "klootzak", "KUT", "kút"]))
@ALWAYS
def test_a_word_is_found_whatever_stands_around_it(before, left, right, after, word):
    left = left or " "
    right = right or " "
    text = before + left + word + right + after
    engine = compile_rules([(1, Looks(words=("kut", "klootzak")))])

    start = len(before + left)
    assert any(
        hit.start <= start and hit.end >= start + len(word)
        for hit in engine.find(Words(text)).get(1, [])
    )


@given(
    st.sampled_from(
        ["k.l.o.o.t", "kl00t", "k1oot", "klooooot", "k l o o t", "kl\u200boot", "k-l-oot"]
    ),
    st.sampled_from(["", "Hij zei ", "a ", "Wat? ", "(", "10.000 ", "www.kpn.nl "]),
    st.sampled_from(["", " dus", ".", "!", " e n", ") ok", " 😀"]),
)
@ALWAYS
def test_a_word_in_disguise_is_found_whatever_stands_around_it(word, before, after):
    engine = compile_rules([(1, Looks(words=("kloot",), tricks=True))])

    assert [hit.quote for hit in engine.find(Words(before + word + after))[1]] == [word]


@given(st.lists(LOOKS, min_size=1, max_size=5), CONTRIBUTIONS)
@ALWAYS
def test_rules_together_find_what_each_finds_alone(looks, words):
    together = compile_rules(list(enumerate(looks))).find(words)

    alone = {}
    for number, each in enumerate(looks):
        alone |= compile_rules([(number, each)]).find(words)
    assert together == alone


@given(LOOKS, CONTRIBUTIONS)
@ALWAYS
def test_a_hit_stands_where_its_quote_stands(looks, words):
    parts = {"title": [words.title], "plain": [words.plain], "choices": words.choices}
    parts |= {"files": [name for name, _mime in words.files], "links": words.links}

    for hit in compile_rules([(1, looks)]).find(words).get(1, []):
        if hit.part != "mentions":
            assert parts[hit.part][hit.index][hit.start : hit.end] == hit.quote
            assert hit.quote


@given(LOOKS, CONTRIBUTIONS, st.sampled_from(["kast", "een", "kut", "kloten", "rot"]))
@ALWAYS
def test_an_exception_takes_hits_away_and_never_adds_one(looks, words, exception):
    fewer = Looks(**{**looks.__dict__, "exceptions": (*looks.exceptions, exception)})

    before = compile_rules([(1, looks)]).find(words).get(1, [])
    after = compile_rules([(1, fewer)]).find(words).get(1, [])

    assert set(after) <= set(before)


@given(LOOKS, ANYTHING, ANYTHING)
@ALWAYS
def test_no_text_makes_the_engine_stumble(looks, title, plain):
    engine = compile_rules([(1, looks)])

    for hit in engine.find(Words(plain, title=title, choices=(plain,), links=(plain,))).get(1, []):
        assert hit.start <= hit.end


def test_a_very_long_text_is_read_to_its_end():
    looks = Looks(words=("kut", "kloot"), tricks=True, forms=True, personal=KINDS, shouting=50)
    engine = compile_rules([(1, looks)])

    for piece in (
        "k l o o ",
        "0",
        "1 1 ",
        "\ud800",
        "😀",
        "\u0645\u0631\u062d\u0628\u0627 ",
        "\x00",
        "o" * 9,
    ):
        text = (piece * 100_000)[:100_000] + " kut"
        hits = engine.find(Words(text)).get(1, [])
        assert "kut" in {hit.quote for hit in hits} or len(hits) == 100


@given(ANYTHING)
@ALWAYS
def test_a_reading_tells_where_each_of_its_bytes_comes_from(text):
    slots = encoded(text)

    for reading in (PLAIN, TRICKY):
        read, places = reading.of(slots), reading.places(slots)
        assert len(read) == len(places)
        assert all(
            reading.table[slots[place]] == byte
            for byte, place in zip(read, places, strict=True)
            if 0 <= place < len(slots)
        )


@given(st.text(alphabet="abcdefghijklmnoprstuvwz", min_size=2, max_size=14))
@ALWAYS
def test_a_word_is_among_its_own_forms(word):
    forms = forms_of(word)

    assert word in forms
    assert len(forms) < 150


@given(st.integers(0, 10**8 - 1), st.integers(0, 9))
@ALWAYS
def test_a_service_number_is_found_with_its_check_digit_and_no_other(number, last):
    digits = f"{number:08}"
    check = (
        sum(int(digit) * weight for digit, weight in zip(digits, range(9, 1, -1), strict=True)) % 11
    )
    engine = compile_rules([(1, Looks(personal=("bsn",)))])

    found = engine.find(Words(f"Nummer {digits}{last}, graag."))

    assert bool(found) == (check == last and number > 0)


@given(st.integers(0, 10**10 - 1), st.integers(1, 96))
@ALWAYS
def test_an_iban_is_found_with_its_check_digits_and_no_other(account, other):
    body = f"ABNA{account:010}"
    check = 98 - int("".join(str(int(char, 36)) for char in f"{body}NL00")) % 97
    wrong = (check - 2 + other) % 97 + 2
    engine = compile_rules([(1, Looks(personal=("iban",)))])

    assert [hit.quote for hit in engine.find(Words(f"op NL{check:02}{body} a"))[1]] == [
        f"NL{check:02}{body}"
    ]
    assert engine.find(Words(f"op NL{wrong:02}{body} a")) == {}


@given(st.integers(0, 10**14 - 1), st.integers(1, 9))
@ALWAYS
def test_a_card_is_found_with_its_check_digit_and_no_other(number, other):
    body = f"4{number:014}"
    check = int(luhn.calc_check_digit(body))
    engine = compile_rules([(1, Looks(personal=("card",)))])

    assert engine.find(Words(f"Kaart {body}{check}."))
    assert engine.find(Words(f"Kaart {body}{(check + other) % 10}.")) == {}


@given(
    st.sampled_from([r"(\w)\1", "a(?=b)", "a(?!b)", "(?<=a)b", "(?<!a)b", r"(?P<x>a)(?P=x)", "a++"])
)
@ALWAYS
def test_what_takes_more_than_linear_time_is_no_pattern(pattern):
    assert Looks(patterns=(f"kast{pattern}",)).problems() != []
    assert compile_rules([(1, Looks(patterns=(pattern,)))]).broken == {1}


@given(
    st.lists(
        st.sampled_from(["(a+)+", "(a|a)*", "a{0,30}", ".*", "[ab]*", "b", "(x?){20}"]),
        min_size=1,
        max_size=5,
    )
)
@ALWAYS
def test_a_pattern_that_hangs_others_is_a_small_program_here(pieces):
    """The work of RE2 is the length of the text times the size of the program."""
    pattern = "".join(pieces) + "$"

    assert re2.compile(pattern, options()).programsize < 100 * len(pattern)
    compile_rules([(1, Looks(patterns=(pattern,)))]).find(Words("a" * 5_000 + "!"))
