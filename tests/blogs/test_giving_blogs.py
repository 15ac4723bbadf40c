"""Giving people a blog and closing it: HR and communications, who write in none of them."""

import re

import pytest
from django.contrib import admin

from blogs.actions import close_blog, give_blog
from blogs.models import Blog, BlogRules
from intranet.platform.models import AuditRecord
from intranet.platform.policy import Refused
from tests.counting import queries_of
from tests.factories.blogs import make_article, make_blog, make_question
from tests.factories.communities import make_person
from tests.factories.people import make_hr

pytestmark = pytest.mark.django_db
LIST, RULES, GIVE = "/admin/blogs/blog/", "/admin/blogs/blogrules/", "/blogs/give/"


@pytest.fixture
def fatima():
    return make_hr(language="en")


def text_of(answer):
    return answer.content.decode()


def recorded(action):
    return list(AuditRecord.objects.filter(action=action).values_list("actor_id", flat=True))


# ---- Communications, who have no administration


def test_communications_give_a_blog_on_a_page_of_their_own(lotte, bram, sign_in):
    browser = sign_in(lotte)
    assert GIVE in text_of(browser.get("/blogs/all/"))

    answer = browser.post(GIVE, {"person": bram.pk, "kind": "personal", "name": "Uit de meterkast"})

    blog = Blog.objects.get()
    assert (blog.owner, blog.kind, blog.name) == (bram, "personal", "Uit de meterkast")
    assert answer["Location"] == blog.get_absolute_url()
    assert recorded("blogs.blog.given") == [lotte.pk]


def test_nobody_else_gives_blogs_or_sees_the_way_to_it(bram, joke, sign_in):
    browser = sign_in(bram)

    assert GIVE not in text_of(browser.get("/blogs/all/"))
    assert browser.get(GIVE).status_code == 403
    assert browser.post(GIVE, {"person": joke.pk, "kind": "leader"}).status_code == 403
    assert not Blog.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"kind": "personal"}, "Choose a colleague."),
        ({"person_name": "Bram de Wit"}, "Choose what kind of blog it is."),
        ({"person_name": "Bram de Wit", "kind": "carrier"}, "carrier"),
        ({"person_name": "Joke Veenstra", "kind": "leader"}, "Joke Veenstra has a blog already."),
        ({"person_name": "Bram", "kind": "leader"}, "Nobody here is called Bram."),
        ({"person_name": "Bram de Wit", "kind": "leader", "name": "x" * 81}, "80"),
    ],
)
def test_what_cannot_be_given_gets_a_sentence(lotte, bram, blog, sign_in, typed, said):
    answer = sign_in(lotte).post(GIVE, typed)

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert typed.get("name", "") in text_of(answer)
    assert Blog.objects.get() == blog


def test_a_blog_is_not_given_to_who_left(lotte):
    with pytest.raises(Refused, match="does not work here"):
        give_blog(actor=lotte, owner=make_person(is_active=False))


def test_no_address_of_ours_becomes_that_of_a_blog(lotte, bram, joke):
    blogs = [
        give_blog(actor=lotte, owner=owner, name=name)
        for owner, name in ((bram, "Give"), (joke, "Carriers"))
    ]

    assert [blog.slug for blog in blogs] == ["give-2", "carriers-2"]


# ---- HR, in the administration


def test_hr_gives_a_blog_in_the_administration(fatima, bram, sign_in):
    answer = sign_in(fatima).post(
        f"{LIST}add/", {"owner": bram.pk, "kind": "leader", "name": "Netwerk"}, follow=True
    )

    blog = Blog.objects.get()
    assert (blog.owner, blog.kind, blog.name) == (bram, "leader", "Netwerk")
    assert "Added: Netwerk" in text_of(answer)
    assert recorded("blogs.blog.given") == [fatima.pk]


@pytest.mark.parametrize("kind", ["leader", "personal"])
def test_who_has_a_blog_is_given_no_other(fatima, blog, sign_in, kind):
    answer = sign_in(fatima).post(
        f"{LIST}add/", {"owner": blog.owner_id, "kind": kind, "name": "Nog een"}
    )

    assert answer.status_code == 200
    assert "Nog een" in text_of(answer)
    assert Blog.objects.get().name == blog.name


