"""Fillers: which actors of a sentence fill the slots of a claim, one filler for each type of claim."""

from collections.abc import Callable, Sequence

from passerelle.core.reading.grammar import Trigger
from passerelle.core.reading.parts import Part, joined
from passerelle.core.reading.references import group_of
from passerelle.core.reading.slots import Filled, Scene

_AGENT = 45
_MET = 70
_ISSUERS = frozenset(("government", "country", "association", "state"))
_OPENING = 14


def fill(scene: Scene, trigger: Trigger) -> Filled:
    """Return who is party to the claim of `trigger`."""
    return _FILLERS[trigger.rule.type](scene, trigger)


def _sides(scene: Scene, trigger: Trigger) -> Filled:
    """Two or more sides on a level: "A signed with B", "between A and B", "signed by A and B"."""
    first, last = scene.clauses.around(trigger.start)
    between = _last_between(scene, first, last) or _last_between(
        scene, scene.clauses.start, scene.clauses.end
    )
    if len(joined(between)) >= 2:
        return Filled(between, 0.9)
    filled = Filled()
    subject = scene.subject(trigger.start)
    if subject is not None:
        filled.parts.append(subject)
    filled.parts.extend(scene.governed(trigger.start, trigger.end + _AGENT, "by"))
    with_them = scene.governed(first, last, "with", "between")
    if not with_them and subject is None:
        with_them = scene.governed(scene.clauses.start, scene.clauses.end, "with", "between")
    filled.parts.extend(with_them)
    for marker in ("", "of", "to"):
        if len(filled.parties) >= 2:
            return filled
        found = scene.governed(trigger.end, last, marker)
        if found:
            filled.parts.append(group_of(scene.parts, found[0]))
            filled.confidence = 0.6
    if len(filled.parties) < 2 and (first_named := scene.subject(trigger.start, of_verb=False)):
        filled.parts.insert(0, first_named)
    if len(filled.parties) < 2 and trigger.rule.status != "in_force":
        carried = scene.carried()
        if carried is not None and filled.parties and subject is None:
            filled.parts.insert(0, carried)
            filled.confidence = 0.4
    return filled


def _last_between(scene: Scene, start: int, end: int) -> list[Part]:
    return scene.governed(start, end, "between")


def _meeting(scene: Scene, trigger: Trigger) -> Filled:
    """Who meets, visits, hosts or attends."""
    first, last = scene.clauses.around(trigger.start)
    rule = trigger.rule
    if rule.joins:
        return _gathered(scene, trigger, last)
    between = _last_between(scene, first, last)
    if len(joined(between)) >= 2:
        return Filled(between, 0.9)
    filled = Filled()
    subject = scene.subject(trigger.start)
    if subject is not None:
        filled.parts.append(subject)
    filled.parts.extend(scene.governed(trigger.start, last, "with", "by", "between"))
    filled.parts.extend(scene.governed(first, trigger.start, "with"))
    met = [part for part in scene.governed(trigger.start, last, "") if part.start - trigger.end <= _MET]
    if met and not rule.near and not rule.weak:
        filled.parts.append(group_of(scene.parts, met[0]))
    if rule.visit:
        visited = scene.governed(trigger.start, last, "in", "to", "of", "for", "")
        filled.parts.extend(part for part in visited[:2] if part.certain)
    if not filled.parties:
        filled.parts.extend(
            scene.governed(trigger.start, last, "of", "")[:6] or scene.governed(first, last, "of")[:2]
        )
    if not filled.parties and (carried := scene.carried()):
        filled.parts.append(carried)
        filled.confidence = 0.4
    return filled


def _gathered(scene: Scene, trigger: Trigger, last: int) -> Filled:
    """Return everybody whom a sentence names as taking part, with those of the event told before."""
    before = Part(0, 0, scene.context.gathered, certain=False)
    named = [part for part in scene.parts if trigger.start <= part.start < last and part.marker != "in"]
    return Filled([before, *named], 0.6)


def _owner(scene: Scene, trigger: Trigger) -> Filled:
    """Who runs a programme or issues a policy: the subject, the agent, or whose it is; partners count."""
    first, last = scene.clauses.around(trigger.start)
    filled = Filled()
    agents = scene.governed(trigger.start, last, "by")
    subject = scene.subject(trigger.start)
    inner = scene.governed(trigger.start, min(last, trigger.end + 60), "of")
    if agents:
        filled.parts.extend(agents)
    elif trigger.rule.status == "in_force" and inner:
        filled.parts.append(group_of(scene.parts, inner[0]))
    elif subject is not None:
        filled.parts.append(subject)
    elif inner:
        filled.parts.append(group_of(scene.parts, inner[0]))
        filled.confidence = 0.6
    if trigger.rule.type == "programme":
        filled.parts.extend(scene.governed(first, last, "with", "between"))
    if not filled.parties and (carried := scene.carried()):
        filled.parts.append(carried)
        filled.confidence = 0.4
    if trigger.rule.type == "policy":
        filled.parts = [part for part in filled.parts if part.kinds & _ISSUERS]
    return filled


