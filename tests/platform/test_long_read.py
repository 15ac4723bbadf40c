"""The text of an article: more than a post may have, in one shape, and nothing that runs."""

import re
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from intranet.platform.longread import ARTICLE, blocks, clean_article, with_pictures
from intranet.platform.richtext import clean
from tests.platform.test_rich_text import ATTACKS

FILE = "0f8fad5b-d9cb-469f-a165-70867728950e"
OTHER = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
FIGURE = (
    f'<figure data-file="{FILE}" class="figure--wide"><img alt="Zon boven de polder">'
    "<figcaption>Onderweg naar Emmen</figcaption></figure>"
)
BREAKS_OUT = [
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    'x" onload="alert(1)',
    "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;",
    "</figcaption></figure><script>alert(1)</script>",
    "javascript:alert(1)",
]
DOORS = [
    '<figure data-file="{file}"><img alt="{attack}"></figure>',
    "<figure data-file=\"{file}\"><img alt='{attack}'></figure>",
    '<figure data-file="{attack}"><img alt="x"></figure>',
    '<figure data-file="{file}" class="{attack}"><img alt="x"></figure>',
    '<figure data-file="{file}"><img src="{attack}" srcset="{attack}" alt="x"></figure>',
    '<figure data-file="{file}"><img alt=""><figcaption>{attack}</figcaption></figure>',
    "<blockquote><p>x</p><footer>{attack}</footer></blockquote>",
    '<blockquote cite="{attack}"><p>x</p><footer class="{attack}">y</footer></blockquote>',
    '<aside class="pull"><p>{attack}</p></aside>',
    '<aside class="{attack}"><p>x</p></aside>',
    "<h2>{attack}</h2>",
]
PIECES = st.sampled_from(
    [
        *(
            f"<{end}{tag}>"
            for tag in sorted(ARTICLE.tags | {"div", "b", "h1", "h4"})
            for end in ("", "/")
        ),
        *(FIGURE, FIGURE.replace(FILE, OTHER), f'<figure data-file="{FILE}">', '<img alt="a<b">'),
        *('<aside class="pull">', '<a href="https://x.nl/">', "<img src=x>", "<figcaption>c"),
        *("woord", " ", "\n", "&nbsp;", "&lt;", "&amp;amp;", "#storm", "www.x.nl", "<br>"),
    ]
)
ARTICLES = st.lists(PIECES, max_size=25).map("".join)


def picture(**differs):
    """Return a picture as the store keeps it: 2000 by 1500, in four sizes."""
    return SimpleNamespace(
        **{
            "url": lambda size="": f"/files/{FILE}/{size}/",
            "width": 2000,
            "height": 1500,
            "renditions": ["96", "320", "1200", "2000"],
        }
        | differs
    )


@given(ARTICLES)
@settings(max_examples=400, deadline=None, derandomize=True)
def test_cleaning_a_clean_article_changes_nothing(markup):
    text = clean_article(markup)

    assert only_what_articles_have(text.html)
    assert clean_article(text.html) == text


@given(ARTICLES)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_the_blocks_of_an_article_are_the_article(markup):
    html = clean_article(markup).html

    assert "".join(blocks(html)) == html
    assert all(clean_article(block).html == block for block in blocks(html))


@given(st.text(alphabet='<>/ab="', max_size=60))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_blocks_lose_nothing_of_what_is_no_article(markup):
    assert "".join(blocks(markup)) == markup


@given(ARTICLES)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_what_a_page_showed_is_stored_as_it_was(markup):
    html = clean_article(markup).html
    files = {UUID(FILE): picture(), UUID(OTHER): picture()}

    assert clean_article(with_pictures(html, files)).html == html
    assert clean_article(with_pictures(html, {})).html == re.sub('alt="[^"]*"', 'alt=""', html)


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_runs_is_stored(attack):
    html = clean_article(f"<p>gewoon</p>{attack}{FIGURE}").html

    assert only_what_articles_have(html)
    assert "gewoon" in html


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("attack", [*ATTACKS, *BREAKS_OUT])
def test_nothing_that_runs_comes_in_by_a_picture_or_a_quote(door, attack):
    html = clean_article(door.format(file=FILE, attack=attack)).html

    assert only_what_articles_have(html)
    assert only_what_articles_have(str(with_pictures(html, {UUID(FILE): picture()})), shown=True)


