"""Helping with an article: looking along, suggesting, and what the owner makes of it."""

import re
from io import BytesIO

import pytest
from PIL import Image

from blogs.actions import (
    ChangedElsewhere,
    accept_suggestion,
    ask_for_help,
    decline_suggestion,
    discard_article,
    publish_article,
    publish_changes,
    restore_version,
    save_article,
    suggest_change,
)
from blogs.models import Article, ArticleVersion, Helper, Suggestion
from intranet.platform.longread import blocks
from intranet.platform.models import AuditRecord
from notifications.models import Notification
from people.actions import deactivate_person, direct_audience
from tests.factories.blogs import make_article, make_blog, make_draft
from tests.factories.communities import make_person
from tests.factories.people import make_team
from tests.outbox import deliver
from tests.together import together

pytestmark = pytest.mark.django_db

FIRST = "<p>Ik schrijf dit in de bus.</p>"
SECOND = "<p>De trekdraad lag er al.</p>"
BETTER = "<p>De draad waaraan je een kabel trekt, lag er al.</p>"


@pytest.fixture
def draft(blog):
    """What Joke works on."""
    return make_draft(blog, title="Wat Wim doet", body=FIRST + SECOND)


@pytest.fixture
def helped(draft, joke, lotte):
    """The same, with Lotte looking along."""
    ask_for_help(author=joke, article=draft, person=lotte)
    return draft


def suggested(article, helper, *, before=SECOND, after=BETTER, note=""):
    """Suggest another wording."""
    return suggest_change(helper=helper, article=article, before=before, after=after, note=note)


def at(article, rest=""):
    """The address of a working text."""
    return f"/blogs/writing/{article.pk}/{rest}"


def decide(suggestion, what):
    """The address on which the owner decides."""
    return at(suggestion.article, f"suggestions/{suggestion.pk}/{what}/")


def save(article, joke, body):
    """Write on."""
    article.refresh_from_db()
    return save_article(
        author=joke,
        article=article,
        title=article.title,
        body=body,
        seen_revision=article.revision,
    )


def page_for(browser, address):
    """Return a page as words with tags."""
    return browser.get(address).content.decode()


def byline(browser, article):
    """Return who wrote it and who helped, on each page that shows the article to readers."""
    article.refresh_from_db()
    addresses = [article.thread.get_absolute_url(), "/blogs/"]
    pages = [page_for(browser, each) for each in addresses]
    return [re.findall(r'<span class="own[^>]*>.*?</svg>(.*?)</span>', page)[0] for page in pages]


# ---- Asking


def test_who_is_asked_hears_it_and_sees_the_text(sign_in, joke, lotte, draft):
    answer = sign_in(joke).post(at(draft, "help/"), {"helper_names": "lotte brand"})

    deliver()
    browser = sign_in(lotte)
    page = page_for(browser, at(draft))
    assert answer["Location"] == at(draft, "#help")
    assert "Ik schrijf dit in de bus." in page
    assert "You change nothing yourself" in page
    assert "asks you to look along" in page_for(browser, "/notifications/")
    assert "Wat Wim doet" in page_for(browser, "/blogs/writing/")


def test_people_are_chosen_from_the_list_too(sign_in, joke, lotte, bram, draft):
    sign_in(joke).post(at(draft, "help/"), {"helper": [lotte.pk, bram.pk], "helper_names": ""})

    assert set(Helper.objects.values_list("person__name", flat=True)) == {lotte.name, bram.name}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Choose who looks along with you."),
        ("Niemand Hier", "Nobody here is called Niemand Hier."),
        ("Joke Veenstra", "Ask somebody else to look along."),
        ("x" * 1001, "1000"),
    ],
)
def test_who_cannot_be_asked_is_said_and_nothing_typed_is_lost(
    sign_in, joke, draft, typed, sentence
):
    answer = sign_in(joke).post(at(draft, "help/"), {"helper_names": typed})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert typed in answer.content.decode()
    assert not Helper.objects.exists()


def test_of_two_colleagues_with_one_name_nobody_is_asked(sign_in, joke, lotte, draft):
    make_person("Lotte Brand")

    answer = sign_in(joke).post(at(draft, "help/"), {"helper_names": "Lotte Brand"})

    assert "More than one colleague is called Lotte Brand." in answer.content.decode()


