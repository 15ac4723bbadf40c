"""How large a synthetic company is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """How many there are of what one can count; the rest follows from it."""

    people: int = 5_000
    posts: int = 100_000
    comments: int = 500_000
    communities: int = 60

    @property
    def name(self) -> str:
        """Return a word for it that can be part of the name of a database."""
        return f"p{self.people}_t{self.posts}_c{self.comments}_m{self.communities}_s1"

    def times(self, factor: int) -> "Size":
        """Return the size of a company that has grown; it keeps as many communities."""
        return Size(
            self.people * factor, self.posts * factor, self.comments * factor, self.communities
        )
