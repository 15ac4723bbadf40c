"""Shared parts of pages: what each shows, and to whom it speaks."""

import re

import pytest

from tests.frontend.gallery import (
    COLLEAGUES,
    TEMPLATES,
    EveryField,
    gallery_environment,
    is_letter,
    rendered,
    written,
    wrong_form,
)

COMPONENTS = sorted((TEMPLATES / "components").glob("_*.html"))
ALL_TEMPLATES = sorted(TEMPLATES.rglob("*.html"))
BRAM, JOKE = COLLEAGUES[0], COLLEAGUES[1]


def with_component(name: str, macro: str, line: str) -> str:
    return f'{{% from "components/_{name}.html" import {macro} %}}{line}'


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_living_page_shows_every_component_in_both_languages(language):
    page = rendered("living_page.html", language)

    assert ("Naar de inhoud" in page) == (language == "nl")
    assert page.count("<h1") == 1


def test_every_component_stands_on_the_living_page_or_in_a_layout():
    seen = "".join(
        path.read_text()
        for path in [
            TEMPLATES.parent / "tests/frontend/living_page.html",
            *(TEMPLATES / "layouts").glob("*.html"),
            *COMPONENTS,
        ]
    )

    unseen = [path.name for path in COMPONENTS if f"components/{path.name}" not in seen]

    assert unseen == ["_flash.html"]


def test_a_component_speaks_the_language_of_each_reader_in_turn():
    line = with_component("marks", "kind", '{{ kind("question") }}')

    heard = [written(line, language) for language in ("nl", "en", "nl")]

    assert ["Question" in said for said in heard] == [False, True, False]


def test_somebody_without_a_photo_is_shown_by_her_letters():
    line = with_component("avatar", "avatar", "{{ avatar(people[0]) }}{{ avatar(people[1]) }}")

    shown = written(line)

    assert ">BW<" in shown
    assert shown.count("<img") == 1


def test_a_former_colleague_keeps_a_face_and_a_byline_without_a_link():
    line = with_component("byline", "byline", "{% call byline(none) %}gisteren{% endcall %}")

    shown = written(line)

    assert "<a" not in shown
    assert "Oud-collega" in shown


def test_a_field_with_an_error_says_so_to_everybody():
    line = with_component("field", "field", "{{ field(wrong_form.day) }}")

    shown = written(line)

    assert 'aria-invalid="true"' in shown
    described_by = re.search(r'aria-describedby="([^"]+)"', shown)[1].split()
    assert all(f'id="{name}"' in shown for name in described_by)
    assert len(described_by) == 2


@pytest.mark.parametrize(
    "name",
    [name for name in EveryField.base_fields if name not in ("openness", "language", "places")],
)
def test_every_field_has_a_label_that_belongs_to_it(name):
    line = with_component("field", "field", f"{{{{ field(form.{name}) }}}}")

    shown = written(line)

    assert f'for="id_{name}"' in shown or re.search(rf"<label[^>]*><input[^>]*id_{name}", shown)


@pytest.mark.parametrize("name", ["openness", "places"])
def test_a_list_of_choices_is_a_group_with_a_name(name):
    line = with_component("field", "field", f'{{{{ field(form.{name}, style="options") }}}}')

    shown = written(line)

    assert "<fieldset" in shown
    assert "<legend" in shown


def test_a_placeholder_that_only_repeats_the_label_is_left_out():
    line = with_component("field", "field", "{{ field(form.password) }}")

    assert "placeholder" not in written(line)


def test_the_summary_of_errors_leads_to_each_field():
    line = with_component("form_errors", "form_errors", "{{ form_errors(wrong_form) }}")

    shown = written(line)

    assert 'href="#id_title"' in shown
    assert "Nog 2 dingen" in shown


def test_a_form_without_errors_has_no_summary():
    line = with_component("form_errors", "form_errors", "{{ form_errors(form) }}")

    assert written(line, wrong_form=wrong_form()).strip() == ""


def test_names_are_never_taken_for_markup():
    line = with_component("byline", "byline", "{% call byline(person) %}{% endcall %}")
    prankster = type(BRAM)(7, "<script>alert(1)</script> Bos", "Grapjas")

    assert "<script>" not in written(line, person=prankster)


def test_the_page_for_our_own_failure_needs_nothing_at_all():
    page = gallery_environment().get_template("errors/500.html").render()

    assert "<h1" in page


@pytest.mark.parametrize("path", ALL_TEMPLATES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_no_page_carries_a_style_or_a_script_in_itself(path):
    source = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", "", path.read_text(), flags=re.DOTALL)

    # A letter is read where no stylesheet of ours is; a page has no style of its own.
    assert is_letter(path) or not re.search(r"\sstyle=|<style", source)
    assert not re.search(r"\son[a-z]+=\"|javascript:", source)
    assert not re.search(r"<script(?![^>]*\bsrc=)", source)
