"""Addresses of what hangs under content."""

from django.urls import path

from conversations.views import (
    acceptance,
    comments,
    drafts,
    keeping,
    photos,
    reactions,
    steering,
    uploads,
    versions,
)

urlpatterns = [
    path("threads/<int:thread_id>/comments/", comments.create_comment, name="comments"),
    path("threads/<int:thread_id>/talk/", comments.talk, name="talk"),
    path("comments/<int:comment_id>/", comments.show, name="comment"),
    path("comments/<int:comment_id>/edit/", comments.edit, name="edit_comment"),
    path("comments/<int:comment_id>/reply/", comments.reply, name="reply"),
    path("comments/<int:comment_id>/remove/", comments.remove, name="remove_comment"),
    path("comments/<int:comment_id>/accept/", acceptance.accept, name="accept_answer"),
    path("threads/<int:thread_id>/accept/remove/", acceptance.take_back, name="take_back_answer"),
    path("threads/<int:thread_id>/remove/", comments.remove_thread, name="remove_thread"),
    path("threads/<int:thread_id>/reactions/", reactions.to_thread, name="thread_reactions"),
    path("comments/<int:comment_id>/reactions/", reactions.to_comment, name="comment_reactions"),
    path("threads/<int:thread_id>/follow/", keeping.follow, name="follow"),
    path("threads/<int:thread_id>/follow/remove/", keeping.unfollow, name="unfollow"),
    path("threads/<int:thread_id>/keep/", keeping.keep, name="keep"),
    path("threads/<int:thread_id>/keep/remove/", keeping.drop, name="drop"),
    path("threads/<int:thread_id>/seen/", keeping.seen, name="thread_seen"),
    path("threads/<int:thread_id>/versions/", versions.of_thread, name="thread_versions"),
    path("comments/<int:comment_id>/versions/", versions.of_comment, name="comment_versions"),
    path("threads/<int:thread_id>/lock/", steering.lock, name="lock_thread"),
    path("threads/<int:thread_id>/lock/remove/", steering.unlock, name="unlock_thread"),
    path("threads/<int:thread_id>/withdraw/", steering.withdraw_thread, name="withdraw_thread"),
    path("comments/<int:comment_id>/withdraw/", steering.withdraw_comment, name="withdraw_comment"),
    path("drafts/", drafts.save, name="draft"),
    path("photos/<uuid:file_id>/", photos.photo, name="photo"),
    path("uploads/", uploads.bring, name="uploads"),
    path("uploads/<uuid:file_id>/remove/", uploads.throw_away, name="throw_upload_away"),
]
