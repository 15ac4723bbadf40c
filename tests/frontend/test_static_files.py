"""What production serves: one stylesheet, hashed names, nothing that nobody asks for."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings

from intranet.platform.staticfiles import rebased
from tests.frontend.gallery import rendered

SCRIPT_BUDGET = 40_000
PAGE_BUDGET = 200_000


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    folder = tmp_path_factory.mktemp("static")
    backend = {"BACKEND": "intranet.platform.staticfiles.JoinedStaticFilesStorage"}
    finders = [
        "django.contrib.staticfiles.finders.FileSystemFinder",
        "intranet.platform.staticfiles.NeededFilesFinder",
    ]
    changed = {
        "STATIC_ROOT": folder,
        "STORAGES": {**settings.STORAGES, "staticfiles": backend},
        "STATICFILES_FINDERS": finders,
    }
    with override_settings(**changed):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield Collected(folder)


class Collected:
    """The folder that a web server would serve from."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def file(self, name: str) -> Path:
        """Find the hashed file behind a name."""
        return self.folder / staticfiles_storage.stored_name(name)

    def weight(self, name: str) -> int:
        """Say what travels for it."""
        path = self.file(name)
        squeezed = path.with_name(path.name + ".br")
        return (squeezed if squeezed.exists() else path).stat().st_size

    def with_imports(self, path: Path) -> set[Path]:
        """Return a module and everything that it needs before it runs."""
        found, waiting = set(), [path]
        while waiting:
            module = waiting.pop()
            if module not in found:
                found.add(module)
                waiting += [
                    (module.parent / name).resolve()
                    for name in re.findall(r'(?:from|import) ?"([./][^"]+)";', module.read_text())
                ]
        return found


def test_the_stylesheet_is_one_file_in_the_order_of_its_layers(collected):
    css = collected.file("css/app.css").read_text()

    assert "@import" not in css
    assert re.findall(r"^@layer (\w+) \{", css, re.MULTILINE)[:4] == [
        "reset",
        "tokens",
        "base",
        "layouts",
    ]
    assert css.index("@layer reset, tokens, base, layouts, components, utilities;") < css.index(
        "@layer reset {"
    )
    assert css.count("{") == css.count("}")


def test_what_a_part_points_at_is_found_from_the_joined_file():
    assert (
        rebased("a { b: url('../../img/x.svg#i') }", "components")
        == 'a { b: url("../img/x.svg#i") }'
    )
    assert (
        rebased("a { b: url(data:image/png;base64,AA) }", "components")
        == "a { b: url(data:image/png;base64,AA) }"
    )


def test_a_module_imports_the_hashed_names_of_others(collected):
    modules = collected.with_imports(collected.file("js/app.js"))

    assert len(modules) > 10
    assert all(re.search(r"\.[0-9a-f]{12}\.js$", path.name) for path in modules)
    assert re.search(
        r'import\("\./editor/editor\.[0-9a-f]{12}\.js"\)',
        collected.file("js/composer.js").read_text(),
    )


def test_the_editor_is_found_with_all_it_needs(collected):
    modules = collected.with_imports(collected.file("js/editor/editor.js"))

    assert any("django_prose_editor" in str(path) for path in modules)
    assert all(path.exists() for path in modules)


def test_what_no_page_asks_for_is_left_out(collected):
    names = [
        str(path.relative_to(collected.folder))
        for path in collected.folder.rglob("*")
        if path.is_file()
    ]

    unneeded = re.compile(r"\.map$|material-icons|htmx-4|^rest_framework/")
    assert not [name for name in names if unneeded.search(name)]


def test_the_scripts_before_somebody_writes_are_light(collected):
    modules = {
        str(path.relative_to(collected.folder.resolve()))
        for path in collected.with_imports(collected.file("js/app.js"))
    }

    weight = sum(squeezed(collected.folder / name) for name in modules) + collected.weight(
        "django_htmx/htmx-2.min.js"
    )

    assert weight < SCRIPT_BUDGET


def test_a_cold_page_is_light(collected):
    scripts = collected.with_imports(collected.file("js/app.js"))

    weight = len(rendered("living_page.html").encode()) + sum(
        path.stat().st_size for path in scripts
    )
    weight += sum(
        collected.weight(name) for name in ("css/app.css", "icons.svg", "django_htmx/htmx-2.min.js")
    )

    assert weight < PAGE_BUDGET


def squeezed(path: Path) -> int:
    small = path.with_name(path.name + ".br")
    return (small if small.exists() else path).stat().st_size
