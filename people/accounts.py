"""How allauth works here: one door, nobody registers unasked, and no hint who exists."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from intranet.platform.composed import composed_once
from intranet.platform.organisation import current_organisation
from people.actions import choose_password, note_account_change
from people.models import User
from people.views.next import is_ours

WRONG = _("That does not match. Look at both once more, or choose a new password.")


class SignInBackend(AuthenticationBackend):
    """Signs in by e-mail or personnel number; checks one password, whether or not anybody is found.

    allauth would check a known person's password twice, and who measures could tell.
    """

    def get_user(self, user_id):
        """Fetch the reader of a page with her face and place, which every page shows."""
        found = reader_called(int(user_id))
        return found[0] if found and self.user_can_authenticate(found[0]) else None

    def _authenticate(self, request, **credentials):
        login = credentials.get("username") or credentials.get("email") or ""
        person = User.objects.signing_in_as(login).first()
        return self._check_password(person, credentials.get("password") or "")

    def user_can_authenticate(self, user):
        return super().user_can_authenticate(user) and not user.is_system


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in and passwords: our words, our actions, and never off this host."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": WRONG,
        "username_password_mismatch": WRONG,
        "too_many_login_attempts": _("Too many tries. Wait five minutes, then try again."),
        "rate_limited": _("Too many tries. Wait a moment, then try again."),
        "enter_current_password": _("This is not your password now."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": _("This code is not right, or it has run out."),
        "invalid_password_reset": _("This link does not work any more."),
    }

    def is_open_for_signup(self, request):
        """Nobody registers through allauth; people.views.registration is the door."""
        return False

    def is_safe_url(self, url):
        """Only pages of ours."""
        return is_ours(url)

    def post_login(self, request, user, *, redirect_url, signup, **kwargs):
        """Let the first visit come before everything else, and go on from there."""
        if user.welcomed_at is None:
            wanted = redirect_url or request.POST.get("next") or request.GET.get("next") or ""
            query = {"next": wanted} if wanted and self.is_safe_url(wanted) else {}
            redirect_url = reverse("welcome") + (f"?{urlencode(query)}" if query else "")
        return super().post_login(request, user, redirect_url=redirect_url, signup=signup, **kwargs)

    def get_password_change_redirect_url(self, request):
        """Back to where one sees how one signs in."""
        return reverse("settings") + "#signing-in"

    def set_password(self, user, password):
        """Choose a password through our action."""
        choose_password(person=user, password=password)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Owe a mail about a change to an account."""
        note_account_change(person=user, what=template_prefix.rpartition("/")[2], email=email)


class MFAAdapter(DefaultMFAAdapter):
    """Passkeys and codes under our own name; their secrets are not readable in the database."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right, or it has run out."),
        "cannot_generate_recovery_codes": _("First switch on a second step."),
    }

    def get_totp_issuer(self):
        return current_organisation().place_name

    def _get_site_name(self):
        return current_organisation().place_name

    def _get_user_identifier(self, user):
        return user.email or user.personnel_number or user.name

    def get_public_key_credential_user_entity(self, user):
        return super().get_public_key_credential_user_entity(user) | {"display_name": user.name}

    def generate_authenticator_name(self, user, type):  # noqa: A002
        return gettext("Passkey of %(day)s") % {"day": self.today}

    @cached_property
    def today(self):
        from intranet.platform import clock, wording

        return wording.day(clock.now())

    def encrypt(self, text):
        return self.box.encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return self.box.decrypt(encrypted_text.encode()).decode()

    @cached_property
    def box(self):
        """Locks with the product's key, and still opens with those before it."""
        keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        digests = (hashlib.sha256(f"people.mfa:{key}".encode()).digest() for key in keys)
        return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


@composed_once
def reader_called(number):
    """Compose the question of every page: who is this, with her face and place."""
    return User.objects.filter(pk=number).with_card()