def _investor(scene: Scene, trigger: Trigger) -> Filled:
    """Who puts money or a facility, and the named facility or recipient."""
    _, last = scene.clauses.around(trigger.start)
    filled = Filled()
    agents = scene.governed(trigger.start, min(last, trigger.end + _AGENT), "by")
    subject = scene.subject(trigger.start)
    if agents:
        filled.parts.extend(agents)
    elif subject is not None:
        filled.parts.append(subject)
    elif owners := scene.governed(trigger.start, last, "of"):
        filled.parts.append(group_of(scene.parts, owners[0]))
        filled.confidence = 0.6
    recipients = [
        part
        for part in scene.governed(trigger.end, last, "", "in", "to", "with")
        if not part.kinds <= {"country"} and not part.people
    ]
    filled.parts.extend(recipients[:3])
    if not filled.parties and (carried := scene.carried()):
        filled.parts.append(carried)
        filled.confidence = 0.4
    return filled


def _ask(scene: Scene, trigger: Trigger) -> Filled:
    """Who asks, and whom; a duty is asked by whoever speaks of the one who has it."""
    clauses = scene.clauses
    duty = bool(clauses.grammar.clauses["obligation"].match(clauses.text, trigger.start))
    subject = scene.subject(trigger.start)
    if duty:
        speaker = scene.speech.part if scene.speech else scene.context.speaking()
        if speaker is None or subject is None or not speaker.parties or subject.parties == speaker.parties:
            return Filled()
        return Filled([speaker, subject], 0.6)
    asker = subject or scene.carried()
    if asker is None:
        return Filled()
    asked = [
        part
        for part in scene.parts
        if trigger.end - 1 <= part.start <= trigger.end + 110
        and part.marker in ("", "to", "with", "in", "of")
        and part.parties
        and not set(part.parties) <= set(asker.parties)
    ]
    inside = [
        part
        for part in scene.parts
        if trigger.start < part.start < trigger.end
        and part.parties
        and not set(part.parties) <= set(asker.parties)
    ]
    own = [part for part in scene.parts if 0 <= part.start - trigger.end <= _OPENING and part.marker == ""]
    chosen = (inside + own + asked)[:1]
    if chosen:
        return Filled([asker, group_of(scene.parts, chosen[0])], 0.75 if asker.certain else 0.5)
    sides = scene.context.both("any") if trigger.rule.implicit else ()
    others = [party for party in sides if party not in asker.parties]
    if others and len(others) < len(sides):
        return Filled([asker, Part(0, 0, tuple(others), certain=False)], 0.4)
    return Filled()


def _praised(scene: Scene, trigger: Trigger) -> Filled:
    """Who is said to be strong."""
    _, last = scene.clauses.around(trigger.start)
    owners = scene.governed(trigger.start, min(last, trigger.end + 50), "of")
    subject = scene.subject(trigger.start)
    if subject is not None:
        return Filled([subject])
    before = [
        part for part in scene.parts if part.end <= trigger.start and part.marker == "of" and part.parties
    ]
    if before:
        return Filled([group_of(scene.parts, before[-1])], 0.6)
    if owners:
        return Filled([group_of(scene.parts, owners[0])], 0.6)
    listed = scene.governed(trigger.end, last, "")
    return Filled([group_of(scene.parts, listed[0])], 0.6) if listed else Filled()


_FILLERS: dict[str, Callable[[Scene, Trigger], Filled]] = {
    "agreement": _sides,
    "engagement": _meeting,
    "investment": _investor,
    "programme": _owner,
    "policy": _owner,
    "request": _ask,
    "strength": _praised,
}


def measured(scene: Scene, start: int, end: int) -> Filled:
    """Return whose figure text[start:end] is."""
    first, last = scene.clauses.around(start)
    subject = scene.subject(start, of_verb=False)
    if subject is not None:
        return Filled([subject])
    owners = [
        part for part in scene.parts if first <= part.start < last and part.marker in ("of", "by", "in")
    ]
    if owners:
        return Filled([group_of(scene.parts, owners[0])], 0.55)
    anywhere: Sequence[Part] = [
        part for part in scene.parts if part.parties and part.marker in ("in", "of", "with")
    ]
    if anywhere:
        return Filled([group_of(scene.parts, anywhere[0])], 0.45)
    carried = scene.carried() if scene.speech is None else None
    return Filled([carried], 0.35) if carried else Filled([], 0.3)
