"""The plain shapes of reading: mentions, actors, claims and the reading that holds them.

Words and statuses are those of the annotation guide. Offsets count characters of the text that was read.
"""

from dataclasses import dataclass, field

ACTOR_KINDS = (
    "person", "company", "government", "mission", "institute", "university",
    "association", "investor", "media", "country", "place",
)  # fmt: skip

STATUSES: dict[str, tuple[str, ...]] = {
    "agreement": ("proposed", "negotiating", "signed", "in_force", "ended"),
    "engagement": ("planned", "held"),
    "investment": ("announced", "planned", "under_construction", "operating"),
    "programme": ("announced", "running", "ended"),
    "policy": ("drafted", "adopted", "in_force"),
    "target": ("set",),
    "result": ("reached",),
    "request": ("made", "accepted", "refused"),
    "strength": ("stated",),
}
CLAIM_TYPES = tuple(STATUSES)

INSTRUMENTS = (
    "mou", "letter_of_intent", "framework", "contract", "treaty", "partnership", "joint_statement", "other",
)  # fmt: skip

ATTRIBUTES = (
    "type", "parties", "people", "technologies", "date", "place", "status", "quantity", "instrument", "speaker",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """One place in the text that names an actor: text[start:end] == surface."""

    start: int
    end: int
    surface: str
    actor: str
    kind: str
    country: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor of one document: `names` holds every surface form, exactly as written, longest first."""

    id: str
    kind: str
    country: str | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value with its unit: an ISO 4217 code, "percent", or an English singular noun."""

    value: float
    unit: str
    by: str | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One stated event or state, anchored at text[start:end], the words that state it.

    `sentence_start` and `sentence_end` bound the sentence around it. `confidence` maps each attribute of
    ATTRIBUTES that has a value to a probability in 0..1.
    """

    type: str
    status: str
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    parties: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    technologies: tuple[str, ...] = ()
    date: str | None = None
    place: str | None = None
    quantity: Quantity | None = None
    instrument: str | None = None
    speaker: str | None = None
    confidence: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader found in one text. `read` is False when the language is not one we read."""

    reader: str
    version: str
    language: str
    read: bool
    published: str | None
    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    technologies: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
