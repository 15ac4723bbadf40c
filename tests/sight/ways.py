"""Every way to see something: each route of the product, and how the matrix walks it.

A route that is in neither table fails the build: whoever adds a page says here what it may show.
"""

from collections.abc import Callable, Iterator

from conversations.models import Attachment
from moderation.models import Case, Decision
from tests.sight.world import World

Addresses = Callable[[World], Iterator[str]]


def only(address: str) -> Addresses:
    """One address, the same for everybody."""
    return lambda world: iter([address])


def per_community(pattern: str) -> Addresses:
    """One address per community."""
    return lambda world: (pattern.format(place.slug) for place in world.communities.values())


def per_thread(pattern: str) -> Addresses:
    """One address per thread, also of those that were removed or withdrawn."""
    return lambda world: (pattern.format(thread.pk) for thread in world.threads)


def per_comment(pattern: str) -> Addresses:
    """One address per comment."""
    return lambda world: (pattern.format(comment.pk) for comment in world.comments)


def per_person(pattern: str) -> Addresses:
    """One address per person."""
    return lambda world: (pattern.format(person.pk) for person in world.people.values())


def per_file(pattern: str) -> Addresses:
    """One address per file."""
    return lambda world: (pattern.format(file.pk) for file in world.files)


def per_picture(pattern: str) -> Addresses:
    """One address per picture."""
    return lambda world: (pattern.format(file.pk) for file in world.files if file.is_picture)


def per_rendition() -> Addresses:
    """One address per size of each picture, and one per document."""
    return lambda world: (file.url(size) for file in world.files for size in file.renditions)


def per_blog(pattern: str) -> Addresses:
    """One address per blog."""
    return lambda world: (pattern.format(blog.slug) for blog in world.blogs.values())


def per_article(pattern: str) -> Addresses:
    """One address per working text of an article."""
    return lambda world: (pattern.format(article.pk) for article in world.articles)


def per_thread_of_blogs(pattern: str) -> Addresses:
    """One address per article and question to an author, and some of posts, which are neither."""
    return lambda world: (
        pattern.format(thread.pk)
        for thread in [*world.threads[:3], *(t for t in world.threads if t.kind != "post")]
    )


def per_case(pattern: str) -> Addresses:
    """One address per case."""
    return lambda world: (pattern.format(pk) for pk in Case.objects.values_list("pk", flat=True))


def per_file_of_a_case(pattern: str) -> Addresses:
    """Every file under the first case, and under each other case those that hang there."""

    def addresses(world: World) -> Iterator[str]:
        first, *others = Case.objects.order_by("pk")
        for file in world.files:
            yield pattern.format(first.pk, file.pk, file.nearest("640"))
        for case in others:
            hung = Attachment.objects.filter(**{case.kind: case.subject_id}, file__isnull=False)
            for attachment in hung.select_related("file"):
                file = attachment.file
                yield pattern.format(case.pk, file.pk, file.nearest("640"))

    return addresses


def per_decision(pattern: str) -> Addresses:
    """One address per decision."""
    return lambda world: (
        pattern.format(pk) for pk in Decision.objects.values_list("pk", flat=True)
    )


def per_topic(pattern: str) -> Addresses:
    """One address per topic."""
    return lambda world: (pattern.format(topic) for topic in world.topics)


