"""The product's table of contents."""

from django.contrib import admin
from django.urls import include, path

from intranet.platform import health
from intranet.trying import api_docs

urlpatterns = [
    path("", include("communities.urls")),
    path("", include("blogs.urls")),
    path("", include("conversations.urls")),
    path("", include("moderation.urls")),
    path("", include("notifications.urls")),
    path("", include("people.urls")),
    path("", include("search.urls")),
    path("", include("moderation.urls")),
    path("api/", api_docs, name="api_docs"),
    path("api/v1/", include("intranet.api")),
    path("admin/", admin.site.urls),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]

handler400 = "intranet.errors.bad_request"
handler403 = "intranet.errors.forbidden"
handler404 = "intranet.errors.not_found"
handler429 = "people.views.entrance.too_many"
handler500 = "intranet.errors.server_error"
