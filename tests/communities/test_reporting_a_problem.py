"""Reporting a problem, and saying what solved it."""

import pytest

from communities.actions import ProblemPlan, publish_post
from communities.models import Post
from conversations.actions import accept_answer, take_back_acceptance
from conversations.models import Comment, Thread
from intranet.platform.policy import Refused
from tests.factories.communities import make_comment, make_community, make_person
from tests.outbox import deliver

pytestmark = pytest.mark.django_db


@pytest.fixture
def sanne():
    """A mechanic on the road."""
    return make_person("Sanne Postma", language="en")


@pytest.fixture
def gerrit():
    """Who takes care of the place."""
    return make_person("Gerrit Drost", language="en")


@pytest.fixture
def place(sanne, gerrit):
    """Where the mechanics talk."""
    return make_community(managers=[gerrit], members=[sanne])


@pytest.fixture
def problem(sanne, place):
    """A station whose lock is broken."""
    return publish_post(
        author=sanne, community=place, body="<p>Slot kapot</p>", plan=ProblemPlan("Station Rolde")
    )


def test_two_fields_are_enough(sign_in, sanne, place):
    sign_in(sanne).post(
        f"/communities/{place.slug}/posts/",
        {"kind": "problem", "body": "Slot kapot", "where": "  Station   Rolde "},
    )

    post = Post.objects.get()
    page = sign_in(sanne).get(post.get_absolute_url()).content.decode()
    assert post.kind == "problem"
    assert post.problem.where == "Station Rolde"
    assert "Station Rolde" in page
    assert "Open" in page


def test_the_place_of_work_is_filled_in_before(sign_in, sanne):
    from people.models import Location

    sanne.location = Location.objects.create(name="Emmen")
    sanne.save()

    page = sign_in(sanne).get("/write/?kind=problem").content.decode()

    assert 'name="where" maxlength="120" autocomplete="off" value="Emmen"' in page


def test_where_one_posted_last_is_chosen_before_on_the_home_page(sign_in, sanne, place, problem):
    page = sign_in(sanne).get("/").content.decode()

    assert f'<option value="{place.pk}" selected>' in page


def test_the_comment_that_solved_it_is_shown_with_the_problem(sign_in, sanne, place, problem):
    solution = make_comment(thread=problem, body="<p>Nieuw slot erin gezet</p>")

    accept_answer(asker=sanne, comment=solution)

    feed = sign_in(sanne).get(place.get_absolute_url()).content.decode()
    assert "Solved" in feed
    assert "Solution, chosen by Sanne" in feed
    assert "Nieuw slot erin gezet" in feed


def test_who_takes_care_of_the_place_may_also_say_what_solved_it(sign_in, gerrit, place, problem):
    solution = make_comment(thread=problem)

    sign_in(gerrit).post(f"/comments/{solution.pk}/accept/")

    page = sign_in(gerrit).get(problem.get_absolute_url()).content.decode()
    assert "Solution, chosen by Gerrit" in page


def test_a_passer_by_may_not_say_so(problem):
    solution = make_comment(thread=problem)

    with pytest.raises(Refused, match="who reported it, or who takes care"):
        accept_answer(asker=make_person(), comment=solution)


def test_who_takes_care_of_the_place_may_not_choose_the_answer_to_a_question(gerrit, sanne, place):
    question = publish_post(author=sanne, community=place, body="<p>Wie?</p>", kind="question")
    answer = make_comment(thread=question)

    with pytest.raises(Refused, match="Only the one who asked"):
        accept_answer(asker=gerrit, comment=answer)


def test_the_solution_is_written_and_chosen_in_one_go(sign_in, sanne, problem):
    sign_in(sanne).post(
        f"/threads/{problem.pk}/comments/", {"body": "Ik had de reservesleutel", "solves": "1"}
    )

    thread = Thread.objects.get(pk=problem.pk)
    assert thread.accepted_comment == Comment.objects.get()
    assert thread.accepted_by == sanne


def test_somebody_elses_comment_solves_nothing_by_itself(sign_in, problem):
    sign_in(make_person()).post(
        f"/threads/{problem.pk}/comments/", {"body": "Zo dan", "solves": "1"}
    )

    assert Comment.objects.count() == 1
    assert Thread.objects.get(pk=problem.pk).accepted_comment is None


def test_a_solved_problem_can_be_opened_again(sign_in, sanne, place, problem):
    accept_answer(asker=sanne, comment=make_comment(thread=problem))

    take_back_acceptance(asker=sanne, thread=Thread.objects.get(pk=problem.pk))

    assert "Solution" not in sign_in(sanne).get(place.get_absolute_url()).content.decode()


def test_a_problem_without_a_solution_is_among_the_unanswered(sign_in, sanne, problem):
    open_now = sign_in(sanne).get("/?only=unanswered").content.decode()
    accept_answer(asker=sanne, comment=make_comment(thread=problem))
    solved = sign_in(sanne).get("/?only=unanswered").content.decode()

    assert "Slot kapot" in open_now
    assert "Slot kapot" not in solved


def test_whose_comment_solved_it_is_told(sanne, problem):
    wim = make_person("Wim Hoekstra")
    accept_answer(asker=sanne, comment=make_comment(thread=problem, author=wim))

    deliver()

    assert wim.notifications.filter(reason="accepted").count() == 1
