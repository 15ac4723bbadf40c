"""Writing rules at HR: a draft, on, changed, off; and what is refused on the way."""

import html
import re
from datetime import timedelta

import pytest
from django.test import Client

from intranet.platform import clock
from intranet.platform.clock import day_here
from intranet.platform.models import AuditRecord
from intranet.platform.policy import Refused
from moderation.actions.ruling import draft_rule, switch_off
from moderation.models import Rule, RuleBook, RuleDay, RuleVersion
from tests.counting import queries_of
from tests.factories.communities import make_community
from tests.factories.moderation import make_rule, make_section
from tests.factories.people import make_hr, make_person

HERE = "/admin/moderation/rule/"


@pytest.fixture
def section(db):
    """What rules stand on."""
    return make_section("Klantgegevens blijven binnen de zaak")


@pytest.fixture
def typed(section, fatima):
    """Everything that a rule needs, as a browser sends it."""
    return {
        "name": "Klant met naam",
        "section": section.pk,
        "reason": "Zo afgesproken met de raad.",
        "words": "klant heet\nbel hem op",
        "action": "hint",
        "explanation_nl": "Schrijf het zonder naam.",
        "explanation_en": "Write it without a name.",
        "owner": fatima.pk,
    }


def at(rule, page=""):
    return f"{HERE}{rule.pk}/{page}"


def shown(answer):
    return html.unescape(answer.content.decode())


