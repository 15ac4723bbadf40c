"""`manage.py demo`: Noorderlicht Netbeheer, a grid operator in which people talk."""

from django.core.management.base import BaseCommand, CommandError

from intranet.demo.build import NotEmpty, build_company, is_built
from intranet.demo.story import Story, read_story

BUILT = "Noorderlicht Netbeheer is there: {people} people, {places} communities, {posts} posts."


class Command(BaseCommand):
    """Build the demo company once, or say who one can be in it."""

    help = "Build the demo company in an empty database."

    def add_arguments(self, parser):
        parser.add_argument(
            "--accounts", action="store_true", help="only print who one can sign in as"
        )

    def handle(self, *args, **options):
        story = read_story()
        if options["accounts"]:
            self.print_accounts(story)
            return
        if is_built():
            self.stdout.write("The demo company is there already.")
        else:
            self.build()
            self.stdout.write(
                BUILT.format(
                    people=len(story.people), places=len(story.places), posts=len(story.posts)
                )
            )
        self.print_accounts(story)

    def build(self):
        try:
            build_company()
        except NotEmpty as error:
            raise CommandError(
                "There are people here already. The demo company needs an empty database."
            ) from error

    def print_accounts(self, story: Story):
        self.stdout.write(f"\nSign in with the password  {story.password}  as:\n")
        for account in story.accounts:
            person = story.people[account["key"]]
            login = person.email or person.personnel_number
            self.stdout.write(f"  {login:<43} {account['label_en']}")
            self.stdout.write(f"  {'':<43} {account['label_nl']}")
