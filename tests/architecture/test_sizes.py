"""The size of things: what grows too large is split while it is still easy."""

from tests.architecture.sources import APPS, ROOT, functions, modules, short

LONGEST_MODULE = 300
LONGEST_FUNCTION = 40


def test_no_module_is_longer_than_a_few_screens():
    lengths = {
        short(path): len(path.read_text().splitlines()) for path, _ in modules(*APPS, "intranet")
    }

    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_no_function_is_longer_than_one_screen():
    too_long = [
        f"{short(path)} {function.name}"
        for path, tree in modules(*APPS, "intranet")
        for function in functions(tree)
        if function.end_lineno - function.lineno + 1 > LONGEST_FUNCTION
    ]

    assert too_long == []


def test_no_partial_or_page_is_longer_than_it_should_be():
    # A field draws every kind of input there is; apart it would be harder to follow.
    limits = {
        path: 110 if path.name == "_field.html" or not path.name.startswith("_") else 60
        for path in (ROOT / "templates").rglob("*.html")
    }

    assert [
        short(path) for path, limit in limits.items() if len(path.read_text().splitlines()) > limit
    ] == []
