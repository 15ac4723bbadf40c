"""What a cell means: numbers, moments, yes and no, and when it means nothing at all."""

from datetime import UTC, datetime

LARGEST_ID = 2**63 - 1
EARLIEST, LATEST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
YES, NO = {"true", "t", "1", "yes"}, {"false", "f", "0", "no", ""}
# How older exports write a moment.
SLASHED = "%Y/%m/%d %H:%M:%S %z"


class Senseless(ValueError):
    """A row cannot be what it says; the sentence names the column."""


class Cells:
    """The cells of one row by the names in the header."""

    def __init__(self, header: list[str], cells: list[str]) -> None:
        self.by_name = dict(zip(header, cells, strict=True))

    def words(self, name: str) -> str:
        """Return what somebody wrote, as it stands; PostgreSQL holds no NUL, so neither do we."""
        return self.by_name.get(name, "").replace("\x00", "")

    def text(self, name: str) -> str:
        """Return a short text, '' for null."""
        value = self.words(name).strip()
        return "" if value == "null" else value

    def whole(self, name: str) -> int:
        """Return a number that must be there."""
        value = self.maybe_whole(name)
        if value is None:
            raise Senseless(f"{name} is empty")
        return value

    def maybe_whole(self, name: str) -> int | None:
        """Return a number, or None when the cell is empty or null."""
        value = self.text(name)
        if not value:
            return None
        if not (value.isascii() and value.isdigit()) or not 0 < int(value[:20]) <= LARGEST_ID:
            raise Senseless(f"{name} is not an id: {shortened(value)}")
        return int(value)

    def moment(self, name: str) -> datetime:
        """Return a time that must be there."""
        value = self.maybe_moment(name)
        if value is None:
            raise Senseless(f"{name} is empty")
        return value

    def maybe_moment(self, name: str) -> datetime | None:
        """Return a time with its zone, or None when the cell is empty or null."""
        value = self.text(name)
        if not value:
            return None
        try:
            moment = read_moment(value)
        except ValueError:
            raise Senseless(f"{name} is not a date: {shortened(value)}") from None
        if not EARLIEST <= moment < LATEST:
            raise Senseless(f"{name} cannot be: {shortened(value)}")
        return moment

    def truth(self, name: str) -> bool:
        """Return yes or no; an empty cell and null are no."""
        value = self.text(name).lower()
        if value not in YES | NO:
            raise Senseless(f"{name} is neither true nor false: {shortened(value)}")
        return value in YES

    def others(self, known: frozenset[str]) -> dict[str, str]:
        """Return what stands in columns that nobody knows."""
        unknown = {name: self.words(name) for name in self.by_name if name not in known}
        return {name: value for name, value in unknown.items() if value not in {"", "null"}}


def read_moment(value: str) -> datetime:
    """Read both ways in which exports write a moment; one without a zone is UTC."""
    if "/" in value:
        return datetime.strptime(value, SLASHED).astimezone(UTC)
    moment = datetime.fromisoformat(value)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def shortened(value: str) -> str:
    """Return enough of a cell to find it."""
    return repr(value if len(value) <= 40 else value[:40] + "…")
