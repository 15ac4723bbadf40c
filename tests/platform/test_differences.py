"""What changed between two wordings, to be read."""

import re

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from intranet.platform import differences
from intranet.platform.differences import difference, difference_of_words
from intranet.platform.longread import clean_article
from intranet.platform.plaintext import plain_text
from intranet.platform.richtext import clean
from tests.platform.test_long_read import ARTICLES, FIGURE

HEARD = re.compile(r'<span class="sr">[^<]*</span>')
PICTURES = re.compile(r'<p class="change__picture">.*?</p>')
WORDS = st.lists(
    st.sampled_from(["de", "kabel", "ligt", "een", "straat", "&", "<b>", "2"]), max_size=12
)
PARAGRAPHS = st.lists(
    st.tuples(st.sampled_from(["p", "h3", "li", "blockquote", "pre"]), WORDS.map(" ".join)),
    max_size=6,
).map(lambda parts: "".join(f"<{tag}>{text}</{tag}>" for tag, text in parts))


def bare(html):
    """Return a difference without the words for who hears it."""
    return HEARD.sub("", html)


def without(tag, html):
    """Take away what was removed, or what was added."""
    return re.sub(rf"<{tag}>.*?</{tag}>", " ", bare(html), flags=re.DOTALL)


def said(html):
    """Return the words of a text, without the marks of items and of who said something."""
    plain = plain_text(PICTURES.sub("", html))
    return [word for word in plain.split() if word not in ("-", "—")]


@given(PARAGRAPHS, PARAGRAPHS)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_what_was_added_taken_away_gives_the_old_post_and_the_other_way_round(before, after):
    old, new = clean(before).html, clean(after).html

    shown = difference(old, new)

    assert said(without("ins", shown)) == said(old)
    assert said(without("del", shown)) == said(new)


@given(ARTICLES, ARTICLES)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_what_was_added_taken_away_gives_the_old_article_and_the_other_way_round(before, after):
    old, new = clean_article(before).html, clean_article(after).html

    shown = difference(old, new)

    assert said(without("ins", shown)) == said(old)
    assert said(without("del", shown)) == said(new)


@given(ARTICLES, ARTICLES)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_a_difference_has_tags_of_its_own_only(before, after):
    shown = difference(clean_article(before).html, clean_article(after).html)

    tags = 'p|p class="(?:strong|quiet|change__picture)"|ul|ol|li|blockquote|footer|pre|br|del|ins'
    assert not re.sub(rf'</?(?:{tags}|span class="sr"|span)>', "", shown).count("<")


@given(st.text(alphabet="ab <&", max_size=30), st.text(alphabet="ab <&", max_size=30))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_a_title_gives_the_old_and_the_new_one_too(old, new):
    shown = difference_of_words(old, new)

    assert plain_text(without("ins", shown)).split() == old.split()
    assert plain_text(without("del", shown)).split() == new.split()


def test_one_other_word_is_marked_and_the_rest_stays():
    shown = bare(difference("<p>Neem de ladder mee.</p>", "<p>Neem een ladder mee.</p>"))

    assert shown == "<p>Neem <del>de</del> <ins>een</ins> ladder mee.</p>"


def test_a_new_paragraph_before_one_that_changed_a_little_is_shown_as_new():
    old = "<p>Assen en Drachten proberen het tot december.</p>"
    new = "<p>Eerst iets anders.</p><p>Assen en Emmen proberen het tot december.</p>"

    assert bare(difference(old, new)) == (
        "<p><ins>Eerst iets anders.</ins></p>"
        "<p>Assen en <del>Drachten</del> <ins>Emmen</ins> proberen het tot december.</p>"
    )


def test_a_paragraph_with_hardly_a_word_in_common_is_another_one():
    shown = bare(difference("<p>Elf dagen is genoeg.</p>", "<p>Wij komen pas later.</p>"))

    assert shown == "<p><del>Elf dagen is genoeg.</del></p><p><ins>Wij komen pas later.</ins></p>"


def test_a_short_word_between_two_changes_changes_with_them():
    shown = bare(difference_of_words("Rood is de auto van mij", "Groen is de fiets van mij"))

    assert shown == (
        "<del>Rood</del> <ins>Groen</ins> is de <del>auto</del> <ins>fiets</ins> van mij"
    )
    assert bare(difference_of_words("Rood is auto", "Groen is fiets")) == (
        "<del>Rood is auto</del> <ins>Groen is fiets</ins>"
    )


