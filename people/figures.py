"""What is computed of people and their ways in, for the page "What we measure"."""

from django.utils.translation import gettext_lazy as _

from intranet.platform.figures import Figure

FIGURES = [
    Figure(
        key="devices",
        name=_("Where you are signed in"),
        purpose=_("So that you can end a session that is not yours."),
        who_sees=_("You."),
        kept_for=_("Until you sign out, at most 60 days."),
        where=_("Settings"),
        tables=("usersessions.UserSession",),
    ),
    Figure(
        key="ways_in",
        name=_("When a passkey or a program of yours was last used"),
        purpose=_("To find ways in that nobody uses any more, and to end one that was lost."),
        who_sees=_("You; of programs HR, of passkeys administrators."),
        kept_for=_("As long as that way in is there."),
        where=_("Settings, Administration"),
        tables=("people.AccessToken", "mfa.Authenticator"),
    ),
    Figure(
        key="coming_in",
        name=_("When you came in first and last, and whether you still work here"),
        purpose=_("To know who still needs a way in, and who must not get in any more."),
        who_sees=_("HR and administrators."),
        kept_for=_("As long as your account is there."),
        where=_("Administration"),
        tables=("people.User", "people.Invitation", "people.ActivationCode"),
        numbers=("people.User.code_accepted",),
    ),
]
