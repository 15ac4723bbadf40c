"""What rules find in what people write, and what they leave alone."""

from threading import Thread

import pytest
from django.utils import translation

from intranet.platform.judging import Words
from moderation.screening.engine import compile_rules
from moderation.screening.links import domain_of
from moderation.screening.looks import Links, Looks, Rate, SameAgain
from moderation.screening.patterns import in_words
from moderation.screening.repeating import fingerprint, repeats
from tests.moderation.ordinary import SENTENCES

SWEARWORDS = ("kut", "lul", "kloot", "klootzak", "hoer", "kanker", "ass", "hell", "whore", "eikel")
TYPICAL = [
    *(Looks(words=(word,), forms=True, tricks=True) for word in SWEARWORDS),
    Looks(words=("rot op", "hou je bek", "shut up"), forms=True, tricks=True),
    Looks(words=("bom", "aanslag"), forms=True, tricks=True),
    Looks(words=("klant heet", "klant woont"), forms=True),
    Looks(words=("tit", "cunt", "cock", "anal", "rape"), tricks=True),
    Looks(words=("idioot", "sukkel", "mongool", "flikker"), forms=True, tricks=True),
    Looks(words=("wachtwoord is", "my password"), forms=True, tricks=True),
    Looks(patterns=(r"\b8716\d{14}\b", r"wachtwoord\s*[:=]")),
    Looks(personal=("bsn", "iban", "card")),
    Looks(personal=("phone", "address")),
    Looks(shouting=50),
]


def quotes(text, **looks):
    """Return the words in a text that a rule finds."""
    found = compile_rules([(1, Looks(**looks))]).find(Words(text))
    return [hit.quote for hit in found.get(1, [])]


@pytest.mark.parametrize("text", SENTENCES)
def test_an_ordinary_sentence_is_left_alone_by_twenty_ordinary_rules(text):
    engine = compile_rules(list(enumerate(TYPICAL)))

    assert engine.find(Words(text, title=text)) == {}


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("kut", "Wat een KUT dag", ["KUT"]),
        ("kut", "kut.", ["kut"]),
        ("kut", "(kut)", ["kut"]),
        ("kut", "’kut’ zei hij", ["kut"]),
        ("kut", "huis.kut", ["kut"]),
        ("kut", "een kut-project", ["kut"]),
        ("kut", "kut😀", ["kut"]),
        ("kut", "Kutaisi", []),
        ("kut", "kutë", []),
        ("kut", "ëkut", []),
        ("kut", "яkut", []),
        ("kut", "kut2", []),
        ("ass", "class, assistent, mass", []),
        ("café", "in het cafe", ["cafe"]),
        ("cafe", "in het CAFÉ", ["CAFÉ"]),
        ("cafe", "in het cafe\u0301 daar", ["cafe\u0301"]),
        ("ijs", "een ĳs graag", ["ĳs"]),
        ("foto's", "de foto’s", ["foto’s"]),
        ("rot op", "Rot  op, jij", ["Rot  op"]),
        ("rot op", "rot\nop", ["rot\nop"]),
        ("rot op", "Alles is rot. Op naar morgen", []),
        ("rot op", "verrot op", []),
        ("rot op", "rot nu op", []),
        ("een twee drie vier", "en een, twee - drie... vier", []),
        ("een twee drie vier", "en een, twee - drie vier", ["een, twee - drie vier"]),
    ],
)
def test_a_word_is_found_as_a_word_and_never_in_another(word, text, found):
    assert quotes(text, words=(word,)) == found


@pytest.mark.parametrize(
    ("word", "forms", "others"),
    [
        ("klant", "klanten klantje klantjes", "klantvriendelijk klanken"),
        ("kloot", "kloten klootje", "klok klotsen"),
        ("bom", "bommen bommetje bommetjes", "boom bomen"),
        ("boom", "bomen boompje boompjes", "bom bommen"),
        ("brief", "brieven briefje brieven", "brie breed"),
        ("huis", "huizen huisje huizen", "huid thuis"),
        ("idioot", "idioten idiote", "idioom"),
        ("foto", "fotos fototje", "fototoestel"),
        ("werken", "werk werkt werkte werkten gewerkt werkend", "werkwoord netwerk"),
        ("schelden", "scheldt scheldend", "schelp"),
        ("klootzakken", "klootzak klootzakje", "kloot zak"),
        ("stop", "stops stopped stopping stoppen gestopt", "stoppels"),
        ("manager", "managers", "manage"),
        ("story", "stories", "store"),
        ("lul", "lullen lulletje geluld", "lui lol"),
        ("koning", "koningen koninkje konings", "koningin"),
    ],
)
def test_forms_of_a_word_are_found_and_words_beside_it_are_not(word, forms, others):
    for form in forms.split():
        assert quotes(f"een {form} hier", words=(word,), forms=True) == [form]
    assert quotes(others, words=(word,), forms=True) == []
    assert quotes(forms.split()[0], words=(word,)) == []


