"""What the columns of HR's list may be called, in Dutch and in English."""

import re
import unicodedata

HEADINGS = {
    "personnel_number": (
        "personeelsnummer", "personeelsnr", "medewerkernummer", "personnel number",
        "employee number", "employee id", "number", "nummer",
    ),
    "name": ("naam", "volledige naam", "medewerker", "name", "full name", "employee"),
    "first_name": ("voornaam", "roepnaam", "first name", "given name"),
    "infix": ("tussenvoegsel", "tussenvoegsels", "voorvoegsel", "infix"),
    "last_name": ("achternaam", "last name", "surname", "family name"),
    "email": ("e-mail", "e-mailadres", "mailadres", "e-mail address", "mail"),
    "job_title": ("functie", "functienaam", "functietitel", "job title", "job", "title"),
    "function_profile": ("functieprofiel", "function profile", "job profile"),
    "team": ("team", "afdeling", "organisatieonderdeel", "department", "unit"),
    "manager": (
        "leidinggevende", "personeelsnummer leidinggevende", "nummer leidinggevende", "manager",
        "manager number", "manager personnel number", "reports to",
    ),
    "location": ("vestiging", "locatie", "standplaats", "location", "site", "office"),
    "kind_of_work": ("soort werk", "werkplek", "kind of work", "place of work"),
    "language": ("taal", "language"),
    "phone": ("telefoon", "telefoonnummer", "mobiel", "phone", "phone number", "mobile"),
}  # fmt: skip

KINDS_OF_WORK = {
    "on_site": ("op locatie", "kantoor", "binnen", "on site", "office", "on_site"),
    "at_home": ("thuis", "thuiswerk", "op afstand", "at home", "remote", "at_home"),
    "in_field": ("buiten", "in het veld", "buitendienst", "in the field", "field", "in_field"),
}
LANGUAGES = {
    "nl": ("nl", "nederlands", "dutch"),
    "en": ("en", "engels", "english"),
}


def plain(word: str) -> str:
    """Return a word as headings are compared: small letters and digits only."""
    letters = unicodedata.normalize("NFKD", word).casefold()
    return re.sub(r"[^a-z0-9]", "", letters)


def lookup(table: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Turn a table of names around, so that a word finds what it stands for."""
    return {plain(word): key for key, words in table.items() for word in words}


HEADING_OF = lookup(HEADINGS)
KIND_OF_WORK_OF = lookup(KINDS_OF_WORK)
LANGUAGE_OF = lookup(LANGUAGES)
