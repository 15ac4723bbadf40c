"""The people of the tests, by name, and what each of them is there for."""

from people.models import User

NAMES = {
    "outsider": "Sanne Postma",
    "member": "Bram de Wit",
    "author": "Wim Hoekstra",
    "manager": "Gerrit Drost",
    "former member": "Kees Brouwer",
    "invited": "Nadia Vos",
    "asking": "Daan Mulder",
    "muting": "Mehmet Kaya",
    "administrator": "Ruben Kok",
    "leaver": "Hendrik Bos",
}


def persona(part: str) -> User:
    """Make the person who plays this part; each can sign in with her own e-mail address."""
    name = NAMES[part]
    address = name.split()[0].lower() + "@noorderlicht.example"
    is_administrator = part == "administrator"
    return User.objects.create_user(
        name=name,
        email=address,
        job_title="Monteur",
        is_staff=is_administrator,
        is_superuser=is_administrator,
    )
