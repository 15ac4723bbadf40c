"""Addresses of people, of their files, and of every way in."""

from allauth.account import views as account
from allauth.mfa.webauthn import views as passkeys
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path

from people.views import (
    directory,
    entrance,
    files,
    phone,
    place,
    profiles,
    settings,
    tokens,
    welcome,
)

# allauth's own list has more: adding addresses, registering, connecting. Those are HR's here.
sign_in = [
    path("login/", account.login, name="account_login"),
    path("logout/", entrance.sign_out, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("signup/", entrance.sign_up, name="account_signup"),
    path("signup/sent/", entrance.sign_up_sent, name="sign_up_sent"),
    path("signup/<str:token>/", entrance.registration, name="registration"),
    path("2fa/webauthn/login/", login_not_required(passkeys.login_webauthn)),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", settings.devices, name="usersessions_list"),
    path("sessions/others/end/", settings.end_other_devices, name="end_other_devices"),
    path("sessions/<int:session_id>/end/", settings.end_device, name="end_device"),
]

urlpatterns = [
    path("people/", directory.people, name="people"),
    path("people/suggestions/", directory.suggestions, name="mention_suggestions"),
    path("people/heads/", directory.head_count, name="team_heads"),
    path("people/me/", profiles.mine, name="my_profile"),
    path("people/<int:person_id>/", profiles.profile, name="profile"),
    path("people/<int:person_id>/mute/", profiles.mute, name="mute"),
    path("people/<int:person_id>/mute/remove/", profiles.unmute, name="unmute"),
    path("profile/", profiles.edit, name="edit_profile"),
    path("profile/photo/", profiles.photo, name="change_photo"),
    path("profile/photo/remove/", profiles.without_photo, name="remove_photo"),
    path("settings/", settings.settings, name="settings"),
    path("settings/time/", settings.time, name="settings_time"),
    path("settings/sight/", settings.sight, name="settings_sight"),
    path("settings/theme/", settings.theme, name="theme"),
    path("settings/language/", settings.language, name="language"),
    path("settings/programs/", tokens.tokens, name="tokens"),
    path("settings/programs/new/", tokens.new_token, name="new_token"),
    path("settings/programs/feeds/", tokens.new_feed_password, name="new_feed_password"),
    path("settings/programs/<int:token_id>/withdraw/", tokens.withdraw, name="withdraw_token"),
    path("welcome/", welcome.welcome, name="welcome"),
    path("files/<uuid:file_id>/<slug:rendition>/", files.file, name="files"),
    path("place.css", place.place_css, name="place_css"),
    path("favicon.ico", place.favicon, name="favicon"),
    path("place-logo.webp", place.place_logo, name="place_logo"),
    path("manifest.webmanifest", phone.manifest, name="manifest"),
    path("sign/<slug:name>.png", phone.sign, name="sign"),
    path("service-worker.js", phone.worker, name="service_worker"),
    path("offline/<slug:language>/", phone.offline, name="offline"),
    path("whose/", phone.whose, name="pass"),
    path("share/", phone.share, name="share"),
    path("activate/", entrance.activate, name="activate"),
    path("invitation/<str:token>/", entrance.invitation, name="invitation"),
    path("accounts/", include(sign_in)),
]