def test_an_article_has_headings_of_two_levels_where_a_post_has_smaller_ones():
    written = "<h1>Een</h1><h2>Twee</h2><h3>Drie</h3><h4>Vier</h4>"

    assert clean_article(written).html == "<h2>Een</h2><h2>Twee</h2><h3>Drie</h3><h3>Vier</h3>"
    assert clean(written).html == "<h3>Een</h3><h3>Twee</h3><h3>Drie</h3><h4>Vier</h4>"


@pytest.mark.parametrize(
    "stored",
    [
        FIGURE,
        f'<figure data-file="{FILE}"><img alt=""></figure>',
        "<blockquote><p>Negen weken.</p><footer>Wim Hoekstra, monteur</footer></blockquote>",
        "<blockquote><p>Een</p><ul><li>twee</li></ul></blockquote>",
        '<aside class="pull"><p>Elf dagen.</p></aside>',
        "<ul><li><p>Een</p><ol><li>twee</li></ol></li></ul><pre>  x\n\n  y</pre>",
    ],
)
def test_what_articles_may_have_is_stored_as_it_is(stored):
    assert clean_article(stored).html == stored


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("los <b>vet</b><p>twee</p>", "<p>los <strong>vet</strong></p><p>twee</p>"),
        ("<p></p><p>a</p><p>&nbsp;</p><h2><br></h2><p>b</p>", "<p>a</p><p>b</p>"),
        (f"<p>a {FIGURE} b</p>", f"<p>a </p>{FIGURE}<p> b</p>"),
        (
            f"<ul><li>a{FIGURE}</li><li>b</li></ul>",
            f"<ul><li>a</li></ul>{FIGURE}<ul><li>b</li></ul>",
        ),
        ("<aside>zij</aside>", "<p>zij</p>"),
        ("<footer>onder</footer>", "<p>onder</p>"),
        ("<blockquote>a<h2>b</h2></blockquote>", "<blockquote><p>a</p><p>b</p></blockquote>"),
        (
            '<aside class="pull">a<ul><li>b</ul></aside>',
            '<aside class="pull"><p>a</p><p>b</p></aside>',
        ),
        (
            "<blockquote><p>a</p><footer><p>Wim</p><p>monteur</p></footer><p>c</p></blockquote>",
            "<blockquote><p>a</p><footer>Wim monteur</footer></blockquote><p>c</p>",
        ),
    ],
)
def test_what_stands_in_the_wrong_place_is_put_right_and_no_word_is_lost(written, stored):
    assert clean_article(written).html == stored


@pytest.mark.parametrize(
    "pasted",
    [
        '<img src="https://elders.example/foto.jpg" alt="foto">',
        '<figure><img src="data:image/png;base64,AA"><figcaption>Foto: ANP</figcaption></figure>',
        '<figure data-file="../../etc"><img alt="x"><figcaption>Foto</figcaption></figure>',
        f'<img data-file="{FILE}" alt="x">',
    ],
)
def test_a_picture_that_is_not_from_the_store_leaves_nothing(pasted):
    text = clean_article(f"<p>voor</p>{pasted}<p>na</p>")

    assert text.html == "<p>voor</p><p>na</p>"
    assert text.pictures == []


def test_a_description_keeps_what_looks_like_a_tag():
    text = clean_article(
        f'<figure data-file="{FILE}"><img alt="1 <b 2 &amp; &quot;drie&quot;"></figure>'
    )

    assert text.pictures == [(UUID(FILE), '1 <b 2 & "drie"')]
    assert 'alt="1 &lt;b 2 &amp; &quot;drie&quot;"' in with_pictures(
        text.html, {UUID(FILE): picture()}
    )


def test_an_article_says_which_pictures_it_shows_and_how_many_are_not_described():
    text = clean_article(f"{FIGURE}<p>en</p><figure data-file='{OTHER}'><img alt=' '></figure>")

    assert text.pictures == [(UUID(FILE), "Zon boven de polder"), (UUID(OTHER), "")]
    assert text.undescribed == 1


def test_an_article_of_only_pictures_is_not_empty():
    assert not clean_article(f"<figure data-file='{FILE}'></figure>").is_empty
    assert clean_article("<h2> </h2><p><br></p>").is_empty


