"""The six clarities of a commitment: clear person, task, responsibility, deadline, authority and outcome.

They are the test that Vietnamese directives put to every assignment (« rõ người, rõ việc, rõ trách nhiệm,
rõ thời gian, rõ thẩm quyền, rõ kết quả »). Each holds or does not, with a code that says why; none is inferred.
"""

from dataclasses import dataclass

from passerelle.core.events.spans import days

CLARITIES = ("person", "task", "responsibility", "deadline", "authority", "outcome")
SAYS = (
    "named", "nobody_named", "stated", "no_task", "one_word", "owned", "no_owner", "only_a_state", "day", "month",
    "year", "no_deadline", "too_vague", "no_authority", "measured", "described", "no_unit", "no_outcome",
)  # fmt: skip
_YEAR = 366


@dataclass(frozen=True, slots=True)
class Promise:
    """What a commitment says of itself; "" and None where it says nothing.

    `person` answers for it by name, `owner` is the actor that promised and `owner_kind` its kind (ACTOR_KINDS),
    `deliverable` what is to be done, `deadline` ISO 8601, `authority` who or what empowers, `outcome` what will be
    different, `quantity` with its `unit` how much.
    """

    person: str = ""
    deliverable: str = ""
    owner: str = ""
    owner_kind: str = ""
    deadline: str | None = None
    authority: str = ""
    outcome: str = ""
    quantity: float | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Clarity:
    """One of CLARITIES: whether it holds, and a code of SAYS why."""

    name: str
    held: bool
    says: str


def clarities(promise: Promise) -> tuple[Clarity, ...]:
    """Return the six clarities of a promise, in their order."""
    return (
        _clarity("person", promise.person.strip(), "named", "nobody_named"),
        _task(promise.deliverable),
        _responsibility(promise),
        _deadline(promise.deadline),
        _clarity("authority", promise.authority.strip(), "stated", "no_authority"),
        _outcome(promise),
    )


def _clarity(name: str, given: str, held: str, lacking: str) -> Clarity:
    return Clarity(name, bool(given), held if given else lacking)


def _task(deliverable: str) -> Clarity:
    words = len(deliverable.split())
    return Clarity("task", words > 1, "stated" if words > 1 else "one_word" if words else "no_task")


def _responsibility(promise: Promise) -> Clarity:
    """A state promises, but a body of it answers: "Viet Nam" is nobody's telephone number."""
    if promise.owner and promise.owner_kind in ("country", "place"):
        return Clarity("responsibility", False, "only_a_state")
    return _clarity("responsibility", promise.owner, "owned", "no_owner")


def _deadline(stated: str | None) -> Clarity:
    found = days(stated)
    if found is None:
        return Clarity("deadline", False, "no_deadline")
    if found.length > _YEAR:
        return Clarity("deadline", False, "too_vague")
    says = "day" if found.length == 1 else "month" if found.length <= 31 else "year"
    return Clarity("deadline", True, says)


def _outcome(promise: Promise) -> Clarity:
    if promise.quantity is not None and promise.unit.strip():
        return Clarity("outcome", True, "measured")
    if promise.outcome.strip():
        return Clarity("outcome", True, "described")
    return Clarity("outcome", False, "no_unit" if promise.quantity is not None else "no_outcome")
