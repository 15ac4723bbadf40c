"""The living page: every shared component, and the people and forms that it needs for that."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django import forms
from django.conf import settings
from django.utils import translation
from jinja2 import FileSystemLoader
from markupsafe import Markup

from intranet.platform.templating import environment

TEMPLATES = settings.BASE_DIR / "templates"
CSS = settings.BASE_DIR / "static" / "css"
SCRIPTS = settings.BASE_DIR / "static" / "js"
TONES = ["sea", "moss", "sun", "clay", "rose", "plum", "slate"]
MORNING = datetime(2026, 11, 20, 8, 14, tzinfo=UTC)


@dataclass
class Colleague:
    """Somebody as the components know her; the real one has these too."""

    pk: int
    name: str
    role: str
    theme: str = ""

    @property
    def first_name(self) -> str:
        return self.name.split()[0]

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.name.split()[:: len(self.name.split()) - 1])

    @property
    def tone(self) -> str:
        return TONES[self.pk % len(TONES)]

    def photo_url(self, size: int) -> str | None:
        return "/static/img/mark.svg" if self.pk == 1 else None

    def get_absolute_url(self) -> str:
        return f"/people/{self.pk}/"


COLLEAGUES = [
    Colleague(0, "Bram de Wit", "Teamleider, Leeuwarden"),
    Colleague(1, "Joke Veenstra", "Algemeen directeur, Groningen"),
    Colleague(2, "Wim Hoekstra", "Monteur storingsdienst, Emmen"),
    Colleague(3, "Nadia Vos", "Monteur middenspanning, Assen"),
    Colleague(4, "Anneke de Boer", "Directeur netbeheer"),
    Colleague(5, "Kees Brouwer", "Voorman graafploeg, Drachten"),
    Colleague(6, "Ilse Jansen", "Klantenservice, Zwolle"),
]


class EveryField(forms.Form):
    """One of each kind of field."""

    name = forms.CharField(label="Hoe heet je?", help_text="Zoals collega’s je noemen.")
    about = forms.CharField(label="Over jou", required=False, widget=forms.Textarea)
    password = forms.CharField(
        label="Wachtwoord", widget=forms.PasswordInput(attrs={"placeholder": "Wachtwoord"})
    )
    code = forms.CharField(label="Code")
    openness = forms.ChoiceField(
        label="Wie mag erin?",
        choices=[("open", "Open"), ("closed", "Besloten")],
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label="Taal", choices=[("nl", "Nederlands"), ("en", "English")], widget=forms.RadioSelect
    )
    places = forms.MultipleChoiceField(
        label="Waar wil je bij horen?",
        choices=[("1", "Groningen"), ("2", "Cijfers en kaarten")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    team = forms.ChoiceField(
        label="Team", choices=[("1", "Storingsdienst Emmen"), ("2", "Graafploeg Drachten")]
    )
    photo = forms.FileField(
        label="Foto", required=False, help_text="De plek waar je stond halen we eruit."
    )
    agree = forms.BooleanField(
        label="Dit is een gedeelde tablet",
        help_text="Je bent dan na 15 minuten uitgelogd.",
        required=False,
    )
    on = forms.BooleanField(label="Minder beweging", required=False)


class Appointment(forms.Form):
    """A form that is easily filled in wrong."""

    title = forms.CharField(label="Geef je bericht een titel")
    day = forms.DateField(label="Kies een dag", help_text="Een dag die nog komt.")
    key = forms.CharField(widget=forms.HiddenInput, required=False)


def wrong_form() -> Appointment:
    return Appointment({"title": "", "day": "14 november"})


def frame(path: str = "/") -> SimpleNamespace:
    line = SimpleNamespace
    return line(
        home_url="/",
        write_url="/write/",
        bell_url="/bell/",
        unread=3,
        profile_url="/people/0/",
        settings_url="/settings/",
        theme_url="/settings/theme/",
        language_url="/settings/language/",
        sign_out_url="/accounts/logout/",
        people_url="/people/",
        communities_url="/communities/",
        admin_url=None,
        help_line="",
        menu=[
            line(label="Start", url="/", icon="home", is_current=path == "/", has_news=False),
            line(
                label="Communities",
                url="/communities/",
                icon="talks",
                is_current=False,
                has_news=True,
            ),
            line(label="Mensen", url="/people/", icon="users", is_current=False, has_news=False),
        ],
        communities=[
            line(
                name=name,
                url=f"/communities/{tone}/",
                initial=name[0],
                tone=tone,
                is_current=False,
                has_news=tone == "clay",
            )
            for name, tone in (
                ("Storingsdienst", "clay"),
                ("Graven & verbinden", "sun"),
                ("Leeuwarden", "sea"),
            )
        ],
    )


def gallery_environment() -> Any:
    """The product's own environment, with a place and addresses that need nothing else."""
    env = environment(loader=FileSystemLoader([TEMPLATES, Path(__file__).parent]), autoescape=True)
    values = [SimpleNamespace(sentence="We zeggen het tegen elkaar, niet over elkaar.")]
    place = SimpleNamespace(
        place_name="Het Plein",
        name="Noorderlicht Netbeheer",
        logo_url=None,
        css_url="/place.css",
        values=values,
    )
    env.globals["place"] = lambda: place
    env.globals["url"] = lambda name, *values: (
        "/" + "/".join(str(part) for part in (name, *values)) + "/"
    )
    return env


def context(path: str = "/", **changed: Any) -> dict[str, Any]:
    token = Markup('<input type="hidden" name="csrfmiddlewaretoken" value="token">')
    usual = {
        "viewer": COLLEAGUES[0],
        "people": COLLEAGUES,
        "frame": frame(path),
        "messages": [],
        "now": MORNING,
        "csrf_token": "token",
        "csrf_input": token,
        "form": EveryField(),
        "wrong_form": wrong_form(),
        "request": SimpleNamespace(path=path, get_full_path=lambda: path),
    }
    return usual | changed


def rendered(template: str, language: str = "nl", **changed: Any) -> str:
    """Render a template file as somebody who reads this language would get it."""
    with translation.override(language):
        return gallery_environment().get_template(template).render(context(**changed))


def written(source: str, language: str = "nl", **changed: Any) -> str:
    """Render a line of template, for one component at a time."""
    with translation.override(language):
        return gallery_environment().from_string(source).render(context(**changed))


def is_letter(template: Path) -> bool:
    """Tell whether a template is a mail, which stands alone: it brings its looks along."""
    return template.parent.name in ("email", "mail")