def test_a_former_colleague_is_not_asked(sign_in, joke, lotte, ruben, draft):
    deactivate_person(actor=ruben, person=lotte)

    answer = sign_in(joke).post(at(draft, "help/"), {"helper": [lotte.pk]})

    assert answer.status_code == 422


@pytest.mark.django_db(transaction=True)
def test_asking_twice_at_once_asks_once(joke, lotte, draft):
    together(
        lambda: ask_for_help(author=joke, article=draft, person=lotte),
        lambda: ask_for_help(author=joke, article=draft, person=lotte),
    )

    deliver()
    assert Helper.objects.count() == 1
    assert Notification.objects.filter(recipient=lotte).count() == 1


def test_at_most_ten_colleagues_look_along(sign_in, joke, draft):
    for _number in range(10):
        ask_for_help(author=joke, article=draft, person=make_person())
    last = make_person()

    answer = sign_in(joke).post(at(draft, "help/"), {"helper": [last.pk]})

    assert "10 colleagues look along already." in answer.content.decode()


# ---- Who sees what


def test_nobody_else_sees_it_and_who_tries_to_meddle_is_written_down(
    sign_in, joke, bram, ruben, lotte, helped
):
    suggestion = suggested(helped, lotte)
    posted = ["help/", f"help/{lotte.pk}/end/", "help/stop/", "suggestions/"]
    posted += [f"suggestions/{suggestion.pk}/{act}/" for act in ("accept", "decline", "read")]
    addresses = [at(helped, rest) for rest in posted]

    for person in (bram, ruben):
        browser = sign_in(person)
        shown = [browser.get(at(helped, rest)).status_code for rest in ("", "help/", "preview/")]
        done = [browser.post(address).status_code for address in addresses]
        assert shown == [404] * 3
        assert done == [404] * len(addresses)

    refused = AuditRecord.objects.filter(action="blogs.article.refused", actor_id=ruben.pk)
    assert {line.details["act"] for line in refused} == {
        "article_help",
        "end_help",
        "stop_helping",
        "suggest_change",
        "accept_suggestion",
        "decline_suggestion",
        "tick_remark_off",
    }


def test_a_helper_sees_this_text_and_no_other_draft(sign_in, joke, lotte, blog, helped):
    other = make_draft(blog, title="Kanarie")

    browser = sign_in(lotte)

    assert browser.get(at(other)).status_code == 404
    assert "Kanarie" not in page_for(browser, "/blogs/writing/")


def test_a_helper_sees_the_pictures_until_she_helps_no_more(sign_in, joke, lotte, helped):
    image = BytesIO()
    Image.new("RGB", (400, 300), "teal").save(image, "PNG")
    image.seek(0)
    image.name = "polder.png"
    address = sign_in(joke).post(at(helped, "pictures/"), {"upload": image}).json()["url"]
    before = sign_in(lotte).get(address).status_code

    sign_in(joke).post(at(helped, f"help/{lotte.pk}/end/"))

    assert (before, sign_in(lotte).get(address).status_code) == (200, 404)


def test_who_helps_no_more_knows_nothing_of_it_at_once(sign_in, joke, lotte, helped):
    deliver()
    suggestion = suggested(helped, lotte)

    sign_in(joke).post(at(helped, f"help/{lotte.pk}/end/"))

    deliver()
    browser = sign_in(lotte)
    suggestion.refresh_from_db()
    assert browser.get(at(helped)).status_code == 404
    assert "Wat Wim doet" not in page_for(browser, "/notifications/")
    assert "Wat Wim doet" not in page_for(browser, "/blogs/writing/")
    assert not Notification.objects.filter(recipient=lotte).exists()
    assert suggestion.state == "taken_back"


def test_who_was_asked_and_let_go_in_one_moment_hears_nothing(sign_in, joke, lotte, helped):
    sign_in(joke).post(at(helped, f"help/{lotte.pk}/end/"))

    deliver()

    assert not Notification.objects.filter(recipient=lotte).exists()


def test_a_helper_stops_by_herself(sign_in, lotte, helped):
    browser = sign_in(lotte)

    browser.post(at(helped, "help/stop/"))

    assert browser.get(at(helped)).status_code == 404
    assert not Helper.objects.exists()


