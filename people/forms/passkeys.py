"""What a device answers when it is asked for a passkey; nonsense is refused and breaks nothing."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as allauth_forms


class CarefulAnswer:
    """The libraries below expect an answer of the right shape; anybody may send another."""

    def clean_credential(self):
        try:
            return super().clean_credential()
        except (KeyError, TypeError, ValueError, AttributeError):
            raise get_adapter().validation_error("incorrect_code") from None


class SignInForm(CarefulAnswer, allauth_forms.LoginWebAuthnForm):
    """Signing in with a passkey."""


class SecondStepForm(CarefulAnswer, allauth_forms.AuthenticateWebAuthnForm):
    """A passkey as the second step."""


class AgainForm(CarefulAnswer, allauth_forms.ReauthenticateWebAuthnForm):
    """A passkey before something delicate."""


class AddForm(allauth_forms.AddWebAuthnForm):
    """A new passkey."""

    def clean(self):
        try:
            return super().clean()
        except (KeyError, TypeError, ValueError, AttributeError):
            raise get_adapter().validation_error("incorrect_code") from None