def test_captions_and_who_said_it_are_found_by_search_and_descriptions_are_not():
    text = clean_article(FIGURE + "<blockquote><p>Zo simpel.</p><footer>Wim</footer></blockquote>")

    assert text.plain == "Onderweg naar Emmen\n\nZo simpel.\n\n— Wim"


@pytest.mark.parametrize(
    ("words", "pictures", "minutes"),
    [(1, 0, 1), (220, 0, 1), (221, 0, 2), (880, 0, 4), (880, 1, 5)],
)
def test_reading_takes_a_minute_for_220_words_and_ten_seconds_for_a_picture(
    words, pictures, minutes
):
    figure = f"<figure data-file='{FILE}'></figure>"
    text = clean_article("<p>" + "woord - " * words + "</p>" + figure * pictures)

    assert text.words == words
    assert text.reading_minutes == minutes


def test_mentions_and_topics_are_noted_as_in_a_post():
    text = clean_article(
        "<h2>Weer #Storm</h2><p><a class=mention data-person=12 href=/people/12/>@Bram</a></p>"
    )

    assert (text.mentions, text.topics) == ([12], ["storm"])


def test_an_article_may_be_twice_as_long_as_a_post_and_then_is_told_what_to_do():
    assert clean_article("<p>" + "a" * 110_000 + "</p>").words == 1
    with pytest.raises(ValidationError, match="Make two of it"):
        clean_article("<p>" + "a" * 120_000)
    with pytest.raises(ValidationError, match="without its formatting"):
        clean_article("<b>a</b>" * 2_500)
    with translation.override("nl"), pytest.raises(ValidationError, match="Maak er twee van"):
        clean_article("<p>" + "a" * 120_000)


def test_a_page_shows_a_picture_in_the_sizes_that_the_store_has():
    html = with_pictures(clean_article(FIGURE).html, {UUID(FILE): picture()})

    assert html == (
        f'<figure data-file="{FILE}" class="figure--wide"><img src="/files/{FILE}/1200/"'
        f' srcset="/files/{FILE}/320/ 320w, /files/{FILE}/1200/ 1200w, /files/{FILE}/2000/ 2000w"'
        ' sizes="(min-width: 56rem) 52rem, 100vw" width="2000" height="1500"'
        ' alt="Zon boven de polder" loading="lazy">'
        "<figcaption>Onderweg naar Emmen</figcaption></figure>"
    )


def test_a_picture_that_stands_upright_is_as_wide_as_it_really_is():
    html = with_pictures(FIGURE, {UUID(FILE): picture(width=1000, height=2000)})

    assert "/320/ 160w" in html
    assert "/2000/ 1000w" in html


def test_a_picture_of_which_no_size_is_known_is_shown_all_the_same():
    html = with_pictures(FIGURE, {UUID(FILE): picture(width=None, height=None)})

    assert f'<img src="/files/{FILE}/1200/" alt="Zon boven de polder" loading="lazy">' in html


def test_where_a_picture_is_gone_a_sentence_in_the_language_of_the_reader_says_so():
    with translation.override("nl"):
        html = with_pictures(FIGURE, {})

    assert "<img" not in html
    assert "Deze foto is er niet meer." in html
    assert "<figcaption>Onderweg naar Emmen</figcaption>" in html


def only_what_articles_have(html: str, *, shown: bool = False) -> bool:
    """Tell whether only tags and attributes of the allow-list are left, each well formed."""
    allowed = {tag: set(ARTICLE.attributes.get(tag, set())) for tag in ARTICLE.tags}
    allowed["a"] |= {"rel"}
    if shown:
        allowed["img"] |= {"src", "srcset", "sizes", "width", "height", "loading"}
        allowed["p"] |= {"class"}
    tags = [tag for tag in re.split(r"(<[^<>]*>)", html)[1::2] if not tag.startswith("</")]
    return not re.search(r"[<>]", re.sub(r"<[^<>]*>", "", html)) and all(
        (found := re.fullmatch(r'<([a-z][a-z0-9]*)((?: [a-z-]+="[^"<>]*")*)>', tag))
        and set(re.findall(r' ([a-z-]+)="[^"]*"', found[2]))
        <= allowed.get(found[1], {"nothing"}) - {"nothing"}
        and found[1] in allowed
        and not re.search(r'(?:href|src)="\s*(?:javascript|data|vbscript):', tag, re.IGNORECASE)
        for tag in tags
    )
