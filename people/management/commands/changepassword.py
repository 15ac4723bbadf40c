"""`manage.py changepassword`: another password from the command line, recorded and told."""

import getpass
import os

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from people.actions import replace_password
from people.models import User


class Command(BaseCommand):
    """Stands before Django's command of this name, which would tell nobody."""

    help = (
        "Give somebody another password. It is recorded, and she is told by mail and in the bell."
    )

    def add_arguments(self, parser):
        parser.add_argument("login", help="her e-mail or personnel number")

    def handle(self, *args, **options):
        person = User.objects.signing_in_as(options["login"]).first()
        if person is None:
            raise CommandError(f"Nobody signs in as {options['login']}.")
        password = getpass.getpass(f"New password of {person.name}: ")
        if password != getpass.getpass("Once more: "):
            raise CommandError("These are two different passwords. Nothing is changed.")
        try:
            replace_password(person=person, password=password, operator=os.getuid())
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{person.name} has another password, and is told of it.")
