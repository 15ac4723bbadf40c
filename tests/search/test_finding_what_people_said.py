"""Finding what people said."""

from datetime import timedelta

import pytest

from intranet.platform import clock
from people.models import Mute
from search.actions import rebuild
from search.models import Extent, Word
from tests.factories.communities import make_comment, make_community, make_person, make_post
from tests.outbox import deliver
from tests.search.looking import (
    browser_of,
    comment_,
    counts_on,
    found_by,
    page_for,
    plain,
    post_,
    results_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def bram():
    return make_person("Bram de Wit")


@pytest.fixture
def place(bram):
    return make_community(members=[bram], name="Meldkamer")


@pytest.fixture
def say(place, bram):
    """Let Bram post something, and let the index hear of it."""

    def said(body, **more):
        more.setdefault("author", bram)
        post = make_post(community=place, body=body, is_html=False, **more)
        deliver()
        return post

    return said


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Morgen vergaderen we weer", "vergaderde"),
        ("Wij vergaderden gisteren", "vergaderen"),
        ("Twee storingen in Assen", "storing"),
        ("Een storing in Assen", "storingen"),
        ("De lasmoffen zijn op", "lasmof"),
        ("Er kwam een brief", "brieven"),
        ("Three meetings on Monday", "meeting"),
        ("One meeting on Monday", "meetings"),
        ("We were connecting cables", "connected cable"),
        ("Coördinatie met de gemeente", "coordinatie"),
        ("Coordinatie met de gemeente", "coördinatie"),
        ("De kabelgoot ligt open", "kabelg"),
        ("Werkorder WO48213 is af", "wo48213"),
        ("Werkorder WO48213 is af", "wo48"),
        ("Zie ook km/h en 36kV-net", "36kv"),
        ("Foto's van de kast", "foto"),
        ("Straße nach Süden", "strasse"),
        ("Повреждён кабель", "кабель"),
    ],
)
def test_a_word_is_found_in_another_form(say, bram, written, asked):
    post = say(written)

    assert found_by(bram, asked) == {post_(post)}


@pytest.mark.parametrize(
    "asked", ["storign", "stroing", "sotring", "storin", "stooring", "storimg"]
)
def test_a_typing_error_is_understood_and_said(say, bram, asked):
    post = say("Een storing in de wijk")
    say("Heel iets anders")

    page = page_for(bram, asked)

    assert post_(post) in page
    if asked != "storin":
        assert "storing</a>" in page.partition('id="results"')[2]


def test_all_words_must_be_there_and_small_words_need_not(say, bram):
    both = say("De sleutel van het hek bij de trafo")
    say("De sleutel van de bus")

    assert found_by(bram, "sleutel van een hek") == {post_(both)}


def test_a_phrase_is_found_as_it_stands(say, bram):
    beside = say("Het open hek aan de kade")
    say("Het hek staat open")

    assert found_by(bram, '"open hek"') == {post_(beside)}
    assert len(found_by(bram, "open hek")) == 2


def test_a_word_can_be_left_out(say, bram):
    kast = say("De kast staat buiten")
    say("De kast in het kantoor")

    assert found_by(bram, "kast -kantoor") == {post_(kast)}


def test_comments_files_topics_people_and_communities_are_found_too(say, bram, place):
    post = say("Wie weet dit? #lasmoffen")
    comment = make_comment(thread=post, author=bram, body="<p>Vraag Trijntje eens</p>")
    make_person("Trijntje Oosterhof", job_title="Lasser")
    rebuild()
    deliver()

    page = page_for(bram, "trijntje")

    assert comment_(comment) in page
    assert "Trijntje</mark> Oosterhof" in page
    assert f"/posts/{post.pk}/?comment={comment.pk}#comment-{comment.pk}" in page
    assert f"community-{place.pk}" in page_for(bram, "meldk")
    assert "/topics/lasmoffen/" in page_for(bram, "lasmof")
    assert "Oosterhof" in page_for(bram, "lasser")


def test_words_that_were_found_are_marked_and_nothing_else_is_markup(say, bram):
    say('Zie <script>alert("storing")</script> en de Störing', title="Een <b>storing</b>")

    results = results_of(page_for(bram, "storing"))

    assert "<mark>storing</mark>" in results
    assert "<mark>Störing</mark>" in results
    assert "<script" not in results
    assert "<b>" not in results


def test_the_excerpt_is_where_the_words_are(say, bram):
    say("Eerst heel veel andere woorden. " * 40 + "Dan de lasmof en de kade. " + "Nog meer. " * 40)

    assert "lasmof</mark> en de <mark>kade" in page_for(bram, "lasmof kade")


def test_what_has_the_word_in_its_title_comes_first(say, bram):
    titled = say("Zonder dat woord", title="Handleiding meterkast")
    for _ in range(6):
        say("Nog iets over de meterkast")

    first = results_of(page_for(bram, "meterkast")).partition('id="found-post-')[2]

    assert first.startswith(f'{titled.pk}"')


