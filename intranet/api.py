"""Every address of the API, on one page; what stands behind each is in the app it is about."""

from django.urls import path

from blogs.api import reading
from communities.api import places, posts
from conversations.api import comments, marks, versions
from intranet.platform.api.serving import Schema
from notifications import api as bell
from people.api import directory, files
from search import api as finding

urlpatterns = [
    path("schema/", Schema.as_view(), name="api_schema"),
    # ---- Who you are, and colleagues
    path("me/", directory.Me.as_view(), name="api_me"),
    path("people/", directory.People.as_view(), name="api_people"),
    path("people/<int:person_id>/", directory.Person.as_view(), name="api_person"),
    path(
        "people/<int:person_id>/posts/", posts.PostsOfPerson.as_view(), name="api_posts_of_person"
    ),
    # ---- Communities
    path("communities/", places.Communities.as_view(), name="api_communities"),
    path("communities/<slug:slug>/", places.OneCommunity.as_view(), name="api_community"),
    path("communities/<slug:slug>/members/", places.Members.as_view(), name="api_members"),
    path("communities/<slug:slug>/membership/", places.Membership.as_view(), name="api_membership"),
    path("communities/<slug:slug>/request/", places.Request.as_view(), name="api_join_request"),
    path("communities/<slug:slug>/posts/", posts.Posts.as_view(), name="api_posts"),
    # ---- Blogs, which programs only read
    path("blogs/", reading.Blogs.as_view(), name="api_blogs"),
    path("blogs/<slug:slug>/", reading.OneBlog.as_view(), name="api_blog"),
    path(
        "blogs/<slug:slug>/articles/", reading.ArticlesOfBlog.as_view(), name="api_articles_of_blog"
    ),
    path(
        "blogs/<slug:slug>/questions/",
        reading.QuestionsOfBlog.as_view(),
        name="api_questions_of_blog",
    ),
    path("articles/<int:article_id>/", reading.OneArticle.as_view(), name="api_article"),
    # ---- What is said
    path("feed/", posts.Home.as_view(), name="api_feed"),
    path("kept/", posts.Kept.as_view(), name="api_kept"),
    path("topics/<slug:topic>/posts/", posts.PostsOfTopic.as_view(), name="api_posts_of_topic"),
    path("posts/<int:post_id>/", posts.OnePost.as_view(), name="api_post"),
    path("posts/<int:post_id>/vote/", posts.Vote.as_view(), name="api_vote"),
    path(
        "posts/<int:post_id>/confirmation/", posts.Confirmation.as_view(), name="api_confirmation"
    ),
    path("posts/<int:post_id>/solution/", marks.Solution.as_view(), name="api_solution"),
    path("posts/<int:post_id>/following/", marks.Following.as_view(), name="api_following"),
    path("posts/<int:post_id>/kept/", marks.Keeping.as_view(), name="api_keeping"),
    path("posts/<int:post_id>/comments/", comments.Comments.as_view(), name="api_comments"),
    path(
        "posts/<int:post_id>/versions/", versions.PostVersions.as_view(), name="api_post_versions"
    ),
    path(
        "posts/<int:post_id>/reactions/", marks.PostReactions.as_view(), name="api_post_reactions"
    ),
    path(
        "posts/<int:post_id>/reactions/<slug:kind>/",
        marks.PostReaction.as_view(),
        name="api_post_reaction",
    ),
    path("comments/<int:comment_id>/", comments.OneComment.as_view(), name="api_comment"),
    path(
        "comments/<int:comment_id>/reactions/",
        marks.CommentReactions.as_view(),
        name="api_comment_reactions",
    ),
    path(
        "comments/<int:comment_id>/reactions/<slug:kind>/",
        marks.CommentReaction.as_view(),
        name="api_comment_reaction",
    ),
    path(
        "comments/<int:comment_id>/versions/",
        versions.CommentVersions.as_view(),
        name="api_comment_versions",
    ),
    # ---- The bell, files, finding
    path("notifications/", bell.Notifications.as_view(), name="api_notifications"),
    path("notifications/seen/", bell.NotificationsSeen.as_view(), name="api_notifications_seen"),
    path(
        "notifications/<int:notification_id>/seen/",
        bell.NotificationSeen.as_view(),
        name="api_notification_seen",
    ),
    path("files/", files.Files.as_view(), name="api_files"),
    path("files/<uuid:file_id>/", files.File.as_view(), name="api_file"),
    path(
        "files/<uuid:file_id>/<slug:rendition>/",
        files.FileContent.as_view(),
        name="api_file_content",
    ),
    path("search/", finding.Search.as_view(), name="api_search"),
]
