"""What an article shows in the browser runs nothing, whatever its author sent."""

from uuid import UUID

import pytest

from intranet.platform.differences import difference
from intranet.platform.longread import clean_article, with_pictures
from tests.platform.test_long_read import ATTACKS, BREAKS_OUT, DOORS, FILE, picture

pytestmark = pytest.mark.browser

LISTEN = """() => {
  window.fired = 0;
  for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = () => { fired += 1; };
}"""
# As a reader does who touches everything.
TOUCH = """() => {
  for (const element of document.body.querySelectorAll("*")) {
    for (const name of ["mouseover", "focus", "click", "toggle", "load", "error"]) {
      element.dispatchEvent(new Event(name, { bubbles: true, cancelable: true }));
    }
  }
  return window.fired;
}"""
SENT = [door.format(file=FILE, attack=each) for door in DOORS for each in [*ATTACKS, *BREAKS_OUT]]


@pytest.fixture
def fired_by(chromium):
    """Show HTML without any policy for its scripts, and count what fires."""
    page = chromium.new_page()

    def count(html):
        page.goto("about:blank")
        page.evaluate(LISTEN)
        page.evaluate("html => { document.body.innerHTML = html; }", html)
        page.evaluate("[...document.images].forEach((image) => { image.loading = 'eager'; })")
        page.wait_for_function("[...document.images].every((image) => image.complete)")
        return page.evaluate(TOUCH)

    yield count
    page.close()


def test_what_was_sent_fires_as_long_as_nobody_cleans_it(fired_by):
    assert fired_by("".join(SENT)) > 0


def test_an_article_fires_nothing(fired_by):
    files = {UUID(FILE): picture(url=lambda size="": "data:,")}
    articles = [clean_article(each).html for each in SENT]

    assert fired_by("".join(with_pictures(html, files) for html in articles)) == 0
    assert fired_by("".join(articles)) == 0


def test_a_difference_between_articles_fires_nothing(fired_by):
    articles = [clean_article(each).html for each in SENT]

    assert fired_by("".join(map(difference, articles, reversed(articles)))) == 0