def test_each_word_of_a_phrase_may_have_another_form():
    looks = {"words": ("klant heet",), "forms": True}

    assert quotes("De klanten heetten Jansen.", **looks) == ["klanten heetten"]
    assert quotes("De klanten zijn heet.", **looks) == []


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("kloot", "kl00t", "kl00t"),
        ("kloot", "k1oot", "k1oot"),
        ("kloot", "Een k.l.o.o.t!", "k.l.o.o.t"),
        ("kloot", "k l o o t", "k l o o t"),
        ("kloot", "k  l - o / o \n t", "k  l - o / o \n t"),
        ("kloot", "zo k-l-o-o-t.", "k-l-o-o-t"),
        ("kloot", "k_l_o_o_t", "k_l_o_o_t"),
        ("kloot", "kl*oot", "kl*oot"),
        ("kloot", "klooooooot", "klooooooot"),
        ("kloot", "kkkklllloooootttt", "kkkklllloooootttt"),
        ("kloot", "k l o o o o t", "k l o o o o t"),
        ("kloot", "k🔥l🔥o🔥o🔥t", "k🔥l🔥o🔥o🔥t"),
        ("kloot", "kl\u200boo\u200bt", "kl\u200boo\u200bt"),
        ("kloot", "kl\u00adoot", "kl\u00adoot"),
        ("kloot", "klооt", "klооt"),  # noqa: RUF001
        ("kloot", "κlοοt", "κlοοt"),  # noqa: RUF001
        ("kloot", "ｋｌｏｏｔ", "ｋｌｏｏｔ"),  # noqa: RUF001
        ("kloot", "𝐤𝐥𝐨𝐨𝐭", "𝐤𝐥𝐨𝐨𝐭"),  # noqa: RUF001
        ("cunt", "what a c u n t", "c u n t"),
        ("ass", "a$$", "a$$"),
        ("ass", "@ss", "@ss"),
        ("lul", "1ul", "1ul"),
        ("lul", "lu1", "lu1"),
        ("rot op", "r0t op", "r0t op"),
        ("rot op", "roooot op", "roooot op"),
        ("bom", "boooom", "boooom"),
        ("boom", "boooom", "boooom"),
    ],
)
def test_a_word_is_found_through_a_trick_of_spelling(word, text, found):
    assert quotes(text, words=(word,), tricks=True) == [found]


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("lul", "lui"),
        ("lul", "LUI"),
        ("hell", "he'll"),
        ("whore", "who’re"),
        ("bom", "boom"),
        ("man", "maan"),
        ("ass", "4$$"),
        ("ass", "455"),
        ("aas", "a.s."),
        ("as", "a.s. vrijdag"),
        ("ooo", "10.000"),
        ("kloot", "k l. o"),
        ("kutkut", "kut. Kut"),
        ("pin", "p in n"),
    ],
)
def test_what_only_looks_like_a_trick_is_none(word, text):
    assert quotes(text, words=(word,), tricks=True) == []


def test_tricks_are_seen_through_only_where_a_rule_asks_for_it():
    assert quotes("kl00t k.l.o.o.t klooooot", words=("kloot",)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mevrouw woont op Hoofdstraat 31", ["Hoofdstraat 31"]),
        ("De kast Hoofdstraat 31 is open", []),
        ("De kast aan de Hoofdstraat 31 is open", []),
        ("Op Hoofdstraat 31 staat een kast", []),
        ("Op Hoofdstraat 31 staat toch echt een kast", ["Hoofdstraat 31"]),
        ("De kasten van Hoofdstraat 31", []),
        ("Kijk in de kast. Hoofdstraat 31 is van haar", ["Hoofdstraat 31"]),
        ("De kast Hoofdstraat 31, en zij woont verder weg op Kerkstraat 4", ["Kerkstraat 4"]),
        ("De boekenkast op Hoofdstraat 31", ["Hoofdstraat 31"]),
    ],
)
def test_an_exception_beside_a_hit_takes_it_away(text, found):
    looks = {"personal": ("address",), "exceptions": ("kast",), "forms": True}

    assert quotes(text, **looks) == found


