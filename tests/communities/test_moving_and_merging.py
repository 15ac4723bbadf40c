"""Moving a post to another community, and merging it with another post."""

import pytest

from communities.actions import archive_community, merge_posts, move_post
from communities.models import Community, Post
from conversations.actions import (
    add_comment,
    follow_thread,
    keep_thread,
    react,
    remove_contribution,
)
from conversations.models import Bookmark, Comment, Follow, Reaction, Thread
from intranet.platform.policy import Refused
from notifications.feeds import bell, unread_count
from tests.counting import queries_of
from tests.factories.communities import make_comment, make_community, make_person, make_post
from tests.outbox import deliver
from tests.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def gerrit():
    """Who takes care of both places."""
    return make_person("Gerrit Drost", language="en")


@pytest.fixture
def bram():
    """A member of both."""
    return make_person("Bram de Wit")


@pytest.fixture
def workshop(gerrit, bram):
    """An open community."""
    return make_community(name="Werkplaats", managers=[gerrit], members=[bram])


@pytest.fixture
def office(gerrit, bram):
    """A closed community."""
    return make_community("closed", name="Kantoor", managers=[gerrit], members=[bram])


def thread_of(post):
    """Return the thread of a post as it is now."""
    return Thread.objects.select_related("audience").get(pk=post.pk)


def found(post):
    """Return a post as it is now."""
    return Post.objects.select_related("thread__audience", "community__audience").get(pk=post.pk)


# ---- Moving


def test_a_manager_moves_a_post_with_all_that_was_said_under_it(
    sign_in, gerrit, bram, workshop, office
):
    post = make_post(author=bram, community=workshop)
    comment = make_comment(thread=post, author=bram)

    answer = sign_in(gerrit).post(f"/posts/{post.pk}/move/", {"to": office.pk})

    assert answer.headers["Location"] == post.get_absolute_url()
    assert found(post).community == office
    assert {thread_of(post).audience_id, Comment.objects.get(pk=comment.pk).audience_id} == {
        office.audience_id
    }


def test_the_author_hears_of_it_and_finds_it_again(sign_in, gerrit, bram, workshop, office):
    post = make_post(author=bram, community=workshop, body="waar is mijn bericht")

    move_post(manager=gerrit, post=post, to=office)
    deliver()

    page = sign_in(bram).get("/notifications/").text
    assert f'href="{post.get_absolute_url()}"' in page
    assert "Gerrit Drost</strong> heeft je bericht naar een andere community verplaatst" in page
    assert "waar is mijn bericht" in page


def test_who_moves_her_own_post_need_not_be_told(gerrit, workshop, office):
    post = make_post(author=gerrit, community=workshop)

    move_post(manager=gerrit, post=post, to=office)
    deliver()

    assert unread_count(gerrit) == 0


def test_who_does_not_read_there_is_not_told_where_it_went(sign_in, gerrit, workshop, office):
    sanne = make_person("Sanne Postma")
    post = make_post(author=sanne, community=make_community(managers=[gerrit], members=[sanne]))

    move_post(manager=gerrit, post=post, to=office)
    deliver()

    assert unread_count(sanne) == 0
    assert "Kantoor" not in sign_in(sanne).get("/notifications/").text


def test_from_that_moment_only_who_reads_there_reads_it(sign_in, gerrit, bram, workshop, office):
    sanne = make_person("Sanne Postma")
    post = make_post(author=bram, community=workshop, body=f"@{sanne.name} kijk", is_html=False)
    deliver()
    browser = sign_in(sanne)
    assert browser.get(post.get_absolute_url()).status_code == 200
    assert unread_count(sanne) == 1

    move_post(manager=gerrit, post=post, to=office)

    assert browser.get(post.get_absolute_url()).status_code == 404
    assert unread_count(sanne) == len(bell(sanne).lines) == 0
    assert sign_in(bram).get(post.get_absolute_url()).status_code == 200


