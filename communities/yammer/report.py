"""The report of an import: for a person on screen, and whole as JSON."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from communities.yammer.problems import SHOWN
from communities.yammer.runs import Outcome

SECTIONS = {
    "people": "People",
    "communities": "Communities",
    "memberships": "Memberships",
    "messages": "Messages",
    "orphans": "Orphans",
    "attachments": "Attachments",
    "versions": "Earlier versions",
    "topics": "Topics",
}


def on_screen(outcome: Outcome) -> Iterator[str]:
    """Yield the report line by line, without what is zero."""
    report = outcome.report
    yield headline(report)
    for export in report["exports"]:
        yield from export_lines(export)
    for key, title in SECTIONS.items():
        figures = {name: count for name, count in report.get(key, {}).items() if count}
        if figures:
            yield ""
            yield title
            for name, count in figures.items():
                yield f"  {name.replace('_', ' '):<42} {count:>10,}"
    yield ""
    yield from problem_lines(outcome)
    yield (f"{report['duration_seconds']:,} s, {report['messages_per_second']:,} messages a second")


def headline(report: dict[str, Any]) -> str:
    """Say in one line what this was."""
    if report["dry_run"]:
        return "Dry run: nothing was written. This is what an import would do:"
    if report["run"] is None:
        return "Nothing new: everything in these exports is here already."
    goes_on = " (gone on with after it was broken off)" if report["gone_on_with"] else ""
    return f"Run {report['run']}{goes_on}. Take it back with: import_yammer --undo {report['run']}"


def export_lines(export: dict[str, Any]) -> Iterator[str]:
    """Set what log.txt announced beside what was found."""
    yield ""
    until = f", until {export['until'][:10]}" if export["until"] else ""
    yield f"{export['zip']}{until}"
    yield f"  {'':<28}{'log.txt':>10}{'rows':>10}{'distinct':>10}{'left out':>10}"
    for file in export["files"]:
        announced = "-" if file["announced"] is None else f"{file['announced']:,}"
        line = (
            f"  {file['file']:<28}{announced:>10}{file['rows']:>10,}{file['distinct']:>10,}"
            f"{file['left_out']:>10,}"
        )
        if file["difference"]:
            line += f"   differs by {file['difference']:+,}"
        if not file["taken_over"]:
            line += "   not taken over"
        yield line
        for column, count in file["unknown_columns"].items():
            yield f"    unknown column {column}: kept for {count:,} rows"


def problem_lines(outcome: Outcome) -> Iterator[str]:
    """List the first problems, and say where the others are."""
    count = outcome.problems.count
    if not count:
        return
    yield f"Problems: {count:,}"
    for problem in outcome.problems.first:
        yield f"  {problem}"
    if count > SHOWN:
        yield f"  ... and {count - SHOWN:,} more: --report FILE.json lists them all"
    yield ""


def write_json(outcome: Outcome, path: Path) -> None:
    """Write the whole report; the problems go one by one, however many there are."""
    report = outcome.report | {"problems": None}
    head, _, tail = json.dumps(report, ensure_ascii=False, indent=2).partition('"problems": null')
    with path.open("w", encoding="utf-8") as file:
        file.write(f'{head}"problems": [')
        for number, problem in enumerate(outcome.problems):
            file.write(",\n    " if number else "\n    ")
            file.write(json.dumps(asdict(problem), ensure_ascii=False))
        file.write(f"\n  ]{tail}\n" if outcome.problems.count else f"]{tail}\n")