def test_an_exception_around_a_word_takes_it_away():
    looks = {"words": ("kip",), "exceptions": ("kip aan het spit",)}

    assert quotes("Vrijdag is er kip aan het spit.", **looks) == []
    assert quotes("Kom hier, kip!", **looks) == ["kip"]


def test_a_pattern_is_found_whatever_the_case_and_where_it_stands():
    text = "EAN ë 871687654321098765, werkorder wo-1234."

    assert quotes(text, patterns=(r"\b8716\d{14}\b",)) == ["871687654321098765"]
    assert quotes(text, patterns=(r"WO-\d{4}",)) == ["wo-1234"]
    assert quotes("WO-123", patterns=(r"WO-\d{4}",)) == []


def test_a_rule_with_a_pattern_that_cannot_be_read_works_for_the_rest():
    engine = compile_rules([(7, Looks(words=("kut",), patterns=(r"(a)\1", "wo")))])

    assert engine.broken == {7}
    assert [hit.quote for hit in engine.find(Words("kut wo"))[7]] == ["kut", "wo"]


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        ("bsn", "bsn 111222333 graag", ["111222333"]),
        ("bsn", "1112.22.333", ["1112.22.333"]),
        ("bsn", "111 222 333", ["111 222 333"]),
        ("bsn", "111222334", []),
        ("bsn", "1112223330", []),
        ("iban", "naar NL91ABNA0417164300 is goed", ["NL91ABNA0417164300"]),
        ("iban", "nl91 abna 0417 1643 00 graag", ["nl91 abna 0417 1643 00"]),
        ("iban", "BE68 5390 0754 7034", ["BE68 5390 0754 7034"]),
        ("iban", "NL92ABNA0417164300", []),
        ("card", "4111 1111 1111 1111", ["4111 1111 1111 1111"]),
        ("card", "5500-0000-0000-0004", ["5500-0000-0000-0004"]),
        ("card", "4111 1111 1111 1112", []),
        ("card", "EAN 871687654321098765", []),
        ("phone", "Bel 06-12345678 even", ["06-12345678"]),
        ("phone", "Bel +31 6 1234 5678", ["+31 6 1234 5678"]),
        ("phone", "of 020 123 4567", ["020 123 4567"]),
        ("phone", "+44 20 7946 0958", ["+44 20 7946 0958"]),
        ("phone", "op 01-02-2026 om 14:30", []),
        ("phone", "werkorder 12345678", []),
        ("address", "Zij woont Kerkstraat 12a.", ["Kerkstraat 12a"]),
        ("address", "kerkstraat 12", ["kerkstraat 12"]),
        ("address", "Laan van Meerdervoort 31", ["Laan van Meerdervoort 31"]),
        ("address", "Burgemeester de Vlugtlaan 125", ["Burgemeester de Vlugtlaan 125"]),
        ("address", "1234 AB 12", ["1234 AB 12"]),
        ("address", "12 Main Street", ["12 Main Street"]),
        ("address", "kamer 12, storing 4, snelweg 2", []),
        ("address", "Kerstmarkt 12 december", []),
        ("address", "in 2026 is het klaar", []),
        ("address", "2 weeks down the road", []),
    ],
)
def test_personal_data_are_found_and_what_fails_its_check_is_not(kind, text, found):
    assert quotes(text, personal=(kind,)) == found


@pytest.mark.parametrize(
    ("link", "refused"),
    [
        ("https://example.nl/a", True),
        ("https://WWW.Example.NL", True),
        ("https://example.nl.", True),
        ("https://example.nl:8443/", True),
        ("https://intranet.org@example.nl/", True),
        ("mailto:jan@example.nl", True),
        ("https://evil-example.nl/", False),
        ("https://example.nl.evil.org/", False),
        ("https://example.org/?to=example.nl", False),
        ("/people/4/", False),
    ],
)
def test_a_link_to_a_refused_domain_is_found(link, refused):
    engine = compile_rules([(1, Looks(links=Links("not", ("example.nl",))))])

    found = engine.find(Words("kijk", links=("https://ok.org", link)))

    assert [hit.quote for hit in found.get(1, [])] == [link] * refused


