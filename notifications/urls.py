"""Addresses of the bell."""

from django.urls import path

from notifications.views import bell

urlpatterns = [
    path("notifications/number/", bell.number, name="bell_number"),
    path("notifications/", bell.bell_page, name="bell"),
    path("notifications/read/", bell.read_all, name="read_all"),
    path("notifications/<int:notification_id>/read/", bell.read_one, name="read_one"),
    path("notifications/groups/<str:group>/read/", bell.read_group, name="read_group"),
]
