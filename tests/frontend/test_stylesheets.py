"""Stylesheets: one per component, none forgotten, none without a use."""

import re
from pathlib import Path

import pytest
from django import forms
from django.contrib import admin

from tests.frontend.gallery import CSS, SCRIPTS, TEMPLATES, is_letter

STYLESHEETS = sorted((CSS / "components").glob("*.css"))
# What Django's admin draws wears these; its templates and ours of its kind say the classes.
OF_THE_ADMIN = sorted((CSS / "admin").glob("*.css"))
LISTS = ("app.css", "admin.css")
COMPONENTS = sorted((TEMPLATES / "components").glob("_*.html"))

KINDS = {".html", ".js", ".py"}

# Components whose looks come from another one, with the stylesheet that gives them.
PLAIN = {
    "acts": "button",
    "bell": "tool",
    "flash": "toast",
    "form_errors": "notice",
    "press": "button",
    "search_box": "search",
}
# Classes that only say which state something is in, or that a library writes.
UNSTYLED = {"composer__tools", "composer__text", "only-wide", "ProseMirror"}


def classes_in(css: str) -> set[str]:
    bare = re.sub(r"/\*.*?\*/|url\([^)]*\)|\"[^\"]*\"", "", css, flags=re.DOTALL)
    return set(re.findall(r"\.([a-zA-Z][\w-]*)", bare))


def classes_in_use() -> set[str]:
    """Every word in a class attribute of a template, and every quoted word of a script."""
    icon = TEMPLATES.parent / "intranet" / "platform" / "templating.py"
    templates = "".join(path.read_text() for path in [*TEMPLATES.rglob("*.html"), icon])
    scripts = "".join(path.read_text() for path in SCRIPTS.rglob("*.js"))
    said = re.findall(r"""class(?:es)?="(.*?)"(?=[\s>,)])""", templates) + re.findall(
        r"""["'](.*?)["']""", scripts
    )
    return {word for text in said for word in re.findall(r"[a-zA-Z][\w-]*", text)}


def test_the_lists_of_stylesheets_are_complete():
    listed = [
        part
        for name in LISTS
        for part in re.findall(r'@import url\("([^"]+)"\)', (CSS / name).read_text())
    ]

    assert len(listed) == len(set(listed))
    assert {CSS / part for part in listed} == {
        path for path in CSS.rglob("*.css") if path.name not in LISTS
    }


def test_only_the_admin_asks_for_the_stylesheets_of_the_admin():
    listed = re.findall(r'@import url\("([^"]+)"\)', (CSS / "admin.css").read_text())

    assert {CSS / part for part in listed} == set(OF_THE_ADMIN)


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_every_component_has_its_stylesheet_or_says_whose_it_wears(path):
    name = path.stem.removeprefix("_")

    assert (CSS / "components" / f"{PLAIN.get(name, name)}.css").exists()


@pytest.mark.parametrize("path", STYLESHEETS, ids=lambda path: path.stem)
def test_no_stylesheet_is_without_a_use(path):
    assert classes_in(path.read_text()) & classes_in_use()


@pytest.mark.parametrize("path", OF_THE_ADMIN, ids=lambda path: path.stem)
def test_every_class_of_the_admin_is_one_that_django_or_we_use_there(path):
    drawn = [Path(admin.__file__).parent, Path(forms.__file__).parent, TEMPLATES.parent / "people"]
    files = [file for folder in drawn for file in folder.rglob("*") if file.suffix in KINDS]
    used = set(re.findall(r"[\w-]+", " ".join(file.read_text() for file in files)))

    assert classes_in(path.read_text()) - used - classes_in_use() == set()


@pytest.mark.parametrize("path", STYLESHEETS + OF_THE_ADMIN, ids=lambda path: path.stem)
def test_a_stylesheet_fits_on_a_few_screens(path):
    assert len(path.read_text().splitlines()) <= 150


def test_there_are_few_utilities():
    assert len((CSS / "utilities.css").read_text().splitlines()) < 80


def test_only_utilities_insist():
    insisting = [path.name for path in CSS.rglob("*.css") if "!important" in path.read_text()]

    assert set(insisting) <= {"utilities.css", "reset.css", "base.css", "layouts.css"}


def test_every_class_in_a_template_has_a_rule():
    known = classes_in("".join(path.read_text() for path in CSS.rglob("*.css"))) | UNSTYLED
    used = {
        (word, str(path.relative_to(TEMPLATES)))
        for path in TEMPLATES.rglob("*.html")
        for found in re.findall(r'class="([^"{]*)["{]', path.read_text())
        for word in found.split()
        if re.fullmatch(r"[a-z][\w-]*[a-z0-9]", word) and word not in own_rules(path)
    }

    assert sorted((where, word) for word, where in used if word not in known) == []


def own_rules(template: Path) -> set[str]:
    """Return the classes for which letters have rules in their own head."""
    head = (TEMPLATES / "mail" / "_head.html").read_text()
    styles = re.findall(r"<style>(.*?)</style>", head, re.DOTALL)
    return classes_in("".join(styles)) if is_letter(template) else set()
