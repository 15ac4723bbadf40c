"""How allauth works here: no open registration, our own people, our own words."""

from allauth.account.adapter import DefaultAccountAdapter

from intranet.platform.organisation import current_organisation


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in by e-mail or personnel number; nobody registers unless the organisation says so."""

    def is_open_for_signup(self, request):
        """Only where HR named e-mail domains may somebody register by herself."""
        return bool(current_organisation().email_domains)