def test_items_stay_a_list_and_quotes_stay_quotes():
    old = "<ol><li>een</li><li>twee</li></ol><blockquote><p>Zo simpel.</p></blockquote>"
    new = (
        "<ol><li>een</li></ol>"
        "<blockquote><p>Zo simpel.</p><footer>Wim, monteur</footer></blockquote>"
    )

    assert bare(difference(old, new)) == (
        "<ol><li>een</li><li><del>twee</del></li></ol>"
        "<blockquote><p>Zo simpel.</p><footer><ins>Wim, monteur</ins></footer></blockquote>"
    )


def test_a_line_of_code_that_changed_leaves_the_other_lines_as_they_are():
    shown = bare(difference("<pre>een\n  twee\ndrie</pre>", "<pre>een\n  2\ndrie</pre>"))

    assert shown == "<pre>een\n<del>  twee</del>\n<ins>  2</ins>\ndrie</pre>"


def test_a_line_break_is_shown_where_it_was():
    assert difference("<p>a b<br>c</p>", "<p>a b<br>c</p>") == "<p>a b<br> c</p>"


def test_a_picture_that_was_described_anew_is_shown_in_words():
    other = FIGURE.replace("Zon boven de polder", "Mist boven de polder").replace("Emmen", "Assen")

    shown = bare(difference(FIGURE, other))

    assert shown == (
        '<p class="change__picture">Picture: <del>Zon</del> <ins>Mist</ins> boven de polder</p>'
        '<p class="quiet">Onderweg naar <del>Emmen</del> <ins>Assen</ins></p>'
    )


def test_another_picture_with_the_same_description_is_another_one():
    other = FIGURE.replace("0f8fad5b", "1f8fad5b")

    assert "<del>Picture: Zon boven de polder</del>" in bare(difference(FIGURE, other))


def test_who_hears_the_page_hears_what_was_removed_and_added_in_her_language():
    with translation.override("nl"):
        shown = difference_of_words("een", "twee")

    assert shown == (
        '<del><span class="sr">weggehaald: </span>een</del>'
        ' <ins><span class="sr">toegevoegd: </span>twee</ins>'
    )


def test_what_looks_like_markup_in_words_stays_words():
    shown = difference("<p>1 &lt;b&gt; 2</p>", "<p>1 &lt;img src=x onerror=alert(1)&gt; 2</p>")

    assert "<img" not in shown
    assert "&lt;img" in shown
    assert "<script" not in difference_of_words("a", "<script>alert(1)</script>")


def test_five_thousand_other_words_are_shown_as_removed_and_added_whole():
    old = "<p>" + " ".join(f"oud{n}" for n in range(5_000)) + "</p>"
    new = "<p>" + " ".join(f"nieuw{n}" for n in range(5_000)) + "</p>"

    shown = difference(old, new)

    assert (shown.count("<del>"), shown.count("<ins>")) == (1, 1)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["een", "twee"] * 2_500, ["twee", "een", "drie"] * 1_500),
        ([f"w{n % 90}" for n in range(20_000)], [f"w{n * 7 % 90}" for n in range(20_000)]),
    ],
)
def test_what_takes_too_many_steps_to_compare_is_not_compared(old, new):
    patience = differences.Patience()

    steps = list(differences.steps_between(old, new, patience))

    assert differences.steps_to_compare(old, new) > differences.MOST_STEPS
    assert patience.steps == differences.MOST_STEPS
    assert [word for step in steps for word in (*step.stayed, *step.removed)] == old
    assert len(steps) <= 3


def test_a_whole_text_is_compared_in_no_more_steps_than_there_are():
    old = "".join(f"<p>een twee drie vier {n}</p>" for n in range(1_900))
    new = "".join(f"<p>drie vier een twee {n}x</p>" for n in range(1_900))
    patience = differences.Patience()

    rows = list(
        differences.paired(differences.blocks_of(old), differences.blocks_of(new), patience)
    )

    assert patience.steps >= 0
    assert len(rows) >= 1_900


def test_a_word_changed_at_each_end_of_a_very_long_text_is_all_that_is_marked():
    middle = " ".join(f"woord{n}" for n in range(5_000))

    shown = bare(difference(f"<p>een {middle} drie</p>", f"<p>twee {middle} vier</p>"))

    assert re.findall("<(?:del|ins)>(.*?)<", shown) == ["een", "twee", "drie", "vier"]
