"""Points that are refused: how many, the first reasons, and all of them where every row is kept."""

from __future__ import annotations

_MOST_REASONS = 3


class Refusals:
    """Points without figures, with the reason for each."""

    def __init__(self, *, every: bool) -> None:
        self.every = every
        self.count = 0
        self.reasons: dict[int, str] = {}
        """By the number of the point; where not all are kept, the first of each of the first reasons."""

    def add(self, number: int, reason: str) -> None:
        """Take in a point."""
        self.count += 1
        if self.every or (len(self.reasons) <= _MOST_REASONS and reason not in self.reasons.values()):
            self.reasons[number] = reason

    def note(self, done: int) -> list[str]:
        """A sentence on them, if there are any."""
        if not self.count:
            return []
        reasons = list(dict.fromkeys(self.reasons.values()))
        shown = [*reasons[:_MOST_REASONS], *(["..."] if len(reasons) > _MOST_REASONS else [])]
        return [f"refused: {self.count:,} of {done:,} points: {'; '.join(shown)}"]