def test_the_page_offers_the_communities_where_one_may_post(
    sign_in, gerrit, bram, workshop, office
):
    make_community(name="Van een ander")
    old = make_community(name="Oud", managers=[gerrit])
    archive_community(manager=gerrit, community=old)
    news = make_community(name="Alleen nieuws", members=[gerrit], who_may_post="managers")
    post = make_post(author=bram, community=workshop)

    page = sign_in(gerrit).get(f"/posts/{post.pk}/move/").content.decode()

    assert f'<option value="{office.pk}">Kantoor' in page
    for other in (workshop.pk, old.pk, news.pk):
        assert f'<option value="{other}"' not in page
    assert "Van een ander" not in page


def test_a_post_does_not_go_where_its_mover_may_not_post(sign_in, gerrit, bram, workshop):
    other = make_community()
    post = make_post(author=bram, community=workshop)

    with pytest.raises(Refused):
        move_post(manager=gerrit, post=post, to=other)
    answer = sign_in(gerrit).post(f"/posts/{post.pk}/move/", {"to": other.pk})

    assert answer.status_code == 422
    assert found(post).community == workshop


def test_only_who_takes_care_of_the_place_moves_also_not_the_author(
    sign_in, bram, workshop, office
):
    post = make_post(author=bram, community=workshop)

    with pytest.raises(Refused):
        move_post(manager=bram, post=post, to=office)

    for path in ("move", "merge"):
        assert sign_in(bram).get(f"/posts/{post.pk}/{path}/").status_code == 403


def test_what_one_cannot_see_one_cannot_move(sign_in, gerrit):
    post = make_post(community=make_community("hidden"))

    for path in ("move", "merge"):
        assert sign_in(gerrit).get(f"/posts/{post.pk}/{path}/").status_code == 404
        assert sign_in(gerrit).post(f"/posts/{post.pk}/{path}/").status_code == 404


def test_a_pin_does_not_move_along(gerrit, workshop, office):
    post = make_post(author=gerrit, community=workshop)
    Post.objects.filter(pk=post.pk).update(pinned_at=post.thread.published_at)

    move_post(manager=gerrit, post=post, to=office)

    assert found(post).pinned_at is None


@pytest.mark.django_db(transaction=True)
def test_two_who_move_a_post_at_once_leave_its_place_and_its_sight_in_agreement():
    gerrit, ilse = make_person("Gerrit"), make_person("Ilse")
    start = make_community(managers=[gerrit, ilse])
    first = make_community("closed", managers=[gerrit, ilse])
    second = make_community("hidden", managers=[gerrit, ilse])
    post = make_post(author=gerrit, community=start)
    make_comment(thread=post, author=ilse)

    together(
        lambda: move_post(manager=gerrit, post=post, to=first),
        lambda: move_post(manager=ilse, post=post, to=second),
    )

    now = found(post)
    assert now.thread.audience_id == now.community.audience_id
    assert set(Comment.objects.values_list("audience", flat=True)) == {now.community.audience_id}


@pytest.mark.django_db(transaction=True)
def test_a_comment_that_is_sent_while_its_post_moves_is_seen_where_the_post_is():
    gerrit, bram = make_person("Gerrit"), make_person("Bram")
    start, goal = (
        make_community(managers=[gerrit]),
        make_community("closed", managers=[gerrit], members=[bram]),
    )
    for _ in range(5):
        post = make_post(author=gerrit, community=start)
        thread = thread_of(post)

        together(
            lambda post=post: move_post(manager=gerrit, post=post, to=goal),
            *(
                lambda t=thread: add_comment(author=bram, thread=t, body="<p>Intussen</p>")
                for _ in range(3)
            ),
        )

        comments = Comment.objects.filter(thread=thread)
        assert set(comments.values_list("audience", flat=True)) <= {goal.audience_id}
        assert thread_of(post).comment_count == comments.count()


# ---- Merging


def test_a_post_goes_on_as_a_comment_with_its_answers_below(sign_in, gerrit, bram, workshop):
    wim = make_person("Wim Hoekstra")
    one = make_post(
        author=bram, community=workshop, title="Sleutelkast dicht", body="<p>In Rolde</p>"
    )
    answer = make_comment(thread=one, author=wim)
    reply = make_comment(thread=one, author=bram, parent=answer)
    other = make_post(author=gerrit, community=workshop)
    make_comment(thread=other, author=bram)

    sign_in(gerrit).post(f"/posts/{one.pk}/merge/", {"into": f"/posts/{other.pk}/"})

    opening = Comment.objects.get(thread=other.pk, parent=None, plain__contains="In Rolde")
    assert opening.author == bram
    assert opening.published_at == one.thread.published_at
    assert "Sleutelkast dicht" in opening.plain
    assert set(Comment.objects.filter(parent=opening)) == {answer, reply}
    assert thread_of(other).comment_count == 4


