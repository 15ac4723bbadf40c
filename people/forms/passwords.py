"""Signing in and choosing passwords: allauth's forms in our words, and our own beside them."""

from allauth.account import forms as allauth_forms
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from people.actions import ask_for_password_reset

PASSWORD_HELP = _("At least 10 characters. A few words together are easy to remember.")
LONGEST_PASSWORD = 512


class NewPasswordField(forms.CharField):
    """A password to choose; typed once, because it can be looked at."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("New password"))
        kwargs.setdefault("help_text", PASSWORD_HELP)
        widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
        super().__init__(strip=False, max_length=LONGEST_PASSWORD, widget=widget, **kwargs)


class OurWords:
    """allauth's password fields, said our way: a label above, and no second one inside."""

    password_labels: dict[str, object] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in self.password_labels.items():
            field = self.fields[name]
            field.label = label
            field.help_text = ""
            field.validators.append(MaxLengthValidator(LONGEST_PASSWORD))
            field.widget.attrs.pop("placeholder", None)


class SignInForm(OurWords, allauth_forms.LoginForm):
    """One field for whichever name somebody signs in with."""

    password_labels = {"password": _("Password")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("E-mail or personnel number"),
            max_length=254,
            widget=forms.TextInput(
                attrs={"autocomplete": "username webauthn", "autocapitalize": "none"}
            ),
        )
        self.order_fields(["login", "password"])


class AskForResetForm(forms.Form):
    """Who wants a new password. Nobody is looked up here, so it takes as long for everybody."""

    email = forms.CharField(
        label=_("E-mail or personnel number"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )

    def save(self, request, **kwargs):
        ask_for_password_reset(login=self.cleaned_data["email"])


class OneNewPassword(OurWords):
    """allauth asks for a new password twice; ours can be looked at, so once is enough."""

    password_labels = {"password1": _("New password")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = PASSWORD_HELP
        self.fields.pop("password2", None)


class ResetPasswordForm(OneNewPassword, allauth_forms.ResetPasswordKeyForm):
    """A new password, after the link in a mail."""


class SetPasswordForm(OneNewPassword, allauth_forms.SetPasswordForm):
    """A first password, for somebody who signs in with a passkey so far."""


class ChangePasswordForm(OneNewPassword, allauth_forms.ChangePasswordForm):
    """Another password, by who knows the present one."""

    password_labels = OneNewPassword.password_labels | {"oldpassword": _("Your password now")}


class ReauthenticateForm(OurWords, allauth_forms.ReauthenticateForm):
    """The password once more, before something delicate."""

    password_labels = {"password": _("Your password")}


class ChoosePasswordForm(forms.Form):
    """A password for somebody who comes in for the first time."""

    password = NewPasswordField(label=_("Choose a password"))

    def clean_password(self):
        # Without the person: what she is called must not show in what is answered here.
        validate_password(self.cleaned_data["password"])
        return self.cleaned_data["password"]


class ActivationForm(ChoosePasswordForm):
    """What stands on HR's paper, and a password."""

    personnel_number = forms.CharField(
        label=_("Personnel number"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        help_text=_("Eight letters and digits, such as K7QM-2XPD."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}
        ),
    )
    field_order = ("personnel_number", "code", "password")


class RegistrationForm(forms.Form):
    """Who wants to come in by herself."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail at work"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
