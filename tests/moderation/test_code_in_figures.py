"""Everybody reads how the code is handled, in figures that are about nobody in particular."""

import re
from datetime import timedelta
from itertools import chain, combinations, count, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intranet.platform import clock
from moderation.feeds.floor import people_in, shown_parts
from tests.counting import queries_of
from tests.factories.moderation import make_decided_case, make_rule, make_section
from tests.factories.people import make_hr, make_person

pytestmark = pytest.mark.django_db

PAGE = "/code/in-figures/"


@pytest.fixture
def bram(db):
    """An employee."""
    return make_person("Bram de Wit", language="en")


@pytest.fixture
def section(db):
    """What was agreed."""
    make_hr("Hanneke Smit")
    return make_section("Zacht op de mens")


def decide(how_many, *outcomes, section, **more):
    """Let so many people each have a case that was decided."""
    for _each in range(how_many):
        make_decided_case(make_person(), *outcomes, section=section, **more)


def read(browser, address=PAGE):
    """Return what a page says, on one line."""
    answer = browser.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<(?!/?(?:tr|th|td))[^>]+>", " ", answer.content.decode()))


def rows_on(page):
    """Return the rows of the tables by their name."""
    found = re.findall(r"<th scope=.row.>(.*?)</th>\s*<td[^>]*>(.*?)</td>", page)
    return {name.strip(): value.strip() for name, value in found}


def test_everybody_reads_how_cases_ended_and_what_they_were_about(sign_in, bram, section):
    other = make_section("Klantgegevens")
    decide(12, "withdraw", section=section)
    decide(11, "no_breach", section=other)
    decide(10, "ask_edit", "no_breach", section=other)
    decide(13, "withdraw", section=other, appeal="overturned")
    decide(10, "withdraw", section=section, appeal="upheld")
    decide(14, "withdraw", section=section, appeal="taken_back")

    page = read(sign_in(bram))

    assert "Cases that were decided 70" in page
    assert "Half of them decided within 5 hours" in page
    assert rows_on(page) == {
        "It kept to what we agreed": "11",
        "Its author wrote it another way": "10",
        "It was withdrawn": "12",
        "Appeal: the decision stayed": "10",
        "Appeal: the decision was undone": "13",
        "Appeal: still talked about, or taken back": "14",
        "1. Zacht op de mens": "36",
        "2. Klantgegevens": "34",
    }


def test_nothing_is_shown_of_fewer_than_ten_people_however_many_cases(sign_in, bram, section):
    once, often = make_section("Klantgegevens"), make_person("Kees Brouwer")
    decide(25, "withdraw", section=section)
    decide(12, "no_breach", section=make_section("Namen"))
    for _each in range(14):
        make_decided_case(often, "withdraw", section=once)

    page = read(sign_in(bram))

    assert "Cases that were decided 51" in page
    rows = rows_on(page)
    assert rows["1. Zacht op de mens"] == "25"
    assert rows["2. Klantgegevens"] == "not shown"
    assert rows["3. Namen"] == "not shown"
    assert "14" not in rows.values()


def test_a_young_organisation_reads_that_there_is_too_little_to_show(sign_in, bram, section):
    decide(9, "withdraw", section=section)

    page = read(sign_in(bram))

    assert "Too little to show yet" in page
    assert not rows_on(page)
    assert "Cases that were decided" not in page


def test_without_a_code_there_is_a_page_too(sign_in, bram):
    assert "Too little to show yet" in read(sign_in(bram))


def test_what_was_decided_this_month_or_long_ago_is_not_counted(sign_in, bram, section):
    decide(20, "withdraw", section=section)
    year_ago = clock.now() + timedelta(days=430)
    here = sign_in(bram)
    assert "Cases that were decided 20" in read(here)

    with clock.moved_to(year_ago):
        assert "Too little to show yet" in read(sign_in(bram))
    with clock.moved_to(clock.now() - timedelta(days=62)):
        assert "Too little to show yet" in read(sign_in(bram))


def test_rules_in_force_stand_there_with_what_they_do(sign_in, bram, section):
    make_rule("alarmcode", action="hold", section=section, name="Alarmcodes")

    page = read(sign_in(bram))

    assert "Alarmcodes" in page
    assert "looked at before it appears" in page


def test_the_code_and_what_we_measure_lead_to_it(sign_in, bram, section):
    browser = sign_in(bram)

    for address in ("/code/", "/code/what-we-measure/"):
        assert f'href="{PAGE}"' in browser.get(address).content.decode()


def test_it_is_read_in_dutch_too(sign_in, section):
    decide(20, "withdraw", section=section)

    page = read(sign_in(make_person("Sanne Postma", language="nl")))

    assert "Hoe we omgaan met de afspraken" in page
    assert "niet getoond" in page


def test_it_asks_as_much_for_many_cases_as_for_few(sign_in, bram, section):
    decide(10, "withdraw", section=section)
    few = queries_of(sign_in(bram), PAGE)
    decide(20, "ask_edit", "no_breach", section=section)
    make_rule("alarmcode", section=section)

    assert queries_of(sign_in(bram), PAGE) == few


# ---- What is hidden cannot be found.

PARTS = st.lists(st.lists(st.integers(0, 30), max_size=25), min_size=1, max_size=7)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(parts=PARTS, floor=st.integers(2, 10))
def test_nothing_that_follows_from_what_is_shown_is_about_fewer_people(parts, floor):
    shown = shown_parts(parts, floor=floor)
    if shown is None:
        return

    # From total and shown parts follow exactly: shown parts, and all hidden ones together.
    hidden = [part for part, is_shown in zip(parts, shown, strict=True) if not is_shown]
    known = [[part] for part, is_shown in zip(parts, shown, strict=True) if is_shown]
    known += [hidden] if hidden else []
    assert all(people_in(group) >= floor for group in [parts, *known])
    assert len(hidden) != 1


@settings(max_examples=300, deadline=None, derandomize=True)
@given(parts=PARTS, floor=st.integers(2, 10))
def test_all_is_shown_where_every_part_is_large_enough(parts, floor):
    if all(people_in([part]) >= floor for part in parts):
        assert shown_parts(parts, floor=floor) == [True] * len(parts)


@pytest.mark.parametrize(("floor", "parts", "most"), [(2, 3, 5), (3, 2, 9), (3, 3, 7), (4, 3, 8)])
def test_who_knows_how_it_is_worked_out_finds_nothing_either(floor, parts, most):
    """Try every way in which cases can lie: no small sum is the same in all that look alike."""
    ways = {}
    for sizes in product(range(most + 1), repeat=parts):
        people = count()
        shown = shown_parts(
            [[next(people) for _each in range(size)] for size in sizes], floor=floor
        )
        if shown is not None:
            seen = tuple(
                size if is_shown else None for size, is_shown in zip(sizes, shown, strict=True)
            )
            ways.setdefault((sum(sizes), seen), []).append(sizes)

    groups = [
        *chain.from_iterable(combinations(range(parts), size) for size in range(1, parts + 1))
    ]
    for (total, seen), alike in ways.items():
        if total - sum(size or 0 for size in seen) > most:
            continue  # Some ways to this lie outside of what was tried.
        for group in groups:
            sums = {sum(sizes[place] for place in group) for sizes in alike}
            assert len(sums) > 1 or sums.pop() >= floor, (total, seen, group)