# ---- Pages, parts of pages and files: fetched by everyone, whole and as a fragment.
SHOWN: dict[str, list[Addresses]] = {
    "home": [
        only("/"),
        only("/?only=all"),
        only("/?only=unanswered"),
        only("/?only=all&order=newest"),
    ],
    "write": [only("/write/"), only("/write/?kind=announcement")],
    "kind_fields": [only("/write/fields/")],
    "blogs": [only("/blogs/")],
    "all_blogs": [only("/blogs/all/"), only("/blogs/all/?only=followed")],
    "blog": [per_blog("/blogs/{}/")],
    "blog_settings": [per_blog("/blogs/{}/settings/")],
    "blog_questions": [per_blog("/blogs/{}/questions/")],
    "desk": [only("/blogs/writing/")],
    "working_text": [per_article("/blogs/writing/{}/")],
    "article_versions": [per_article("/blogs/writing/{}/versions/")],
    "blog_promises": [per_blog("/blogs/{}/promises/")],
    "preview_article": [per_article("/blogs/writing/{}/preview/")],
    "article": [
        per_thread_of_blogs("/articles/{}/"),
        per_thread_of_blogs("/articles/{}/?order=newest"),
    ],
    "author_question": [per_thread_of_blogs("/questions/{}/")],
    "blogs_feed": [only("/blogs/feed.atom"), only("/blogs/feed.atom?only=followed")],
    "blog_feed": [per_blog("/blogs/{}/feed.atom")],
    "carriers": [only("/blogs/carriers/")],
    "give_blog": [only("/blogs/give/")],
    "code": [only("/code/")],
    "code_versions": [only("/code/versions/")],
    "code_version": [only("/code/versions/1/")],
    "code_changes": [only("/code/versions/1/changes/")],
    "code_draft": [only("/code/drafts/1/")],
    "kept": [only("/kept/")],
    "topic": [per_topic("/topics/{}/")],
    "live_missed": [
        only("/live/missed/?at=mine&since=0"),
        only("/live/missed/?at=home&since=0"),
        per_thread("/live/missed/?at=thread:{}&since=0"),
        lambda world: (
            f"/live/missed/?at=place:{place.pk}&since=0" for place in world.communities.values()
        ),
    ],
    "bell_number": [only("/notifications/number/")],
    "waiting_posts": [only("/posts/waiting/")],
    "head_count": [
        lambda world: (
            f"/posts/head-count/?community={place.pk}" for place in world.communities.values()
        )
    ],
    "who_read": [per_thread("/posts/{}/readers/")],
    "reschedule_post": [per_thread("/posts/{}/reschedule/")],
    "post": [per_thread("/posts/{}/"), per_thread("/posts/{}/?order=newest")],
    "edit_post": [per_thread("/posts/{}/edit/")],
    "move_post": [per_thread("/posts/{}/move/")],
    "merge_post": [per_thread("/posts/{}/merge/")],
    "communities": [
        only("/communities/"),
        only("/communities/?q=kanarie"),
        only("/communities/?only=archived"),
    ],
    "new_community": [only("/communities/new/")],
    "community": [
        per_community("/communities/{}/"),
        per_community("/communities/{}/?only=unanswered"),
    ],
    "members": [per_community("/communities/{}/members/")],
    "invite": [per_community("/communities/{}/invite/")],
    "ask_to_join": [per_community("/communities/{}/ask/")],
    "community_settings": [per_community("/communities/{}/settings/")],
    "community_cover": [per_community("/communities/{}/cover/")],
    "talk": [per_thread("/threads/{}/talk/")],
    "comment": [per_comment("/comments/{}/")],
    "edit_comment": [per_comment("/comments/{}/edit/")],
    "reply": [per_comment("/comments/{}/reply/")],
    "remove_comment": [per_comment("/comments/{}/remove/")],
    "remove_thread": [per_thread("/threads/{}/remove/")],
    "withdraw_thread": [per_thread("/threads/{}/withdraw/")],
    "withdraw_comment": [per_comment("/comments/{}/withdraw/")],
    "thread_versions": [per_thread("/threads/{}/versions/")],
    "comment_versions": [per_comment("/comments/{}/versions/")],
    "bell": [only("/notifications/"), only("/notifications/?only=unread")],
    "people": [only("/people/"), only("/people/?q=kanarie")],
    "profile": [per_person("/people/{}/")],
    "files": [per_rendition()],
    "photo": [per_picture("/photos/{}/")],
    "uploads": [only("/uploads/")],
    "mention_suggestions": [
        only("/people/suggestions/?q=kanarie"),
        lambda world: (f"/people/suggestions/?q=a&place={t.audience_id}" for t in world.threads),
    ],
    "team_heads": [
        lambda world: (f"/people/heads/?team=1&place={t.audience_id}" for t in world.threads)
    ],
    "search": [
        only("/search/"),
        *[only(f"/search/?q={word}") for word in ("gerrit", "plek", "voor", "txt", "monteur")],
        per_community("/search/?q=gerrit&place={}"),
        per_person("/search/?q=gerrit&author={}"),
        only("/search/?q=gerrit&kind=comment"),
        only("/search/?q=txt&has_file=1&kind=file&order=newest"),
    ],
    "quick_search": [
        *[only(f"/search/quick/?q={word}") for word in ("kanarie", "gerrit", "plek", "txt")],
    ],
    "my_profile": [only("/people/me/")],
    "edit_profile": [only("/profile/")],
    "code_in_figures": [only("/code/in-figures/")],
    "what_we_measure": [only("/code/what-we-measure/")],
    "measured_figure": [only("/code/what-we-measure/readers/")],
    "settings": [only("/settings/")],
    "tokens": [only("/settings/programs/")],
    "new_token": [only("/settings/programs/new/")],
    "new_feed_password": [only("/settings/programs/feeds/")],
    "community_feed": [per_community("/communities/{}/feed.atom")],
    "calendar": [only("/calendar.ics")],
    "api_docs": [only("/api/")],
    "cases": [only("/desk/"), only("/desk/?only=done"), only("/desk/?only=appeals")],
    "case": [per_case("/desk/{}/")],
    "case_file": [per_file_of_a_case("/desk/{}/files/{}/{}/")],
    "decision": [per_decision("/decisions/{}/")],
    "decision_about": [
        per_thread("/decisions/about/thread/{}/"),
        per_comment("/decisions/about/comment/{}/"),
    ],
    "appeal": [only("/appeals/1/")],
    "reports": [only("/reports/")],
    "report": [per_thread("/reports/thread/{}/"), per_comment("/reports/comment/{}/")],
    "usersessions_list": [only("/accounts/sessions/")],
    "welcome": [only("/welcome/")],
    "place_css": [only("/place.css")],
    "place_logo": [only("/place-logo.webp")],
    "activate": [only("/activate/")],
    "account_signup": [only("/accounts/signup/")],
    "sign_up_sent": [only("/accounts/signup/sent/")],
}

