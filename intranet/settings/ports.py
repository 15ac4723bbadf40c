"""Ports: what a lower app asks of a higher one, by name."""

NOTIFICATION_SUBJECTS: dict[str, str] = {
    "thread": "conversations.panels.threads_for_the_bell",
    "comment": "conversations.panels.comments_for_the_bell",
    "community": "communities.panels.communities_for_the_bell",
    "join_request": "communities.panels.requests_for_the_bell",
    "article": "blogs.panels.articles_for_the_bell",
    "blog": "blogs.panels.blogs_for_the_bell",
    "promise": "blogs.panels.promises_for_the_bell",
    "carrying": "blogs.panels.carrying_for_the_bell",
    "account": "people.panels.accounts_for_the_bell",
    "code": "moderation.panels.versions_for_the_bell",
    "case": "moderation.panels.cases_for_the_bell",
    "case_on_desk": "moderation.panels.desk_for_the_bell",
    "decision": "moderation.panels.decisions_for_the_bell",
    "report": "moderation.panels.reports_for_the_bell",
    "appeal": "moderation.panels.appeals_for_the_bell",
}
# Where a thread is read, by its kind.
THREAD_PAGES = {"post": "/posts/", "article": "/articles/", "author_question": "/questions/"}
# What cleans the opening words of a thread, where they are longer than those of a post.
THREAD_TEXTS = {"article": "intranet.platform.longread.clean_article"}
# What cases can be about, and what acts on it.
MODERATED = {
    "thread": "conversations.actions.moderating.Threads",
    "comment": "conversations.actions.moderating.Comments",
}
# What lets a thread appear that waited until somebody had read it, by its kind; and who wrote words
# that stand without a name.
THREAD_RELEASES = {
    "post": "communities.actions.releasing.release_post",
    "article": "blogs.actions.releasing.release_article",
    "author_question": "blogs.actions.releasing.release_question",
}
THREAD_WRITERS = {"author_question": "blogs.actions.releasing.asker_of"}
# What is said in a thread besides its own words, for who looks at it, by its kind.
THREAD_SAYS_TOO = {
    "post": "communities.panels.answers_of_a_poll",
    "article": "blogs.panels.answers_that_wait",
}
# What a comment that says so does to its thread, once it can be read.
THREAD_SETTLES = {
    "post": "conversations.actions.answering.accept_by_author",
    "author_question": "blogs.actions.answering.settle_with",
}
# How a thread that is no post looks among posts, by its kind, and what adds to all of a kind on a
# page what that shows.
THREAD_CARDS = {
    "article": "blogs/articles/_card.html",
    "author_question": "blogs/questions/_card.html",
}
THREAD_DETAILS = {
    "article": "blogs.panels.add_articles",
    "author_question": "blogs.panels.add_questions",
}
PROFILE_PANELS = [
    "communities.panels.posts_of_a_person",
    "blogs.panels.articles_of_a_person",
]
# What stands beside the posts at home.
HOME_PANELS = ["blogs.panels.this_week_at_home"]
# What parts of the menu have news: asked together with what the frame asks anyway.
MENU_NEWS = {
    "blogs_have_news": "blogs.panels.news_in_menu",
    "cases_wait": "moderation.panels.cases_wait",
}
FRAME_PANELS = ["communities.panels.your_communities"]
# Who says whether words may be posted, and counts what was found.
JUDGE = "moderation.actions.judging.judge"
JUDGE_COUNTS = "moderation.actions.counting.count_findings"
# When a person wrote what since a moment, for rules about how often.
EARLIER_WORDS = "conversations.feeds.earlier.words_of"
# All that was written before, for trying a rule on it.
EARLIER_CONTRIBUTIONS = "conversations.feeds.contributions.Contributions"
# What one can choose in polls, by the number of the post.
EARLIER_CHOICES = "communities.panels.choices_in_polls"
# Seconds after which a process looks whether the rules changed elsewhere.
RULES_FRESH_FOR = 2.0
REACTIONS = "intranet.reactions.REACTIONS"
POLICY_MODULES = [
    "people.policies",
    "moderation.policies",
    "conversations.policies",
    "communities.policies",
    "blogs.policies",
    "webhooks.policies",
]
# How the audit log tells what was done, by the name of the act.
AUDIT_WORDING = [
    "people.wording.ACTS",
    "conversations.wording.ACTS",
    "communities.wording.ACTS",
    "blogs.wording.ACTS",
    "moderation.wording.ACTS",
    "webhooks.wording.ACTS",
]
# What is computed about people, app by app, and who says what of it is switched off.
FIGURES = [
    "conversations.figures.FIGURES",
    "communities.figures.FIGURES",
    "blogs.figures.FIGURES",
    "notifications.figures.FIGURES",
    "moderation.figures.FIGURES",
    "people.figures.FIGURES",
    "intranet.platform.figures.FIGURES",
]
FIGURES_OFF = "moderation.feeds.openness.figures_off"
# What can be found, in the order in which it is shown, and the places where it stands.
SEARCH_SOURCES = [
    "search.findable.People",
    "communities.findable.Communities",
    "blogs.findable.Blogs",
    "conversations.findable.Topics",
    "blogs.findable.Articles",
    "communities.findable.Posts",
    "blogs.findable.AuthorQuestions",
    "conversations.findable.Comments",
    "conversations.findable.Files",
]
SEARCH_PLACES = ["communities.findable.places_of", "blogs.findable.places_of"]
SEARCH_PLACE = ["communities.findable.place_named", "blogs.findable.place_named"]
# A person asks for what is like her draft while she types; a program would without an end.
SIMILAR_A_MINUTE = 40
# What tells how alike texts are (search.feeds.engines).
TEXT_ENGINE = "search.feeds.engines.WordEngine"
WELCOME_CHOICES = "communities.panels.communities_to_join"
# What somebody new reads of the code of conduct, and how she accepts it.
WELCOME_CODE = "moderation.panels.code_at_first_visit"
WELCOME_ACCEPT = "moderation.panels.accept_at_first_visit"
WELCOME_JOIN = "communities.panels.join_chosen"