def test_hr_sees_who_writes_and_when_something_appeared_and_no_words(fatima, blog, sign_in):
    make_article(blog, title="KANARIE-TITEL", body="<p>KANARIE-WOORD</p>")
    make_question(blog, body="KANARIE-VRAAG?")
    browser = sign_in(fatima)

    pages = [text_of(browser.get(address)) for address in (LIST, f"{LIST}{blog.pk}/change/")]

    assert all("Joke Veenstra" in page for page in pages)
    assert "KANARIE" not in "".join(pages)


def test_its_owner_and_name_cannot_be_changed_in_the_administration(
    fatima, ruben, blog, bram, sign_in
):
    for person in (fatima, ruben):
        browser = sign_in(person)
        page = text_of(browser.get(f"{LIST}{blog.pk}/change/"))
        answer = browser.post(
            f"{LIST}{blog.pk}/change/", {"owner": bram.pk, "kind": "leader", "name": "Anders"}
        )

        assert 'name="owner"' not in page
        assert answer.status_code == 403
    assert Blog.objects.get().owner == blog.owner


def test_hr_closes_blogs_and_opens_them_again(fatima, joke, blog, sign_in):
    browser = sign_in(fatima)

    browser.post(LIST, {"action": "close", "_selected_action": [blog.pk]})
    closed = Blog.objects.get().is_closed
    browser.post(LIST, {"action": "open_again", "_selected_action": [blog.pk]})

    assert (closed, Blog.objects.get().is_closed) == (True, False)
    assert recorded("blogs.blog.closed") == [fatima.pk]


def test_of_who_left_nothing_is_opened_again(fatima, ruben, joke, blog, sign_in):
    close_blog(actor=fatima, blog=blog)
    type(joke).objects.filter(pk=joke.pk).update(is_active=False)

    page = text_of(
        sign_in(fatima).post(
            LIST, {"action": "open_again", "_selected_action": [blog.pk]}, follow=True
        )
    )

    assert "does not work here any more" in page
    assert Blog.objects.get().is_closed


def test_what_was_agreed_is_one_page(fatima, sign_in):
    browser = sign_in(fatima)
    page = text_of(browser.get(RULES, follow=True))

    answer = browser.post(
        f"{RULES}1/change/",
        {"allows_unnamed_questions": "on", "nominations_needed": "5", "term_weeks": "12"},
    )

    rules = BlogRules.objects.get()
    assert "questions without a name" in page.lower()
    assert answer.status_code == 302
    assert (rules.allows_unnamed_questions, rules.nominations_needed) == (True, 5)
    assert recorded("blogs.rules.changed") == [fatima.pk]


@pytest.mark.parametrize(("needed", "weeks"), [("0", "12"), ("51", "12"), ("3", "3"), ("3", "x")])
def test_what_cannot_be_agreed_changes_nothing(fatima, sign_in, needed, weeks):
    answer = sign_in(fatima).post(
        f"{RULES}1/change/", {"nominations_needed": needed, "term_weeks": weeks}
    )

    assert answer.status_code == 200
    assert not BlogRules.objects.exists()


def test_communications_do_not_come_into_the_administration(lotte, blog, sign_in):
    browser = sign_in(lotte)

    for address in (LIST, f"{LIST}add/", f"{RULES}1/change/"):
        assert browser.get(address).status_code in (302, 403)


def test_who_may_enter_and_is_not_hr_finds_no_blogs_there(blog, sign_in):
    browser = sign_in(make_person("Kijkt Mee", is_staff=True))

    assert browser.get(LIST).status_code == 403
    assert LIST not in text_of(browser.get("/admin/"))


def test_the_rail_leads_there(fatima, sign_in):
    rail = re.search(
        r'<nav class="rail".*?</nav>', text_of(sign_in(fatima).get("/admin/")), re.DOTALL
    )[0]

    assert LIST in rail
    assert RULES in rail


def test_the_administration_keeps_nothing_that_people_wrote_in_blogs():
    kept = {model.__name__ for model in admin.site._registry if model._meta.app_label == "blogs"}

    assert kept == {"Blog", "BlogRules"}


def test_the_list_asks_as_much_for_thirty_as_for_three(fatima, sign_in):
    browser = sign_in(fatima)

    found = []
    for count in (3, 27):
        for _each in range(count):
            make_article(make_blog())
        found.append(queries_of(browser, LIST))

    assert found[0] == found[1]