def test_a_helper_outside_the_teams_of_a_blog_sees_the_draft(sign_in, joke, lotte, blog, helped):
    direct_audience(actor=joke, audience=blog.audience, teams=[make_team("Storing")])

    assert sign_in(lotte).get(at(helped)).status_code == 200
    assert "Also who is not in the teams" in page_for(sign_in(joke), at(helped))


def test_a_text_that_was_thrown_away_is_gone_for_helpers_too(sign_in, joke, lotte, helped):
    discard_article(author=joke, article=helped)

    assert sign_in(lotte).get(at(helped)).status_code == 404


# ---- Suggesting


def test_the_author_hears_what_a_helper_suggests_and_sees_the_difference(
    sign_in, joke, lotte, helped
):
    sign_in(lotte).post(
        at(helped, "suggestions/"),
        {
            "block": "1",
            "before": SECOND,
            "body": "De draad lag er al.",
            "body_format": "text",
            "note": "Weet iedereen wat een trekdraad is?",
        },
    )

    deliver()
    browser = sign_in(joke)
    page = page_for(browser, at(helped))
    assert "Weet iedereen wat een trekdraad is?" in page
    assert "trekdraad</del>" in page
    assert "draad</ins>" in page
    assert "suggests something for" in page_for(browser, "/notifications/")
    assert "1 suggestion waits for you" in page_for(browser, "/blogs/writing/")


def test_a_helper_changes_nothing_herself(sign_in, joke, lotte, helped):
    words = {"title": "Anders", "body": "<p>Anders</p>", "body_format": "html", "revision": 1}
    mine = suggested(helped, lotte)
    browser = sign_in(lotte)

    answers = [
        browser.post(at(helped), words),
        browser.post(at(helped, "publish/"), {"when": "now"}),
        browser.post(at(helped, "help/"), {"helper_names": "Bram de Wit"}),
        browser.post(decide(mine, "accept")),
        browser.post(decide(mine, "decline")),
    ]

    helped.refresh_from_db()
    assert [answer.status_code for answer in answers] == [403] * 5
    assert (helped.title, helped.html) == ("Wat Wim doet", FIRST + SECOND)
    assert AuditRecord.objects.filter(action="blogs.article.refused").count() == 5


def test_the_form_of_a_block_opens_in_the_page_and_without_script_on_its_own(
    sign_in, lotte, helped
):
    browser = sign_in(lotte)

    page = page_for(browser, at(helped, "suggestions/?block=1"))
    part = browser.get(at(helped, "suggestions/?block=1"), headers={"HX-Request": "true"})

    assert "De trekdraad lag er al.</textarea>" in page
    assert "<html" in page
    assert "De trekdraad lag er al.</textarea>" in part.content.decode()
    assert "<html" not in part.content.decode()


@pytest.mark.parametrize("number", ["2", "-1", "x", "9" * 30])
def test_a_block_that_is_not_there_has_no_form(sign_in, lotte, helped, number):
    assert sign_in(lotte).get(at(helped, f"suggestions/?block={number}")).status_code == 404


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"before": SECOND, "body": "De trekdraad lag er al."}, "Change something, or write"),
        ({"before": "<p>Er staat iets anders.</p>", "body": "Kanarie"}, "changed this paragraph"),
        ({"before": SECOND, "body": "Kanarie", "note": "x" * 1001}, "at most 1000 fit"),
        ({"before": SECOND, "body": "Kanarie " * 20_000}, "This article is too long."),
        ({"before": SECOND, "body": "Kanarie", "block": "x"}, "Try once more."),
    ],
)
def test_what_cannot_be_suggested_is_said_and_nothing_typed_is_lost(
    sign_in, lotte, helped, typed, sentence
):
    answer = sign_in(lotte).post(
        at(helped, "suggestions/"), {"block": "1", "body_format": "text", **typed}
    )

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert typed["body"].strip() in answer.content.decode()
    assert not Suggestion.objects.exists()


def test_a_helper_brings_no_pictures_of_others_into_it(sign_in, lotte, helped):
    figure = '<figure data-file="0f8fad5b-d9cb-469f-a165-70867728950e"><img alt="x"></figure>'

    answer = sign_in(lotte).post(
        at(helped, "suggestions/"), {"before": SECOND, "body": figure, "body_format": "html"}
    )

    assert "Only the author adds pictures." in answer.content.decode()