def test_a_link_elsewhere_is_found_where_only_some_domains_are_allowed():
    engine = compile_rules(
        [
            (1, Looks(links=Links("only", ("kpn.com", "münchen.de")))),
            (2, Looks(links=Links("only", ("example.org",)))),
        ]
    )
    links = (
        "https://www.kpn.com/a",
        "/posts/1/",
        "https://xn--mnchen-3ya.de",
        "https://[x",
        "tel:1",
    )

    found = engine.find(Words("kijk", links=links))

    assert [hit.index for hit in found[1]] == [3]
    assert [hit.index for hit in found[2]] == [0, 2, 3]


def test_a_domain_in_other_letters_is_the_one_that_the_network_knows():
    assert domain_of("https://MÜNCHEN.de/") == domain_of("http://xn--mnchen-3ya.de")
    assert domain_of("//example.nl/x") == "example.nl"
    assert domain_of("\\\\example.nl") == ""


@pytest.mark.parametrize(
    ("kinds", "name", "mime", "is_found"),
    [
        (("program",), "setup.EXE", "application/octet-stream", True),
        (("program",), "factuur.pdf.exe", "application/pdf", True),
        (("program",), "factuur.pdf.exe. ", "application/pdf", True),
        (("program",), "setup", "application/x-msdownload", True),
        (("program",), "foto.jpg", "image/jpeg", False),
        (("image",), "foto", "image/webp", True),
        (("video",), "film.mov", "", True),
        (("audio",), "x", "audio/ogg; codecs=opus", True),
        (("archive",), "alles.zip", "", True),
        (("document",), "verslag.docx", "", True),
        (("document",), "x", "application/vnd.openxmlformats-officedocument.word", True),
        ((".dwg",), "tekening.DWG", "", True),
        ((".dwg",), "dwg", "", False),
    ],
)
def test_a_file_is_known_by_its_name_and_by_what_it_is(kinds, name, mime, is_found):
    engine = compile_rules([(1, Looks(files=kinds))])

    found = engine.find(Words("kijk", files=((name, mime),)))

    assert [(hit.part, hit.quote) for hit in found.get(1, [])] == [("files", name)] * is_found


def test_mentioning_more_colleagues_than_allowed_is_found():
    engine = compile_rules([(1, Looks(mentions=3)), (2, Looks(mentions=10))])

    assert engine.find(Words("hoi", mentions=3)) == {}
    assert list(engine.find(Words("hoi", mentions=4))) == [1]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("HOU ER NU EENS MEE OP ALLEMAAL", ["HOU ER NU EENS MEE OP ALLEMAAL"]),
        ("Zeg, HOU ER NU EENS MEE OP ALLEMAAL!", ["HOU ER NU EENS MEE OP ALLEMAAL"]),
        ("ÉÉN ËN HETZELFDE IS HET NIET", ["ÉÉN ËN HETZELFDE IS HET NIET"]),
        ("Het BSN van KPN en de IBAN van ING", []),
        ("NS en KPN", []),
        ("LET OP", []),
        ("Let op: de deur is VANDAAG dicht, morgen niet", []),
        ("", []),
    ],
)
def test_shouting_is_found_and_abbreviations_are_none(text, found):
    assert quotes(text, shouting=60) == found


def test_each_part_of_a_contribution_is_read_by_itself():
    words = Words(
        "En nu kut",
        title="Een lul",
        choices=("ja", "kut"),
        files=(("kut_foto.jpg", "image/jpeg"),),
    )
    engine = compile_rules([(1, Looks(words=("kut", "lul en"))), (2, Looks(patterns=("^en nu",)))])

    found = engine.find(words)

    assert [(hit.part, hit.index, hit.start, hit.end) for hit in found[1]] == [
        ("plain", 0, 6, 9),
        ("choices", 1, 0, 3),
        ("files", 0, 0, 3),
    ]
    assert [hit.quote for hit in found[2]] == ["En nu"]


def test_rules_that_need_what_was_written_before_are_named():
    engine = compile_rules(
        [
            (1, Looks(rate=Rate(5, 10))),
            (2, Looks(same_again=SameAgain(3, 24), words=("kut",))),
            (3, Looks(words=("kut",))),
        ]
    )

    assert engine.with_history == {1, 2}
    assert list(engine.find(Words("kut"))) == [2, 3]


def test_the_same_words_are_the_same_whatever_the_marks():
    assert repeats("Koop nu!", ["koop, NU", "Kóóp  nu…", "koop later", ""]) == 2
    assert repeats("😀", ["😀", ""]) == 0
    assert fingerprint("Koop nu") != fingerprint("Koopnu")


