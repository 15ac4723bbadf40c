"""Addresses of the code of conduct and of what follows from it."""

from django.urls import path

from moderation.views import code, drafts

urlpatterns = [
    path("code/", code.code, name="code"),
    path("code/accept/", code.accept, name="accept_code"),
    path("code/versions/", code.versions, name="code_versions"),
    path("code/versions/<int:number>/", code.version, name="code_version"),
    path("code/versions/<int:number>/changes/", code.changes, name="code_changes"),
    path("code/drafts/<int:draft_id>/", drafts.draft, name="code_draft"),
    path("code/drafts/<int:draft_id>/remarks/", drafts.remark, name="remark_on_code"),
]