# ---- Changes: posted by everyone about everything; what one may not see is not there.
CHANGES: dict[str, list[Addresses]] = {
    "home_seen": [only("/seen/")],
    "accept_code": [only("/code/accept/")],
    "remark_on_code": [only("/code/drafts/1/remarks/")],
    "blogs_seen": [only("/blogs/seen/")],
    "decide_case": [per_case("/desk/{}/decide/")],
    "confirm_decision": [per_case("/desk/{}/confirm/")],
    "claim_case": [per_case("/desk/{}/claim/")],
    "let_case_go": [per_case("/desk/{}/let-go/")],
    "show_names": [per_case("/desk/{}/names/")],
    "case_note": [per_case("/desk/{}/notes/")],
    "make_appeal": [per_decision("/decisions/{}/appeal/")],
    "say_in_appeal": [only("/appeals/1/say/")],
    "decide_appeal": [only("/appeals/1/decide/")],
    "take_appeal_back": [only("/appeals/1/take-back/")],
    "report": [per_thread("/reports/thread/{}/"), per_comment("/reports/comment/{}/")],
    "start_blog": [only("/blogs/start/")],
    "set_text_aside": [per_article("/blogs/writing/{}/aside/")],
    "prepare_answer": [per_article("/blogs/writing/{}/answers/1/")],
    "restore_version": [per_article("/blogs/writing/{}/versions/1/restore/")],
    "similar_questions": [per_blog("/blogs/{}/questions/similar/")],
    "make_promise": [per_thread_of_blogs("/promises/in/{}/")],
    "tell_of_promise": [only("/promises/1/")],
    "new_article": [only("/blogs/writing/new/")],
    "add_picture": [per_article("/blogs/writing/{}/pictures/")],
    "publish_article": [per_article("/blogs/writing/{}/publish/")],
    "unschedule_article": [per_article("/blogs/writing/{}/unschedule/")],
    "end_article": [per_article("/blogs/writing/{}/end/")],
    "discard_article": [per_article("/blogs/writing/{}/discard/")],
    "follow_blog": [per_blog("/blogs/{}/follow/")],
    "unfollow_blog": [per_blog("/blogs/{}/follow/remove/")],
    "join_question": [per_thread_of_blogs("/questions/{}/voice/")],
    "leave_question": [per_thread_of_blogs("/questions/{}/voice/remove/")],
    "answer_question": [per_thread_of_blogs("/questions/{}/answer/")],
    "decline_question": [per_thread_of_blogs("/questions/{}/decline/")],
    "take_question_back": [per_thread_of_blogs("/questions/{}/take-back/")],
    "choose_rhythm": [only("/blogs/nergens/rhythm/")],
    "accept_carrying": [only("/blogs/carriers/accept/")],
    "decline_carrying": [only("/blogs/carriers/decline/")],
    "take_nomination_back": [only("/blogs/carriers/1/take-back/")],
    "mark_pause": [only("/blogs/nergens/holidays/")],
    "remove_pause": [only("/blogs/nergens/holidays/1/remove/")],
    "posts_anywhere": [only("/posts/")],
    "read_all": [only("/notifications/read/")],
    "draft": [only("/drafts/?place=home")],
    "similar": [only("/search/similar/")],
    "pin_post": [per_thread("/posts/{}/pin/")],
    "unpin_post": [per_thread("/posts/{}/pin/remove/")],
    "vote": [per_thread("/posts/{}/votes/")],
    "close_poll": [per_thread("/posts/{}/close/")],
    "confirm_read": [per_thread("/posts/{}/confirm/")],
    "remind": [per_thread("/posts/{}/remind/")],
    "ask_again": [per_thread("/posts/{}/ask-again/")],
    "publish_now": [per_thread("/posts/{}/publish/")],
    "show_again": [per_thread("/posts/{}/again/")],
    "community_seen": [per_community("/communities/{}/seen/")],
    "posts": [per_community("/communities/{}/posts/")],
    "join": [per_community("/communities/{}/join/")],
    "leave": [per_community("/communities/{}/leave/")],
    "withdraw_request": [per_community("/communities/{}/ask/withdraw/")],
    "accept_invitation": [per_community("/communities/{}/invitation/accept/")],
    "decline_invitation": [per_community("/communities/{}/invitation/decline/")],
    "step_down": [per_community("/communities/{}/step-down/")],
    "archive_community": [per_community("/communities/{}/archive/")],
    "reopen_community": [per_community("/communities/{}/reopen/")],
    "comments": [per_thread("/threads/{}/comments/")],
    "thread_reactions": [per_thread("/threads/{}/reactions/")],
    "comment_reactions": [per_comment("/comments/{}/reactions/")],
    "accept_answer": [per_comment("/comments/{}/accept/")],
    "take_back_answer": [per_thread("/threads/{}/accept/remove/")],
    "follow": [per_thread("/threads/{}/follow/")],
    "unfollow": [per_thread("/threads/{}/follow/remove/")],
    "keep": [per_thread("/threads/{}/keep/")],
    "drop": [per_thread("/threads/{}/keep/remove/")],
    "thread_seen": [per_thread("/threads/{}/seen/")],
    "throw_upload_away": [per_file("/uploads/{}/remove/")],
    "lock_thread": [per_thread("/threads/{}/lock/")],
    "unlock_thread": [per_thread("/threads/{}/lock/remove/")],
}

