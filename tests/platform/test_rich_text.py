"""Rich text: whatever arrives leaves as a few known tags, beside its plain form."""

import re

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from intranet.platform.richtext import POST, clean

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='javascript:123'>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<p onclick=alert(1)>x</p>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<object data='javascript:alert(1)'></object>",
    "<embed src='javascript:alert(1)'>",
    "<form action='javascript:alert(1)'><button>x</button></form>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<template><script>alert(1)</script></template>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<base href='javascript:alert(1)//'>",
    "<meta http-equiv='refresh' content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href='javascript:alert(1)'>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<a class='btn btn--primary' href='#'>x</a>",
    "<a data-person='1 onmouseover=alert(1)'>x</a>",
    "<p><a href=' javascript:alert(1)'>x</a>",
    "\x00<scr\x00ipt>alert(1)</script>",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_runs_is_stored(attack):
    html = clean(f"<p>gewoon</p>{attack}").html

    assert only_what_we_know(html)
    assert "gewoon" in html


@given(st.text(alphabet="<>/=\"' \n\tabpsvgdiv#@:;&x1!-ijcrtonemuhf", max_size=300))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_cleaning_what_is_clean_changes_nothing(markup):
    once = clean(markup).html

    assert only_what_we_know(once)
    assert clean(once).html == once


def test_a_topic_becomes_a_link_to_its_page():
    text = clean("<p>Weer #Storm-Ciarán vannacht</p>")

    assert text.topics == ["storm-ciaran"]
    assert '<a href="/topics/storm-ciaran/"' in text.html


def test_a_topic_in_code_or_in_a_link_stays_as_it_is():
    text = clean('<p><code>#geen</code> <a href="https://x.nl/#geen">#ook-niet</a> C# &#39;</p>')

    assert text.topics == []


def test_of_topics_without_a_space_between_the_first_counts_also_when_it_is_cleaned_again():
    text = clean("<p>#een#twee</p>")

    assert text.topics == ["een"]
    assert clean(text.html) == text


def test_a_typed_address_becomes_a_link_and_a_file_name_does_not():
    html = clean("Zie https://noorderlicht.example/x en verslag.doc", is_html=False).html

    assert 'href="https://noorderlicht.example/x"' in html
    assert html.count("<a ") == 1


def test_a_mention_keeps_the_number_of_the_person():
    text = clean('<p><a class="mention" data-person="12" href="/x">@Bram</a></p>')

    assert text.mentions == [12]


def test_typed_text_becomes_paragraphs_lists_and_quotes():
    html = clean("Hoi\nallemaal\n\n- een\n- twee\n\n> zei Wim", is_html=False).html

    assert html == (
        "<p>Hoi<br>allemaal</p><ul><li>een</li><li>twee</li></ul>"
        "<blockquote><p>zei Wim</p></blockquote>"
    )


def test_typed_markup_is_shown_as_it_was_typed():
    text = clean("1 < 2 en <b>niet vet</b>", is_html=False)

    assert text.plain == "1 < 2 en <b>niet vet</b>"


def test_a_typed_entity_stays_what_was_typed():
    text = clean("typ &lt; voor kleiner dan, en https://x.nl/?a=1&b=2", is_html=False)

    assert text.plain == "typ &lt; voor kleiner dan, en https://x.nl/?a=1&b=2"
    assert 'href="https://x.nl/?a=1&amp;b=2"' in text.html


def test_the_plain_form_reads_like_typed_text():
    plain = clean("<h3>Kop</h3><p>Eén<br>twee</p><ul><li>a</li><li>b</li></ul><p></p>").plain

    assert plain == "Kop\n\nEén\ntwee\n\n- a\n- b"


def test_a_text_that_is_far_too_long_is_refused_before_it_is_parsed():
    with pytest.raises(ValidationError, match="too long"):
        clean("<p>" + "a" * 70_000)
    with pytest.raises(ValidationError, match="too long"):
        clean("<p><a>" * 5_000)


def only_what_we_know(html: str) -> bool:
    """Tell whether only tags and attributes of the allow-list are left."""
    tags = {tag.lower() for tag in re.findall(r"<\s*/?\s*([a-zA-Z][\w-]*)", html)}
    attributes = set(re.findall(r"<\w+[^>]*?\s([\w-]+)=", html))
    bad_scheme = re.search(r'href="\s*(?!https?:|mailto:|tel:|/|#|[\w.?-]*(?:"|[/?#]))', html)
    return tags <= POST.tags and attributes <= POST.attributes["a"] | {"rel"} and not bad_scheme