@pytest.mark.parametrize(
    ("looks", "part"),
    [
        ({}, "it is empty"),
        ({"words": ("a",)}, "one letter only"),
        ({"words": ("!?",)}, "There is no word"),
        ({"words": ("новости",)}, "another alphabet"),
        ({"words": ("kut",), "exceptions": ("",)}, "There is no word"),
        ({"patterns": ("(",)}, "cannot be read"),
        ({"patterns": (r"(a)\1",)}, "cannot be read"),
        ({"patterns": (r"a(?=b)",)}, "cannot be read"),
        ({"patterns": (r"((a{30}){30}){30}",)}, "cannot be read"),
        ({"patterns": (r"\pL{300}",)}, "too large"),
        ({"patterns": ("x" * 600,)}, "too long"),
        ({"patterns": ("a*",)}, "empty text"),
        ({"patterns": (".*",)}, "empty text"),
        ({"patterns": (r"\w",)}, "nearly every text"),
        ({"patterns": ("[a-z]+",)}, "nearly every text"),
        ({"patterns": (".",)}, "nearly every text"),
        ({"patterns": (r"\s",)}, "nearly every text"),
        ({"links": Links("only", ())}, "at least one domain"),
        ({"links": Links("some", ("a.nl",))}, "allowed or refused"),
        ({"links": Links("not", ("https://a.nl/",))}, "is no domain"),
        ({"links": Links("not", ("nl",))}, "is no domain"),
        ({"shouting": 101}, "percentage"),
        ({"shouting": 5}, "percentage"),
        ({"mentions": 0}, "at least 1"),
        ({"rate": Rate(0, 5)}, "at least 1"),
        ({"same_again": SameAgain(2, -1)}, "at least 1"),
        ({"personal": ("shoe size",)}, "nothing that we can look for"),
        ({"files": ("exe",)}, "nothing that we can look for"),
    ],
)
def test_a_senseless_rule_is_told_what_is_wrong_with_it(looks, part):
    problems = Looks(**looks).problems()

    assert len(problems) == 1
    assert part in problems[0]


@pytest.mark.parametrize("looks", TYPICAL)
def test_an_ordinary_rule_has_no_problems_and_is_stored_as_it_was(looks):
    assert looks.problems() == []
    assert Looks.from_dict(looks.to_dict()) == looks


def test_everything_that_a_rule_can_look_for_is_stored_as_it_was():
    looks = Looks(
        links=Links("only", ("a.nl", "b.nl")),
        rate=Rate(5, 10),
        same_again=SameAgain(3, 24),
        files=(".exe", "image"),
        mentions=5,
    )

    assert Looks.from_dict(looks.to_dict()) == looks
    assert Looks.from_dict({"unknown": 1}) == Looks()


@pytest.mark.parametrize(
    ("pattern", "english", "dutch"),
    [
        (r"\b8716\d{14}\b", "8716, and then 14 digits", "8716, en dan 14 cijfers"),
        (r"WO-\d+", "WO-, and then at least 1 digit", "WO-, en dan minstens 1 cijfer"),
        (r"kast", "kast", "kast"),
        (r"(a|b)", "", ""),
        (r"a+", "", ""),
        (r"\d{2,4}", "", ""),
    ],
)
def test_a_simple_pattern_is_told_in_words(pattern, english, dutch):
    assert in_words(pattern) == english
    with translation.override("nl"):
        assert in_words(pattern) == dutch


def test_eight_threads_may_ask_one_engine_at_once():
    engine = compile_rules(list(enumerate(TYPICAL)))
    text = "Wat een k.l.o.o.t op Kerkstraat 4, bel 06-12345678, wachtwoord: x. " * 5
    expected = engine.find(Words(text))
    answers = []

    def ask():
        answers.extend(engine.find(Words(text)) for _time in range(20))

    threads = [Thread(target=ask) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == 160
    assert all(answer == expected for answer in answers)
    assert expected


def test_patterns_that_are_too_large_together_all_find_what_they_look_for():
    patterns = [rf"begin{number}\pL{{30}}e" for number in range(50)]
    engine = compile_rules(
        [(number, Looks(patterns=(each,))) for number, each in enumerate(patterns)]
    )

    for number in (0, 17, 49):
        assert list(engine.find(Words(f"begin{number}{'é' * 30}e"))) == [number]