# ---- Routes about nobody but the reader, or about nothing that anybody wrote; each says why.
ELSEWHERE: dict[str, str] = {
    "healthz": "says that the process is alive",
    "readyz": "says which parts are ready",
    "favicon": "the sign of the place, for everybody; see tests/people",
    "manifest": "the name and the looks of the place, for everybody; see tests/phone",
    "sign": "the sign of the place, for everybody; see tests/phone",
    "service_worker": "a program without a word of anybody; see tests/phone",
    "offline": "a page about nobody; see tests/phone",
    "pass": "who is signed in, told to herself; see tests/phone",
    "share": "leads to the page for writing and reads nothing; see tests/phone",
    "stop_blog_mail": "a signed address in one's own mail; see tests/blogs",
    "account_logout": "the way out; see tests/phone",
    "accept_request": "posted by managers; see tests/communities",
    "accept_suggestion": "a working text; see tests/blogs/test_helping_with_an_article.py",
    "article_help": "a working text; see tests/blogs/test_helping_with_an_article.py",
    "decline_suggestion": "a working text; see tests/blogs/test_helping_with_an_article.py",
    "end_help": "a working text; see tests/blogs/test_helping_with_an_article.py",
    "stop_helping": "a working text; see tests/blogs/test_helping_with_an_article.py",
    "suggest_change": "a working text; see tests/blogs/test_helping_with_an_article.py",
    "take_suggestion_back": "a working text; see tests/blogs/test_helping_with_an_article.py",
    "tick_remark_off": "a working text; see tests/blogs/test_helping_with_an_article.py",
    "decline_request": "posted by managers; see tests/communities",
    "appoint_manager": "posted by managers; see tests/communities",
    "remove_member": "posted by managers; see tests/communities",
    "read_one": "one's own bell; see tests/notifications",
    "read_group": "one's own bell; see tests/notifications",
    "live": "the streams stand before Django; see tests/live",
    "order": "one's own choice of order",
    "mute": "whom one does not want to hear; see tests/people",
    "unmute": "whom one does not want to hear; see tests/people",
    "change_photo": "one's own photo; see tests/people",
    "remove_photo": "one's own photo; see tests/people",
    "settings_time": "one's own settings; see tests/people",
    "settings_sight": "one's own settings; see tests/people",
    "theme": "one's own settings; see tests/people",
    "language": "one's own settings; see tests/people",
    "withdraw_token": "what one made oneself; see tests/api",
    "invitation": "the way in of one person; see tests/people",
    "registration": "the way in of one person; see tests/people",
    "end_other_devices": "one's own devices; see tests/people",
    "end_device": "one's own devices; see tests/people",
}

