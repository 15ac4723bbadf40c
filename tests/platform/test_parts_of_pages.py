"""Parts of pages are rendered once, kept by what they show, and never shown to the wrong reader."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.template import engines
from django.test import Client
from django.utils import translation
from jinja2 import DictLoader

from conversations.actions import edit_thread, react
from conversations.models import Thread
from intranet.platform import fragments
from intranet.platform.clock import now
from intranet.platform.templating import environment_in
from tests.factories.communities import make_comment, make_community, make_person, make_post

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@pytest.fixture(params=["kept", "anew"])
def _fragments(request, settings):
    settings.FRAGMENTS = request.param


@pytest.fixture
def browser_of():
    def browser_of(person):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(person)
        return browser

    return browser_of


@pytest.mark.django_db
@pytest.mark.usefixtures("_fragments")
def test_every_reader_of_the_same_card_can_press_its_buttons(browser_of):
    people = [make_person("Bram de Wit"), make_person("Joke Veenstra"), make_person("Sanne Bos")]
    post = make_post(community=make_community(members=people))

    for person in people:
        browser = browser_of(person)
        token = TOKEN.search(browser.get("/").text)[1]
        words = {"give": "thanks", "csrfmiddlewaretoken": token}
        assert browser.post(f"/threads/{post.pk}/reactions/", words).status_code == 302

    post.thread.refresh_from_db()
    assert post.thread.thanks_count == 3


@pytest.mark.django_db
@pytest.mark.usefixtures("_fragments")
def test_what_stands_for_a_token_never_reaches_a_page(browser_of):
    bram = make_person("Bram de Wit")
    post = make_post(community=make_community(members=[bram]))
    make_comment(thread=post, author=bram)
    browser = browser_of(bram)

    for address in ("/", "/", f"/posts/{post.pk}/", f"/posts/{post.pk}/"):
        page = browser.get(address).text
        assert fragments.TOKEN not in page
        assert len(set(TOKEN.findall(page))) == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("_fragments")
def test_what_changed_is_shown_at_once(browser_of):
    bram, joke = make_person("Bram de Wit", language="en"), make_person("Joke Veenstra")
    place = make_community(members=[bram, joke])
    post = make_post(community=place, author=bram, body="zoals het was")
    browser = browser_of(bram)
    browser.get("/")

    edit_thread(author=bram, thread=post.thread, body="afterwards", seen_edits=0)
    make_comment(thread=post, author=joke)
    react(person=joke, to=Thread.objects.get(pk=post.pk), kind="thanks")
    joke.name = "Joke Veenstra-Bos"
    joke.save()
    page = browser.get("/").text

    assert "afterwards" in page
    assert "zoals het was" not in page
    assert "1 comment" in re.sub(r"<[^>]+>", "", page)
    assert re.search(r"Thanks</span> 1", page)


@pytest.mark.django_db
@pytest.mark.usefixtures("_fragments")
def test_what_one_reader_did_is_not_shown_as_what_another_did(browser_of):
    bram, joke = make_person("Bram de Wit"), make_person("Joke Veenstra")
    post = make_post(community=make_community(members=[bram, joke]), author=bram)
    react(person=bram, to=post.thread, kind="thanks")

    pages = [browser_of(who).get("/").text for who in (bram, joke, bram)]

    assert [page.count('aria-pressed="true"') for page in pages] == [1, 0, 1]
    assert [f"/posts/{post.pk}/edit/" in page for page in pages] == [True, False, True]


@pytest.mark.django_db
@pytest.mark.usefixtures("_fragments")
def test_today_becomes_yesterday(browser_of):
    bram = make_person("Bram de Wit", language="en")
    noon = now().replace(hour=12)
    with time_machine.travel(noon):
        make_post(community=make_community(members=[bram]), author=bram)
        assert "today" in browser_of(bram).get("/").text

    with time_machine.travel(noon + timedelta(days=1)):
        assert "yesterday" in browser_of(bram).get("/").text


def test_a_part_that_shows_more_than_its_key_names_is_refused_by_the_tests(settings):
    pages = {"page": '{{ kept("part", (1,), word=word) }}', "part": "It says {{ word }}."}
    page = environment_in("en", loader=DictLoader(pages)).get_template("page")
    words = {"csrf_token": "t"}

    settings.FRAGMENTS = "kept"
    assert page.render(words, word="this") == page.render(words, word="that") == "It says this."

    settings.FRAGMENTS = "checked"
    with pytest.raises(AssertionError, match="part shows something"):
        page.render(words, word="that")


def test_the_memory_for_kept_parts_has_an_end(monkeypatch):
    kept = fragments.LRUCache(1000, getsizeof=len)
    monkeypatch.setattr(fragments, "_fragments", kept)

    for number in range(50):
        fragments.keep((number,), "x" * 90)
    fragments.keep(("too large",), "x" * fragments.MOST_KEPT)

    assert kept.currsize <= 1000
    assert fragments.kept_under((49,)) == "x" * 90
    assert fragments.kept_under((0,)) is None


@pytest.mark.parametrize(("language", "word"), [("nl", "Reageer"), ("en", "Comment")])
def test_a_text_that_is_written_out_is_in_the_language_of_the_reader(language, word):
    template = '{{ _("Comment") }} {{ "<i>" ~ _("Comment") }} {{ _("%(name)s wrote", name="<b>") }}'

    with translation.override(language):
        said = engines["jinja2"].from_string(template).render({})

    assert said.startswith(f"{word} &lt;i&gt;{word} ")
    assert "&lt;b&gt;" in said


def test_indentation_is_not_sent_but_what_people_wrote_is_not_touched():
    pages = {
        "page.html": "<ul>\n  <li>\n    {{ said }}  </li>\n</ul>",
        "mail.txt": "Hi\n\n  {{ said }}",
    }
    said = "if it\n\n    rains"
    env = environment_in("en", loader=DictLoader(pages))

    assert env.get_template("page.html").render(said=said) == f"<ul>\n<li>\n{said}</li>\n</ul>"
    assert env.get_template("mail.txt").render(said=said) == f"Hi\n\n  {said}"
