"""Every page that a person can reach, found by following links from where people begin."""

from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from tests.sight.ways import SHOWN

# Where each begins: besides the links that stand there, states of pages that no link leads to.
STARTS = {
    None: [
        "/accounts/login/",
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accounts/signup/",
        "/accounts/signup/sent/",
        "/activate/",
        "/accounts/inactive/",
    ],
    "Ilse": [
        "/",
        "/communities/storingsdienst/",
        "/communities/wachtdienst-ruilen/",
        "/communities/wachtdienst-ruilen/ask/",
        "/communities/storingsdienst/settings/",
        "/welcome/",
        "/accounts/sessions/",
        "/blogs/writing/",
    ],
    "Owen": [
        "/desk/",
        "/desk/1/",
        "/code/what-we-measure/readers/",
        "/appeals/1/",
        "/",
        "/communities/new-here-in-english/",
        "/settings/",
        "/blogs/give/",
    ],
    "Joke": ["/posts/waiting/"],
    "Mehmet": ["/decisions/1/", "/appeals/1/"],
    "Fatima": ["/admin/"],
}
# The same page with something else on it.
STATES = {
    None: [],
    "Ilse": [
        "/?only=all",
        "/?only=unanswered",
        "/communities/?only=archived",
        "/communities/?q=bestaat-niet",
        "/communities/teamleiders/",
        "/communities/wachtdienst-ruilen/",
        "/people/?q=jan",
        "/people/?q=bestaat-niet",
        "/search/?q=kabel",
        "/search/?q=bestaatniet+nergens&period=week",
        "/notifications/?only=unread",
        "/nergens/",
    ],
    "Owen": [],
    "Joke": [],
    "Mehmet": [],
    "Fatima": [],
}
# Joke has what waits to be posted. Owen reads what others read, in English; of Fatima only the
# admin is new.
LIMITS = {"Owen": 16, "Joke": 6, "Mehmet": 2}
# Of Joke only where her list itself leads.
WITHIN = {"Joke": "main "}
# So many posts are opened to find one's own, one's own comments, and those that one may withdraw.
OPENED = {"post": 12}
NO_PAGES = {
    "files": "a file",
    "uploads": "what the composer shows of a file on its way",
    "mention_suggestions": "names while one writes",
    "live_missed": "numbers for a page that was cut off",
    "bell_number": "a part of the frame",
    "team_heads": "a number while one writes",
    "head_count": "a number while one writes",
    "kind_fields": "a part of the composer",
    "my_profile": "the way to one's profile",
    "quick_search": "likely results while one types",
    "favicon": "the way to a picture",
    "place_css": "a stylesheet",
    "place_logo": "a picture",
    "community_cover": "a form on the page of settings",
    "talk": "a part of the page of a post",
    "comment": "the way to a comment on its page",
    "api_schema": "what programs read",
    "blog_feed": "a feed for a feed reader",
    "blogs_feed": "a feed for a feed reader",
    "community_feed": "a feed for a feed reader",
    "case_file": "a file of a case",
    "decision_about": "the way from one's words to the decision",
    "calendar": "appointments for a calendar",
}


def route_of(address: str) -> str:
    """Return the name of the route behind an address; '' for what is no page of ours."""
    path = urlsplit(address).path
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


def walk(page, person: str | None) -> list[str]:
    """Return one address per route that can be reached, and the states of pages."""
    found: dict[str, str] = {}
    visited: list[str] = []
    todo = list(STARTS[person])
    while todo and len(found) < LIMITS.get(person, 100):
        address = todo.pop(0).partition("#")[0]
        route = route_of(address)
        if not route or route in NO_PAGES or address in visited or is_elsewhere(address, person):
            continue
        if [route_of(other) for other in visited].count(route) < OPENED.get(route, 1):
            page.goto(address)
            visited.append(address)
            found.setdefault(route, address)
            todo += links_on(page, person)
    return [*found.values(), *STATES[person]]


def is_elsewhere(address: str, person: str | None) -> bool:
    """Tell whether to leave out a page: the admin is Fatima's, and nobody signs out on the way."""
    in_admin = address.startswith("/admin/")
    return in_admin != (person == "Fatima") or "logout" in address or "jsi18n" in address


def links_on(page, person: str | None) -> list[str]:
    """Return where the page leads, and the pages about its first post and comment."""
    part = WITHIN.get(person, "")
    links = page.eval_on_selector_all(
        f"{part}a[href^='/'], {part}[formaction$='/remove/']",
        "all => all.map(a => a.getAttribute('href') || '')",
    )
    pages = {"post": "/threads/{}/versions/", "comment": "/comments/{}/versions/"}
    said = page.eval_on_selector_all("article.voice, li.reply", "all => all.map(e => e.id)")
    for kind, _, number in (name.partition("-") for name in said):
        if kind in pages:
            links.append(pages[kind].format(number))
    return links


def pages_of_the_product() -> set[str]:
    """Return the routes that show a page to somebody who is signed in."""
    return set(SHOWN) - set(NO_PAGES)