def test_what_a_helper_sends_is_cleaned(helped, lotte):
    made = suggested(helped, lotte, after='<p onclick="x()">Zo <script>alert(1)</script></p>')

    assert "script" not in made.after
    assert "onclick" not in made.after


@pytest.mark.parametrize(
    ("block", "typed", "after"),
    [
        ("<p>a</p>", "b\n\nc <d>", "<p>b</p><p>c &lt;d&gt;</p>"),
        ("<h2>Kop</h2>", "Andere kop\n\nEn tekst.", "<h2>Andere kop</h2><p>En tekst.</p>"),
        ("<ul><li>een</li></ul>", "- een\n- twee", "<ul><li>een</li><li>twee</li></ul>"),
        (
            "<blockquote><p>Zo.</p><footer>Wim</footer></blockquote>",
            "Anders.\n\n— Wim Hoekstra",
            "<blockquote><p>Anders.</p><footer>Wim Hoekstra</footer></blockquote>",
        ),
        ('<aside class="pull"><p>Kort</p></aside>', "K", '<aside class="pull"><p>K</p></aside>'),
        ("<pre>een</pre>", "twee\n  drie", "<pre>twee\n  drie</pre>"),
        ("<p>Een <strong>vet</strong> woord</p>", "", ""),
    ],
)
def test_without_script_a_block_stays_of_its_kind(sign_in, joke, lotte, blog, block, typed, after):
    article = make_draft(blog, body=f"<p>Eerst dit.</p>{block}")
    ask_for_help(author=joke, article=article, person=lotte)

    sign_in(lotte).post(
        at(article, "suggestions/"),
        {"block": "1", "before": blocks(article.html)[1], "body": typed, "body_format": "text"},
    )

    assert Suggestion.objects.get().after == after


def test_a_block_that_one_only_remarks_on_keeps_its_formatting(sign_in, joke, lotte, blog):
    block = '<p>Lees <a href="https://example.org/">dit</a> eens.</p>'
    article = make_draft(blog, body=block)
    ask_for_help(author=joke, article=article, person=lotte)
    before = blocks(article.html)[0]

    sign_in(lotte).post(
        at(article, "suggestions/"),
        {"before": before, "body": "Lees dit eens.", "body_format": "text", "note": "Mooi"},
    )

    assert Suggestion.objects.get().is_remark


@pytest.mark.django_db(transaction=True)
def test_two_presses_on_suggest_at_once_suggest_once(helped, lotte):
    together(lambda: suggested(helped, lotte), lambda: suggested(helped, lotte))

    assert Suggestion.objects.count() == 1


def test_a_helper_takes_back_what_waits(sign_in, joke, lotte, helped):
    suggestion = suggested(helped, lotte)

    sign_in(lotte).post(decide(suggestion, "take-back"))

    page = page_for(sign_in(joke), at(helped, "help/"))
    late = sign_in(joke).post(decide(suggestion, "accept"))
    assert "trekdraad</del>" not in page
    assert late.status_code == 422
    assert "This was taken back meanwhile." in late.content.decode()


def test_nobody_takes_back_what_another_suggested(sign_in, joke, lotte, bram, helped):
    ask_for_help(author=joke, article=helped, person=bram)
    suggestion = suggested(helped, lotte)

    answer = sign_in(bram).post(decide(suggestion, "take-back"))

    assert answer.status_code == 403


# ---- Deciding


def test_accepting_puts_it_into_the_text_and_keeps_how_that_was(sign_in, joke, lotte, helped):
    suggestion = suggested(helped, lotte)
    deliver()
    sign_in(lotte).post("/notifications/read/")

    answer = sign_in(joke).post(decide(suggestion, "accept"))

    deliver()
    helped.refresh_from_db()
    assert answer["Location"] == at(helped, "#help")
    assert helped.html == FIRST + BETTER
    assert helped.plain == "Ik schrijf dit in de bus.\n\n" + BETTER[3:-4]
    assert helped.revision == 2
    assert ArticleVersion.objects.get().html == FIRST + SECOND
    assert ArticleVersion.objects.get().kept_because == "suggestion"
    assert "looked at what you suggested" in page_for(sign_in(lotte), "/notifications/")


def test_leaving_a_paragraph_out_can_be_suggested(sign_in, joke, lotte, helped):
    suggestion = suggested(helped, lotte, after="")

    page = page_for(sign_in(joke), at(helped))
    sign_in(joke).post(decide(suggestion, "accept"))

    helped.refresh_from_db()
    assert "would leave this out" in page
    assert helped.html == FIRST


