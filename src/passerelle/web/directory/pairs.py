"""Two actors that are perhaps one, made ready for the screen."""

from dataclasses import dataclass

from passerelle.apps.directory.models import Verb
from passerelle.apps.directory.queries.pairs import Alike, Side


@dataclass(frozen=True, slots=True)
class Choice:
    """Whom to keep; `absorbed` becomes part of it."""

    kept: Side
    absorbed: Side


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair on the screen: a question, or what was answered."""

    alike: Alike

    @property
    def id(self) -> str:
        one, other = self.alike.pair
        return f"pair-{one}-{other}"

    @property
    def one(self) -> int:
        return self.alike.pair[0]

    @property
    def other(self) -> int:
        return self.alike.pair[1]

    @property
    def choices(self) -> list[Choice]:
        first, second = self.alike.sides
        return [Choice(first, second), Choice(second, first)]

    @property
    def kept(self) -> Side | None:
        """Who stands, when they were said to be one."""
        decision = self.alike.decision
        if decision is None or decision.verb != Verb.MERGE:
            return None
        return next(side for side in self.alike.sides if side.actor.pk == decision.other_id)