def test_the_old_link_leads_to_the_new_place(sign_in, gerrit, bram, workshop):
    one, other = (make_post(author=bram, community=workshop) for _ in range(2))

    merge_posts(manager=gerrit, post=one, into=other)

    answer = sign_in(bram).get(one.get_absolute_url())
    assert answer.headers["Location"].startswith(other.get_absolute_url())


def test_words_reactions_follows_and_bookmarks_go_along_and_double_ones_once(
    gerrit, bram, workshop
):
    one = make_post(author=bram, community=workshop, body="#sleutelkast dicht", is_html=False)
    other = make_post(
        author=gerrit, community=workshop, body="#sleutelkast ook dicht", is_html=False
    )
    for post in (one, other):
        thread = thread_of(post)
        react(person=gerrit, to=thread, kind=Reaction.Kind.RECOGNISE)
        follow_thread(person=bram, thread=thread)
        keep_thread(person=bram, thread=thread)

    merge_posts(manager=gerrit, post=one, into=other)

    opening = Comment.objects.get(thread=other.pk)
    assert opening.recognise_count == opening.reactions.count() == 1
    assert Follow.objects.filter(person=bram, thread=other.pk).count() == 1
    assert Bookmark.objects.filter(person=bram).count() == 1
    assert Thread.objects.about("sleutelkast").get().pk == other.pk


def test_what_people_were_told_leads_to_the_new_place(gerrit, bram, workshop):
    wim = make_person("Wim Hoekstra")
    one = make_post(author=bram, community=workshop, body=f"@{wim.name} kijk", is_html=False)
    other = make_post(author=bram, community=workshop)
    make_comment(thread=one, author=gerrit, body=f"@{wim.name} en hier", is_html=False)
    deliver()

    merge_posts(manager=gerrit, post=one, into=other)

    line = bell(wim).lines[0]
    assert line.subject.url.startswith(other.get_absolute_url())
    assert unread_count(wim) == len(bell(wim).lines) == 1


def test_one_merges_only_in_places_that_one_takes_care_of(gerrit, workshop):
    own, foreign = make_post(author=gerrit, community=workshop), make_post()

    for one, other in ((own, foreign), (foreign, own)):
        with pytest.raises(Refused):
            merge_posts(manager=gerrit, post=one, into=other)
    merge_posts(manager=gerrit, post=own, into=make_post(author=gerrit, community=workshop))


def test_a_post_does_not_go_into_an_archive_or_into_itself(gerrit, workshop):
    old = make_community(managers=[gerrit])
    target = make_post(author=gerrit, community=old)
    archive_community(manager=gerrit, community=old)
    post = make_post(author=gerrit, community=workshop)

    for other in (found(target), post):
        with pytest.raises(Refused):
            merge_posts(manager=gerrit, post=post, into=other)


@pytest.mark.parametrize(
    "typed", ["{}", "/posts/{}/", "https://plein.example/posts/{}/?comment=3#comment-3"]
)
def test_the_other_post_is_named_by_link_or_number(sign_in, gerrit, workshop, typed):
    one, other = (make_post(author=gerrit, community=workshop) for _ in range(2))

    answer = sign_in(gerrit).post(f"/posts/{one.pk}/merge/", {"into": typed.format(other.pk)})

    assert answer.headers["Location"] == other.get_absolute_url()


@pytest.mark.parametrize(
    "typed", ["", "hallo", "999999", "/people/3/", "9" * 30, "{self}", "{hidden}"]
)
def test_what_is_no_other_post_comes_back_with_422(sign_in, gerrit, workshop, typed):
    one = make_post(author=gerrit, community=workshop)
    hidden = make_post(community=make_community("hidden"))
    typed = typed.format(self=one.pk, hidden=hidden.pk)

    answer = sign_in(gerrit).post(f"/posts/{one.pk}/merge/", {"into": typed})

    assert answer.status_code == 422
    assert f'value="{typed}"' in answer.content.decode() or not typed
    assert Thread.objects.get(pk=one.pk).is_published


