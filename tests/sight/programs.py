"""Every way a program has to see or change something: each address of the API, in the same matrix.

An address that is in neither table fails the build, as a page does.
"""

from dataclasses import dataclass

from tests.sight.ways import (
    Addresses,
    only,
    per_blog,
    per_comment,
    per_community,
    per_file,
    per_person,
    per_thread,
    per_topic,
)


@dataclass(frozen=True)
class Write:
    """What is done at each of these addresses, and what is sent there."""

    method: str
    addresses: Addresses
    body: dict | None = None


def per_content() -> Addresses:
    """One address per size of each picture, and one per document."""
    return lambda world: (
        f"/api/v1/files/{file.pk}/{size}/" for file in world.files for size in file.renditions
    )


# ---- Asked for by everyone, for everything.
ASKED: dict[str, list[Addresses]] = {
    "api_me": [only("/api/v1/me/")],
    "api_people": [only("/api/v1/people/"), only("/api/v1/people/?q=kanarie")],
    "api_person": [per_person("/api/v1/people/{}/")],
    "api_posts_of_person": [per_person("/api/v1/people/{}/posts/")],
    "api_communities": [
        only("/api/v1/communities/"),
        only("/api/v1/communities/?q=kanarie"),
        only("/api/v1/communities/?only=archived"),
    ],
    "api_community": [per_community("/api/v1/communities/{}/")],
    "api_members": [per_community("/api/v1/communities/{}/members/")],
    "api_blogs": [
        only("/api/v1/blogs/"),
        only("/api/v1/blogs/?only=followed"),
        only("/api/v1/blogs/?only=leader"),
    ],
    "api_blog": [per_blog("/api/v1/blogs/{}/")],
    "api_articles_of_blog": [per_blog("/api/v1/blogs/{}/articles/")],
    "api_questions_of_blog": [
        per_blog(f"/api/v1/blogs/{{}}/questions/?only={outcome}")
        for outcome in ("open", "answered", "declined")
    ],
    "api_article": [per_thread("/api/v1/articles/{}/")],
    "api_feed": [
        only("/api/v1/feed/"),
        only("/api/v1/feed/?only=all"),
        only("/api/v1/feed/?only=unanswered&order=newest"),
    ],
    "api_kept": [only("/api/v1/kept/")],
    "api_posts_of_topic": [per_topic("/api/v1/topics/{}/posts/")],
    "api_posts": [
        per_community("/api/v1/communities/{}/posts/"),
        per_community("/api/v1/communities/{}/posts/?only=unanswered&order=newest"),
    ],
    "api_post": [per_thread("/api/v1/posts/{}/")],
    "api_post_versions": [per_thread("/api/v1/posts/{}/versions/")],
    "api_comment_versions": [per_comment("/api/v1/comments/{}/versions/")],
    "api_post_reactions": [per_thread("/api/v1/posts/{}/reactions/")],
    "api_comments": [
        per_thread("/api/v1/posts/{}/comments/"),
        per_thread("/api/v1/posts/{}/comments/?order=newest"),
    ],
    "api_comment": [per_comment("/api/v1/comments/{}/")],
    "api_comment_reactions": [per_comment("/api/v1/comments/{}/reactions/")],
    "api_notifications": [
        only("/api/v1/notifications/"),
        only("/api/v1/notifications/?only=unread"),
    ],
    "api_file": [per_file("/api/v1/files/{}/")],
    "api_file_content": [per_content()],
    "api_search": [
        *[
            only(f"/api/v1/search/?q={word}")
            for word in ("gerrit", "plek", "voor", "txt", "kanarie")
        ],
        per_community("/api/v1/search/?q=gerrit&place={}"),
        per_person("/api/v1/search/?q=gerrit&author={}"),
        *[
            only(f"/api/v1/search/?q=gerrit&order=newest&kind={kind}")
            for kind in ("post", "comment", "file", "topic")
        ],
    ],
}

# ---- Tried by everyone with everything; what one may not see is not there.
SENT: dict[str, list[Write]] = {
    "api_membership": [
        Write("put", per_community("/api/v1/communities/{}/membership/")),
        Write("delete", per_community("/api/v1/communities/{}/membership/")),
    ],
    "api_join_request": [
        Write("put", per_community("/api/v1/communities/{}/request/"), {}),
        Write("delete", per_community("/api/v1/communities/{}/request/")),
    ],
    "api_posts": [Write("post", per_community("/api/v1/communities/{}/posts/"), {"body": ""})],
    "api_post": [
        Write("put", per_thread("/api/v1/posts/{}/"), {"body": "zo maar", "edits": 90}),
        Write("delete", per_thread("/api/v1/posts/{}/")),
    ],
    "api_vote": [Write("put", per_thread("/api/v1/posts/{}/vote/"), {"options": [1]})],
    "api_confirmation": [
        Write("put", per_thread("/api/v1/posts/{}/confirmation/"), {"version": 9})
    ],
    "api_solution": [
        Write("put", per_thread("/api/v1/posts/{}/solution/"), {"comment": 1}),
        Write("delete", per_thread("/api/v1/posts/{}/solution/")),
    ],
    "api_following": [
        Write("put", per_thread("/api/v1/posts/{}/following/")),
        Write("delete", per_thread("/api/v1/posts/{}/following/")),
    ],
    "api_keeping": [
        Write("put", per_thread("/api/v1/posts/{}/kept/")),
        Write("delete", per_thread("/api/v1/posts/{}/kept/")),
    ],
    "api_comments": [Write("post", per_thread("/api/v1/posts/{}/comments/"), {"body": ""})],
    "api_post_reaction": [
        Write("put", per_thread("/api/v1/posts/{}/reactions/thanks/")),
        Write("delete", per_thread("/api/v1/posts/{}/reactions/thanks/")),
    ],
    "api_comment": [
        Write("put", per_comment("/api/v1/comments/{}/"), {"body": "zo maar", "edits": 90}),
        Write("delete", per_comment("/api/v1/comments/{}/")),
    ],
    "api_comment_reaction": [
        Write("put", per_comment("/api/v1/comments/{}/reactions/thanks/")),
        Write("delete", per_comment("/api/v1/comments/{}/reactions/thanks/")),
    ],
    "api_notifications_seen": [Write("post", only("/api/v1/notifications/seen/"))],
    "api_file": [Write("delete", per_file("/api/v1/files/{}/"))],
}

# ---- Routes about nobody but who asks, or about nothing that anybody wrote; each says why.
APART: dict[str, str] = {
    "api_schema": "what can be asked, and nothing of anybody",
    "api_files": "brings a file of one's own; see tests/api",
    "api_notification_seen": "one's own bell; see tests/api",
}