def test_a_search_is_narrowed_by_kind_place_person_period_and_file(say, bram, place):
    ilse = make_person("Ilse Jansen")
    elsewhere = make_community(members=[ilse], name="Leeuwarden")
    hers = make_post(community=elsewhere, author=ilse, body="kabel", kind="question")
    with clock.moved_to(clock.now() - timedelta(days=90)):
        old = say("kabel van toen")
    his = say("kabel")
    answer = make_comment(thread=his, author=ilse, body="kabel")
    deliver()

    assert found_by(bram, "kabel", kind="post") == {post_(hers), post_(old), post_(his)}
    assert found_by(bram, "kabel", place=place.slug) == {post_(old), post_(his), comment_(answer)}
    assert found_by(bram, "kabel", author=ilse.pk) == {post_(hers), comment_(answer)}
    assert found_by(bram, "kabel", period="month") == {post_(hers), post_(his), comment_(answer)}
    assert found_by(bram, "kabel", sort="question") == {post_(hers)}
    assert found_by(bram, "kabel", has_file="1") == set()
    assert found_by(bram, "kabel", kind="nonsense", place="nergens", author="x", period="eeuw")


def test_the_numbers_beside_the_filters_are_true(say, bram):
    for _ in range(7):
        say("kabel in de grond")

    page = page_for(bram, "kabel")

    assert counts_on(page) == {"post": "7"}
    assert "7 resultaten" in plain(page)


def test_more_than_can_be_counted_is_said_so(say, bram, place):
    for number in range(53):
        make_post(community=place, author=bram, body=f"kabel {number}", is_html=False)
    deliver()

    page = page_for(bram, "kabel")

    assert counts_on(page) == {"post": "50+"}
    assert "Meer dan 50 resultaten" in plain(page)


@pytest.mark.parametrize("order", ["", "newest"])
def test_all_of_a_kind_come_page_by_page_and_each_once(place, bram, order):
    posts = {
        post_(make_post(community=place, author=bram, body=f"kabel {number}", is_html=False))
        for number in range(47)
    }
    deliver()
    browser, address = browser_of(bram), f"/search/?q=kabel&kind=post&order={order}"

    seen: list[str] = []
    while address:
        page = browser.get(address, headers={"HX-Request": "true"} if seen else {}).content.decode()
        seen += [f"post-{part.partition(chr(34))[0]}" for part in page.split('id="found-post-')[1:]]
        _, _, rest = page.partition('rel="next" href="')
        address = rest.partition('"')[0].replace("&amp;", "&")

    assert len(seen) == len(set(seen))
    assert set(seen) == posts


def test_a_common_word_is_looked_for_close_by_first_and_still_found_far_back(say, bram):
    with clock.moved_to(clock.now() - timedelta(days=900)):
        old = say("kabel van lang geleden")
    new = say("kabel van nu")
    Extent.objects.create(kind="post", entries=3_000, a_day=2.0)
    Word.objects.filter(word="kabel").update(share=0.6)

    assert found_by(bram, "kabel") == {post_(old), post_(new)}


def test_whom_one_does_not_want_to_hear_is_left_out(say, bram):
    reader = make_person("Sanne Postma")
    post = say("kabel")
    assert found_by(reader, "kabel") == {post_(post)}

    Mute.objects.create(person=reader, muted=bram)

    assert found_by(reader, "kabel") == set()


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "   ",
        "de het een",
        "!?!…",
        "-",
        '"',
        '""',
        "-kabel",
        "'; DROP TABLE search_entry; --",
        "kabel & | ! ( ) <-> :* 'x'",
        "\\ \x00 %s {0} %(a)s",
        "😀🔧",
        "ΩΣ ß İ ı",
        "a" * 2000,
        "kabel " * 400,
        '"' + "kabel " * 300 + '"',
        "=kpost",
        "@kabel",
    ],
)
def test_whatever_is_asked_is_answered(say, bram, asked):
    say("De kabel ligt in de grond")

    for path in ("/search/", "/search/quick/"):
        answer = browser_of(bram).get(path, {"q": asked})
        assert answer.status_code == 200


def test_marks_of_the_index_cannot_be_asked_for(say, bram):
    say("De kabel ligt in de grond")

    assert found_by(bram, "=kpost") == set()


def test_only_small_words_are_looked_for_as_they_are(say, bram):
    post = say("De kabel is van het net")
    say("Kabels")

    assert found_by(bram, "de het") == {post_(post)}


def test_nothing_found_says_what_one_can_still_try(say, bram):
    say("Een kabel")

    page = page_for(bram, "kabel bestaatniet", period="week", kind="post")

    assert "kind=question&amp;title=kabel" in page
    assert "/search/?q=kabel+bestaatniet&amp;kind=post" in page
    assert '&amp;q=kabel"' in page


def test_a_question_begins_with_what_was_not_found(say, bram):
    answer = browser_of(bram).get("/write/?kind=question&title=Waar+ligt+dit")

    assert 'value="Waar ligt dit"' in answer.content.decode()


def test_the_empty_page_says_how_to_search(bram):
    assert "kabel vindt ook kabelmof" in page_for(bram, "")


def test_a_part_of_the_page_is_answered_to_a_script(say, bram):
    say("Een kabel")

    answer = browser_of(bram).get("/search/?q=kabel", headers={"HX-Request": "true"})

    assert answer.content.decode().lstrip().startswith('<div id="results"')
    assert "HX-Request" in answer["Vary"]


def test_what_is_likely_is_offered_while_one_types(say, bram):
    post = say("Een kabel", title="Kabelmof gezocht")
    make_person("Kabelia de Vries")
    rebuild()

    answer = browser_of(bram).get("/search/quick/?q=kabe").content.decode()

    assert f'data-href="/posts/{post.pk}/"' in answer
    assert "Kabelia" in answer
    assert 'data-href="/search/?q=kabe"' in answer