def test_it_can_be_chosen_among_what_was_talked_about_last(sign_in, gerrit, workshop, office):
    here, there = (
        make_post(author=gerrit, community=workshop),
        make_post(author=gerrit, community=office),
    )
    foreign = make_post(community=make_community(members=[gerrit]))
    gone = make_post(author=gerrit, community=workshop)
    remove_contribution(author=gerrit, contribution=gone.thread)
    one = make_post(author=gerrit, community=workshop)
    browser = sign_in(gerrit)

    page = browser.get(f"/posts/{one.pk}/merge/").content.decode()
    browser.post(f"/posts/{one.pk}/merge/", {"chosen": there.pk})

    assert page.index(f'value="{here.pk}"') < page.index(f'value="{there.pk}"')
    for other in (foreign, gone, one):
        assert f'name="chosen" value="{other.pk}"' not in page
    assert thread_of(one).merged_into_id == there.pk


def test_the_choices_ask_as_often_for_thirty_posts_as_for_three(sign_in, gerrit, workshop):
    one, browser = make_post(author=gerrit, community=workshop), sign_in(gerrit)

    def queries_with(number):
        for _ in range(number):
            make_post(author=gerrit, community=workshop)
        return queries_of(browser, f"/posts/{one.pk}/merge/")

    assert queries_with(3) == queries_with(27)


@pytest.mark.django_db(transaction=True)
def test_two_who_merge_two_posts_the_other_way_round_at_once_keep_one_of_them():
    gerrit, ilse = make_person("Gerrit"), make_person("Ilse")
    place = make_community(managers=[gerrit, ilse])
    one, other = (make_post(author=gerrit, community=place) for _ in range(2))

    together(
        lambda: merge_posts(manager=gerrit, post=one, into=other),
        lambda: merge_posts(manager=ilse, post=other, into=one),
    )

    left = Thread.objects.published().get()
    assert left.comment_count == Comment.objects.filter(thread=left).count() == 1


@pytest.mark.django_db(transaction=True)
def test_no_comment_is_lost_that_is_sent_while_its_post_is_merged():
    gerrit, bram = make_person("Gerrit"), make_person("Bram")
    place = make_community(managers=[gerrit], members=[bram])
    for _ in range(5):
        one, other = (make_post(author=gerrit, community=place) for _ in range(2))
        thread = thread_of(one)

        sent = together(
            lambda a=one, b=other: merge_posts(manager=gerrit, post=a, into=b),
            *(
                lambda t=thread: add_comment(author=bram, thread=t, body="<p>Intussen</p>")
                for _ in range(3)
            ),
        )[1:]

        accepted = [answer for answer in sent if isinstance(answer, Comment)]
        now = Comment.objects.filter(pk__in=[comment.pk for comment in accepted])
        assert set(now.values_list("thread", flat=True)) <= {other.pk}
        assert thread_of(other).comment_count == 1 + len(accepted)


def test_a_community_still_counts_its_posts_right_after_moving_and_merging(
    gerrit, workshop, office
):
    for _ in range(2):
        move_post(manager=gerrit, post=make_post(author=gerrit, community=workshop), to=office)
    one, other = (make_post(author=gerrit, community=workshop) for _ in range(2))
    merge_posts(manager=gerrit, post=one, into=other)

    shown = {
        place.name: Thread.objects.visible_to(gerrit)
        .published()
        .filter(audience=place.audience)
        .count()
        for place in Community.objects.select_related("audience")
    }
    assert shown == {"Werkplaats": 1, "Kantoor": 2}


def test_the_author_of_a_merged_post_hears_where_it_goes_on(sign_in, gerrit, bram, workshop):
    post = make_post(author=bram, community=workshop, body="dezelfde lekkage")
    into = make_post(community=workshop)

    merge_posts(manager=gerrit, post=post, into=into)
    deliver()

    page = sign_in(bram).get("/notifications/").text
    assert "heeft je bericht onder een ander bericht over hetzelfde gezet" in page
    assert f'href="{Comment.objects.get().get_absolute_url()}"' in page