# ---- Mails: what each tells, and to whom. But for articles of blogs that somebody asked for by
# mail, none of them carries what colleagues said to each other.
MAILS: dict[str, str] = {
    "answer_not_posted": "to who answered by mail: why it is no comment, and her own words",
    "article": "to who follows a blog by mail and may read it at that moment: a whole article",
    "code_made": "to its owner: that there is a new code for an account that is in use",
    "decided": "to an author: why something of hers was withdrawn, or what she is asked to change",
    "decided_again": "to who appealed: what somebody else decided, and why",
    "email_changed": "to the address that is no longer one's own: that it is not",
    "files_left_out": "to who answered by mail: that her comment stands there without her files",
    "invitation": "to who is invited: a way in, and who invites",
    "password_changed": "to its owner: that a password was changed",
    "password_reset": "to its owner: that a password was taken away",
    "password_reset_key": "to its owner: a way to a new password",
    "password_set": "to its owner: that a password was chosen",
    "recovery_codes_generated": "to its owner: that there are new spare codes",
    "registered_already": "to an address with an account: that there is one",
    "registration": "to an address of an allowed domain: a way in",
    "time_to_write": "to an author: what she is asked, and how many answered her last article",
    "token_made": "to its owner: that a program can come in",
    "token_withdrawn": "to its owner: that a program was sent away",
    "totp_activated": "to its owner: that codes from an app are asked for",
    "totp_deactivated": "to its owner: that they are not any more",
    "webauthn_added": "to its owner: that there is a new passkey",
    "webauthn_removed": "to its owner: that a passkey is gone",
}
