"""Pages by key: no row is skipped, none comes twice, whatever is posted in between."""

import pytest

from communities.feeds import home_feed
from intranet.platform.paging import read_cursor
from tests.factories.communities import make_community, make_person, make_post

pytestmark = pytest.mark.django_db


def test_pages_follow_on_each_other_while_people_go_on_posting():
    bram = make_person("Bram de Wit")
    place = make_community(members=[bram])
    posts = [make_post(community=place).pk for _ in range(30)]

    seen, cursor = [], ""
    while True:
        page = home_feed(bram, only="all", order="newest", cursor=cursor).page
        seen += [thread.pk for thread in page]
        make_post(community=place)
        cursor = page.next_cursor
        if not cursor:
            break

    assert seen == sorted(posts, reverse=True)


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "onzin",
        "MTIz",
        "____",
        "%00",
        "LTk5OTk5OTk5OTk5OTk5OTk5LDE",
        "MSw5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk",
    ],
)
def test_a_cursor_that_is_not_ours_begins_anew(cursor):
    bram = make_person("Bram de Wit")
    make_post(community=make_community(members=[bram]))

    page = home_feed(bram, only="all", cursor=cursor).page

    assert read_cursor(cursor) is None
    assert len(page.items) == 1