def words_of(answer):
    """What a page says, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", shown(answer)).split())


def seen_in(answer):
    return re.search(r'name="seen" value="(\w*)"', shown(answer))[1]


def send(browser, rule, typed, do="save", **more):
    """Open a rule, fill in the form and press a button."""
    address = at(rule) if rule else f"{HERE}new/"
    page = browser.get(address)
    seen = re.search(r'name="seen"(?: value="(\w*)")?', shown(page))[1] or ""
    return browser.post(address, {"seen": seen, **typed, "do": do, **more})


def post(browser, community, words):
    return browser.post(f"/communities/{community.slug}/posts/", {"body": words})


def stages(rule):
    return list(rule.versions.order_by("number").values_list("stage", flat=True))


@pytest.mark.parametrize("page", ["", "new/", "try/"])
def test_colleagues_who_are_not_at_hr_do_not_come_in(here, section, page):
    assert here.get(HERE + page).status_code in (302, 403)


def test_who_is_not_at_hr_comes_to_no_rule_and_switches_none_off(here, bram):
    rule = make_rule("sukkel")

    assert here.get(at(rule)).status_code in (302, 403)
    assert here.post(at(rule, "off/")).status_code in (302, 403)
    assert stages(rule) == ["on"]
    with pytest.raises(Refused):
        switch_off(actor=bram, rule=rule)
    with pytest.raises(Refused):
        draft_rule(actor=bram)


def test_the_administration_has_a_line_for_the_rules(hr):
    assert f'href="{HERE}"' in shown(hr.get("/admin/"))


def test_without_a_code_a_rule_has_nothing_to_stand_on(hr):
    page = hr.get(HERE)

    assert "First agree on a code of conduct." in words_of(page)
    assert f"{HERE}new/" not in shown(page)


def test_without_rules_the_page_says_where_to_begin(hr, section):
    assert "No rule reads along yet" in words_of(hr.get(HERE))


def test_a_rule_is_written_switched_on_changed_and_switched_off(hr, typed):
    sanne = make_person("Sanne Postma", language="en")
    place = make_community(members=[sanne])
    browser = Client()
    browser.force_login(sanne)

    send(hr, None, typed)
    rule = Rule.objects.get()
    assert post(browser, place, "De klant heet Wiersma").status_code != 422

    assert send(hr, rule, typed, "on").url == at(rule)
    answer = post(browser, place, "De klant heet Wiersma")
    assert answer.status_code == 422
    assert "Write it without a name." in shown(answer)

    send(hr, rule, typed | {"words": "iemand anders"})
    assert stages(rule) == ["on", "draft"]
    assert post(browser, place, "De klant heet Wiersma.").status_code == 422

    send(hr, rule, typed | {"words": "iemand anders"}, "on")
    assert stages(rule) == ["replaced", "on"]
    assert post(browser, place, "De klant heet Wiersma!").status_code != 422
    assert post(browser, place, "Het was iemand anders").status_code == 422

    hr.post(at(rule, "off/"))
    assert stages(rule) == ["replaced", "off"]
    assert post(browser, place, "Het was iemand anders").status_code != 422


def test_every_change_of_what_works_is_a_new_revision_and_a_line_in_the_log(hr, typed):
    send(hr, None, typed)
    rule = Rule.objects.get()
    assert not RuleBook.objects.filter(revision__gt=0).exists()

    send(hr, rule, typed, "on")
    hr.post(at(rule, "off/"))

    assert RuleBook.objects.get().revision == 2
    acts = AuditRecord.objects.filter(action__startswith="moderation.rule").order_by("pk")
    assert list(acts.values_list("action", flat=True)) == [
        "moderation.rule.drafted",
        "moderation.rule.switched_on",
        "moderation.rule.switched_off",
    ]


def test_what_is_off_can_be_switched_on_again(hr, typed):
    send(hr, None, typed, "on")
    rule = Rule.objects.get()
    hr.post(at(rule, "off/"))

    send(hr, rule, typed, "on")

    assert stages(rule) == ["on"]


def test_a_rule_that_does_not_work_is_not_switched_off_twice(hr, typed):
    send(hr, None, typed)

    answer = hr.post(at(Rule.objects.get(), "off/"), follow=True)

    assert "This rule was off already." in words_of(answer)


REFUSED = {
    "nothing to look for": ({"words": ""}, "Say what this rule looks for; it is empty."),
    "a pattern nobody can read": ({"patterns": "8716("}, "This pattern cannot be read: 8716("),
    "a pattern that finds all": ({"patterns": ".*"}, "This pattern finds something in an empty"),
    "a letter": ({"words": "a"}, "has one letter only"),
    "no Dutch": ({"explanation_nl": " "}, "Say in Dutch what its author reads."),
    "no English": ({"explanation_en": ""}, "Say in English what its author reads."),
    "no reason": ({"reason": ""}, "Say why we have this rule"),
    "no name": ({"name": ""}, "Give the rule a name."),
    "an end before the beginning": (
        {"begins_on": "2027-03-02", "ends_on": "2027-03-01"},
        "It would end before it begins.",
    ),
    "an end in the past": ({"ends_on": "2020-03-01"}, "This day is over."),
    "a section nobody knows": ({"section": "987654"}, "This section is not in the code"),
    "half of a number": ({"rate_most": "5"}, "Fill in both numbers, or neither."),
    "too little shouting": ({"shouting": "3"}, "Choose a percentage of capitals"),
    "no domain": ({"links": "not", "domains": "voorbeeld"}, "“voorbeeld” is no domain"),
    "an owner who is not at hr": ({"owner": "987654"}, "This colleague is not at HR any more."),
}


@pytest.mark.parametrize("refused", REFUSED)
def test_what_makes_no_sense_is_said_and_nothing_typed_is_lost(hr, typed, refused):
    wrong, sentence = REFUSED[refused]
    typed = {"exceptions": "kast\nstation", "words": "klant heet", **typed, **wrong}

    answer = send(hr, None, typed, "on")

    assert answer.status_code == 422
    assert sentence in words_of(answer)
    assert not RuleVersion.objects.exists()
    for name in ("exceptions", "words", "patterns", "explanation_en", "reason", "domains"):
        if typed.get(name, "").strip():
            assert typed[name] in shown(answer)


def test_what_is_not_complete_can_be_kept_and_says_what_is_missing(hr, typed):
    send(hr, None, typed | {"explanation_en": "", "words": ""})

    page = words_of(hr.get(at(Rule.objects.get())))

    assert "Before it can be switched on: Say in English what its author reads." in page
    assert "Say what this rule looks for; it is empty." in page


def test_a_rule_that_only_flags_needs_no_words_for_its_author(hr, typed):
    nothing = {"explanation_nl": "", "explanation_en": "", "action": "flag"}

    send(hr, None, typed | nothing, "on")

    assert stages(Rule.objects.get()) == ["on"]


def test_a_section_that_left_the_code_is_refused_when_the_rule_is_switched_on(hr, typed, section):
    send(hr, None, typed)
    section.wordings.all().delete()

    answer = send(hr, Rule.objects.get(), typed, "on")

    assert answer.status_code == 422
    assert "This section is not in the code that is in force." in words_of(answer)


def test_everything_that_was_filled_in_is_there_when_the_rule_is_opened_again(hr, typed):
    place = make_community(name="Klanten aan de lijn")
    everything = {
        "other_forms": "on",
        "tricks": "on",
        "exceptions": "kast",
        "personal": ["iban", "bsn"],
        "patterns": r"8716\d{14}",
        "links": "only",
        "domains": "noorderlicht.example",
        "kinds_of_files": ["program"],
        "endings": ".iso",
        "mentions": "5",
        "shouting": "60",
        "rate_most": "10",
        "rate_minutes": "5",
        "same_times": "3",
        "same_hours": "24",
        "kinds": ["post", "comment"],
        "audiences": [place.audience_id],
        "begins_on": "2027-03-02",
        "ends_on": "2027-04-02",
    }
    send(hr, None, typed | everything)
    version = RuleVersion.objects.get()

    send(hr, version.rule, typed | everything)

    assert RuleVersion.objects.get().made_at == version.made_at
    page = hr.get(at(version.rule))
    assert "In words: 8716, and then 14 digits. This pattern is fine." in words_of(page)
    assert version.looks["rate"] == {"most": 10, "minutes": 5}
    assert version.looks["files"] == ["program", ".iso"]
    assert version.audience_ids == [place.audience_id]
    assert "Posts and comments, in Klanten aan de lijn" in words_of(hr.get(HERE))


def test_a_place_that_she_cannot_see_stays_chosen_and_is_not_named(hr, typed):
    hidden = make_community("hidden", name="Reorganisatie")
    rule = make_rule("sukkel", audience_ids=[hidden.audience_id])

    page = hr.get(at(rule))
    send(hr, rule, typed)

    assert "Reorganisatie" not in shown(page)
    assert "1 place that you cannot see stays chosen." in words_of(page)
    assert rule.versions.get(stage="draft").audience_ids == [hidden.audience_id]
    assert "Reorganisatie" not in shown(hr.get(HERE))


def test_of_two_who_change_one_draft_the_second_sees_what_the_first_wrote(hr, typed, fatima):
    send(hr, None, typed)
    rule = Rule.objects.get()
    seen = seen_in(hr.get(at(rule)))
    hanneke = make_hr("Hanneke Smit", language="en")
    hr.force_login(hanneke)
    send(hr, rule, typed | {"words": "van hanneke"})

    hr.force_login(fatima)
    answer = hr.post(at(rule), typed | {"words": "van fatima", "seen": seen, "do": "save"})

    assert answer.status_code == 422
    assert "Hanneke Smit changed this since you opened it." in words_of(answer)
    assert "van fatima" in shown(answer)
    assert "<del>van hanneke</del>" in shown(answer)
    assert rule.versions.get().looks["words"] == ["van hanneke"]

    again = {"words": "van fatima", "seen": seen_in(answer), "do": "save"}
    hr.post(at(rule), typed | again)
    assert rule.versions.get().looks["words"] == ["van fatima"]


def test_who_switches_on_what_a_colleague_changed_meanwhile_sees_it_first(hr, typed, fatima):
    send(hr, None, typed)
    rule = Rule.objects.get()
    seen = seen_in(hr.get(at(rule)))
    hr.force_login(make_hr("Hanneke Smit", language="en"))
    send(hr, rule, typed | {"words": "van hanneke"})

    hr.force_login(fatima)
    answer = hr.post(at(rule), typed | {"seen": seen, "do": "on"})

    assert answer.status_code == 422
    assert stages(rule) == ["draft"]


def test_what_begins_later_leaves_what_works_until_its_day(hr, typed):
    tomorrow = clock.now() + timedelta(days=1)
    send(hr, None, typed, "on")
    rule = Rule.objects.get()

    later = {"words": "iemand anders", "begins_on": f"{day_here(tomorrow)}"}
    send(hr, rule, typed | later, "on")

    assert stages(rule) == ["replaced", "on"]
    today = RuleVersion.objects.working(day_here(clock.now()))
    assert [version.number for version in today] == [1]
    then = RuleVersion.objects.working(day_here(tomorrow))
    assert [version.number for version in then] == [2]


def test_switching_off_ends_also_what_would_have_gone_on_until_tomorrow(hr, typed):
    tomorrow = day_here(clock.now() + timedelta(days=1))
    send(hr, None, typed, "on")
    rule = Rule.objects.get()
    send(hr, rule, typed | {"words": "anders", "begins_on": f"{tomorrow}"}, "on")

    hr.post(at(rule, "off/"))

    assert not RuleVersion.objects.working(day_here(clock.now())).exists()
    assert not RuleVersion.objects.working(tomorrow).exists()


def test_a_change_that_is_thrown_away_leaves_what_works(hr, typed):
    send(hr, None, typed, "on")
    rule = Rule.objects.get()
    send(hr, rule, typed | {"words": "anders"})

    assert "What works goes on as it is." in words_of(hr.get(at(rule, "throw-away/")))
    hr.post(at(rule, "throw-away/"))

    assert stages(rule) == ["on"]


def test_a_rule_that_never_worked_goes_with_its_draft(hr, typed):
    send(hr, None, typed)
    rule = Rule.objects.get()

    answer = hr.post(at(rule, "throw-away/"))

    assert answer.url == HERE
    assert not Rule.objects.exists()
    assert hr.get(at(rule)).status_code == 404


def test_the_history_says_what_came_and_what_went(hr, typed):
    send(hr, None, typed, "on")
    rule = Rule.objects.get()
    send(hr, rule, typed | {"words": "klant heet\nwoont op", "action": "hold"}, "on")

    page = shown(hr.get(at(rule)))

    assert "Version 2, works now" in page
    assert "<ins>woont op</ins>" in page
    assert "<del>bel hem op</del>" in page
    assert "what it does" in page


def test_figures_under_ten_are_not_shown_and_nobody_is_named(hr):
    often, seldom = make_rule("vaak", name="Vaak"), make_rule("zelden", name="Zelden")
    never, hold = make_rule("nooit", name="Nooit"), make_rule("hou", name="Hou", action="hold")
    today = day_here(clock.now())
    RuleDay.objects.create(rule=often, on=today, hits=46, went_on=11)
    RuleDay.objects.create(rule=seldom, on=today, hits=9, went_on=3)
    RuleDay.objects.create(rule=hold, on=today, hits=12)
    RuleDay.objects.create(rule=never, on=today.replace(day=1) - timedelta(days=1), hits=70)

    page = hr.get(HERE).content.decode()

    cells = re.findall(r'<td class="num"[^>]*>([^<]*)</td>', page)
    pairs = zip(cells[::2], cells[1::2], strict=True)
    by_rule = dict(zip(["hou", "nooit", "vaak", "zelden"], pairs, strict=True))
    assert by_rule == {
        "hou": ("12", "not possible"),
        "nooit": ("0", "0"),
        "vaak": ("46", "11"),
        "zelden": ("under 10", "under 10"),
    }


def test_the_list_shows_all_what_is_on_or_what_is_being_written(hr, typed):
    make_rule("aan", name="Wat aan is")
    send(hr, None, typed | {"name": "Wat nog niet af is"})

    assert "Wat nog niet af is" in words_of(hr.get(HERE))
    assert "Wat nog niet af is" not in words_of(hr.get(f"{HERE}?show=on"))
    assert "Wat aan is" not in words_of(hr.get(f"{HERE}?show=draft"))


def test_the_list_asks_as_little_for_thirty_rules_as_for_three(hr, section):
    for number in range(3):
        make_rule(f"woord{number}", section=section)
    few = queries_of(hr, HERE)

    for number in range(27):
        make_rule(f"meer{number}", section=section)

    assert queries_of(hr, HERE) == few


def test_a_text_is_tried_on_the_rule_as_it_stands_in_the_form(hr, typed):
    unsaved = {"exceptions": "kast", "personal": ["address"], "name": "", "section": ""}
    text = "Bij kast Hoofdstraat 31 viel de stroom uit. De klant heet Wiersma."

    answer = send(hr, None, typed | unsaved, "try", text=text)

    assert answer.status_code == 200
    assert "<mark>klant heet</mark>" in shown(answer)
    assert "“Hoofdstraat 31” stays, for “kast” stands beside it." in words_of(answer)
    assert "The author may post it all the same." in words_of(answer)
    assert "bel hem op" in shown(answer)
    assert not Rule.objects.exists()


def test_with_script_only_what_was_tried_comes_back(hr, typed):
    answer = hr.post(
        f"{HERE}new/",
        typed | {"do": "try", "text": "Zie https://elders.example/x", "links": "not",
                 "domains": "elders.example"},
        headers={"HX-Request": "true"},
    )  # fmt: skip

    assert "<html" not in shown(answer)
    assert "A link to https://elders.example/x" in words_of(answer)


def test_a_text_in_which_nothing_is_found_says_so(hr, typed):
    answer = send(hr, None, typed, "try", text="Goedemorgen allemaal")

    assert "Nothing found" in words_of(answer)


def test_a_text_is_tried_on_all_rules_that_are_on_for_its_kind(hr):
    make_rule("sukkel", name="Schelden")
    make_rule("sukkel", name="Alleen in blogs", kinds=["article"])
    make_rule("sukkel", name="Uit", begins_on=day_here(clock.now() + timedelta(days=3)))

    page = words_of(hr.post(f"{HERE}try/", {"text": "Wat een sukkel", "kind": "comment"}))

    assert "One rule finds something" in page
    assert "Schelden" in page
    assert "Alleen in blogs" not in page
    in_blog = words_of(hr.post(f"{HERE}try/", {"text": "Wat een sukkel", "kind": "article"}))
    assert "2 rules find something" in in_blog
