"""Looking for something as people do: through the page."""

import re
from html import unescape

from django.test import Client


def browser_of(person) -> Client:
    """Return a browser in which somebody is signed in."""
    browser = Client()
    browser.force_login(person)
    return browser


def page_for(person, words: str, **narrowed) -> str:
    """Return what the page of results shows her."""
    answer = browser_of(person).get("/search/", {"q": words, **narrowed})
    assert answer.status_code == 200
    return answer.content.decode()


def results_of(page: str) -> str:
    """Return the part of a page with what was found, without the words that were asked."""
    return page.partition('id="results"')[2].partition("</form>")[0]


def found_by(person, words: str, **narrowed) -> set[str]:
    """Return what somebody finds, as kind and number."""
    return set(
        re.findall(
            r'id="found-((?:post|comment|file|person|community)-\d+)"',
            page_for(person, words, **narrowed),
        )
    )


def counts_on(page: str) -> dict[str, str]:
    """Return how many of each kind the page says there are."""
    choice = r'name="kind" value="(\w+)"[^<]*<span>[^<]*<span class="quiet">([\d+]+)<'
    return dict(re.findall(choice, page))


def plain(page: str) -> str:
    """Return a page as a person reads it."""
    return unescape(re.sub(r"<[^>]+>", "", page))


def post_(post) -> str:
    """Name a post as a hit."""
    return f"post-{post.pk}"


def comment_(comment) -> str:
    """Name a comment as a hit."""
    return f"comment-{comment.pk}"