def test_of_two_paragraphs_that_say_the_same_the_one_that_was_meant_changes(joke, lotte, blog):
    article = make_draft(blog, body=SECOND + FIRST + SECOND)
    ask_for_help(author=joke, article=article, person=lotte)
    suggestion = suggest_change(helper=lotte, article=article, before=SECOND, after=BETTER, place=2)

    accept_suggestion(author=joke, article=article, suggestion=suggestion)

    article.refresh_from_db()
    assert article.html == SECOND + FIRST + BETTER


@pytest.mark.django_db(transaction=True)
def test_accepting_twice_at_once_changes_the_text_once(joke, lotte, helped):
    suggestion = suggested(helped, lotte, after=SECOND + BETTER)

    def accept():
        return accept_suggestion(author=joke, article=helped, suggestion=suggestion)

    together(accept, accept)

    helped.refresh_from_db()
    assert helped.html == FIRST + SECOND + BETTER
    assert ArticleVersion.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_accepting_and_declining_at_once_does_one_of_them(joke, lotte, helped):
    suggestion = suggested(helped, lotte)

    together(
        lambda: accept_suggestion(author=joke, article=helped, suggestion=suggestion),
        lambda: decline_suggestion(author=joke, article=helped, suggestion=suggestion),
    )

    helped.refresh_from_db()
    suggestion.refresh_from_db()
    assert (suggestion.state == "accepted") == (helped.html == FIRST + BETTER)


def test_a_paragraph_that_was_changed_since_is_not_overwritten(sign_in, joke, lotte, helped):
    suggestion = suggested(helped, lotte)
    save(helped, joke, FIRST + "<p>Er lag een kanarie.</p>")

    answer = sign_in(joke).post(decide(suggestion, "accept"))

    page = answer.content.decode()
    helped.refresh_from_db()
    assert answer.status_code == 422
    assert "You changed this paragraph since." in page
    assert "Er lag een kanarie." in page
    assert "trekdraad" in page
    assert helped.html == FIRST + "<p>Er lag een kanarie.</p>"


def test_an_open_window_is_told_that_the_text_changed(joke, lotte, helped):
    suggestion = suggested(helped, lotte)
    seen = helped.revision

    accept_suggestion(author=joke, article=helped, suggestion=suggestion)

    with pytest.raises(ChangedElsewhere):
        save_article(
            author=joke, article=helped, title="x", body=FIRST + SECOND, seen_revision=seen
        )


def test_the_helper_reads_why_something_was_declined(sign_in, joke, lotte, helped):
    suggestion = suggested(helped, lotte)

    sign_in(joke).post(decide(suggestion, "decline"), {"why": "Zo praat Wim."})

    helped.refresh_from_db()
    assert helped.html == FIRST + SECOND
    assert "Zo praat Wim." in page_for(sign_in(lotte), at(helped))


def test_a_remark_is_ticked_off_and_not_accepted(sign_in, joke, lotte, helped):
    remark = suggested(helped, lotte, before="", after="", note="Mooi geschreven.")
    browser = sign_in(joke)

    accepted = browser.post(decide(remark, "accept"))
    browser.post(decide(remark, "read"))

    remark.refresh_from_db()
    assert accepted.status_code == 422
    assert remark.state == "read"


def test_a_suggestion_for_another_article_is_not_there(sign_in, joke, lotte, blog, helped):
    suggestion = suggested(helped, lotte)
    other = make_draft(blog, body=SECOND)

    answer = sign_in(joke).post(at(other, f"suggestions/{suggestion.pk}/accept/"))

    assert answer.status_code == 404


def test_one_author_does_not_decide_for_another(sign_in, lotte, helped):
    suggestion = suggested(helped, lotte)
    other = make_person("Els Postma", language="en")
    make_blog(other)

    assert sign_in(other).post(decide(suggestion, "accept")).status_code == 404


# ---- What readers read


def test_readers_read_who_helped_when_a_change_was_accepted(sign_in, joke, lotte, bram, helped):
    suggestion = suggested(helped, lotte)
    sign_in(joke).post(decide(suggestion, "accept"))

    publish_article(author=joke, article=helped)

    assert byline(sign_in(bram), helped) == ["With help from Lotte Brand"] * 2
    weeks = page_for(sign_in(bram), helped.blog.get_absolute_url())
    assert "With help from Lotte Brand" in weeks


def test_help_from_more_than_one_names_all(sign_in, joke, lotte, bram, helped):
    ask_for_help(author=joke, article=helped, person=bram)
    for helper, before, after in ((lotte, FIRST, "<p>a</p>"), (bram, SECOND, "<p>b</p>")):
        made = suggested(helped, helper, before=before, after=after)
        accept_suggestion(author=joke, article=helped, suggestion=made)

    publish_article(author=joke, article=helped)

    assert byline(sign_in(bram), helped)[0] == "With help from Bram de Wit, Lotte Brand"


def test_what_was_declined_or_only_remarked_is_no_help(sign_in, joke, lotte, bram, helped):
    browser = sign_in(joke)
    browser.post(decide(suggested(helped, lotte), "decline"))
    remark = suggested(helped, lotte, after=SECOND, note="Mooi")
    browser.post(decide(remark, "read"))

    publish_article(author=joke, article=helped)

    assert byline(sign_in(bram), helped) == ["Written personally"] * 2


def test_what_waits_is_no_help(sign_in, joke, lotte, bram, helped):
    suggested(helped, lotte)

    publish_article(author=joke, article=helped)

    assert byline(sign_in(bram), helped) == ["Written personally"] * 2


def test_declining_and_writing_the_same_by_hand_is_help_all_the_same(
    sign_in, joke, lotte, bram, helped
):
    suggestion = suggested(helped, lotte)
    sign_in(joke).post(decide(suggestion, "decline"))
    save(helped, joke, FIRST + BETTER.replace("kabel", "<strong>kabel</strong>"))

    publish_article(author=joke, article=helped)

    assert byline(sign_in(bram), helped) == ["With help from Lotte Brand"] * 2


def test_ending_the_help_first_does_not_hide_it(sign_in, joke, lotte, bram, helped):
    accept_suggestion(author=joke, article=helped, suggestion=suggested(helped, lotte))
    sign_in(joke).post(at(helped, f"help/{lotte.pk}/end/"))

    publish_article(author=joke, article=helped)

    assert byline(sign_in(bram), helped) == ["With help from Lotte Brand"] * 2


def test_going_back_to_an_earlier_version_does_not_hide_it(sign_in, joke, lotte, bram, helped):
    accept_suggestion(author=joke, article=helped, suggestion=suggested(helped, lotte))
    restore_version(author=joke, article=helped, version=ArticleVersion.objects.get())

    publish_article(author=joke, article=helped)

    assert byline(sign_in(bram), helped) == ["With help from Lotte Brand"] * 2


def test_help_with_a_published_article_shows_with_the_changes(sign_in, joke, lotte, bram, blog):
    article = make_article(blog, body=FIRST + SECOND)
    ask_for_help(author=joke, article=article, person=lotte)
    accept_suggestion(author=joke, article=article, suggestion=suggested(article, lotte))
    before = byline(sign_in(bram), article)

    publish_changes(author=joke, article=Article.objects.get())

    assert before == ["Written personally"] * 2
    assert byline(sign_in(bram), article) == ["With help from Lotte Brand"] * 2


def test_what_happened_here_is_written_down(joke, lotte, helped):
    accept_suggestion(author=joke, article=helped, suggestion=suggested(helped, lotte))

    acts = AuditRecord.objects.values_list("action", "actor_id")
    assert ("blogs.help.asked", joke.pk) in acts
    assert ("blogs.suggestion.made", lotte.pk) in acts
    assert ("blogs.suggestion.accepted", joke.pk) in acts


def test_the_page_costs_the_same_for_three_suggestions_and_for_thirty(
    sign_in, joke, lotte, blog, django_assert_max_num_queries
):
    def cost(number):
        body = "".join(f"<p>Alinea {each}</p>" for each in range(number))
        article = make_draft(blog, body=body)
        ask_for_help(author=joke, article=article, person=lotte)
        for block in blocks(article.html):
            suggested(article, lotte, before=block, after="<p>Anders</p>")
        found = []
        for person in (joke, lotte):
            browser = sign_in(person)
            browser.get(at(article))
            with django_assert_max_num_queries(30) as asked:
                browser.get(at(article))
            found.append(len(asked))
        return found

    assert cost(3) == cost(30)
