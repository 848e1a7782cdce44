"""Examples: what annotated documents teach each classifier, as features with the right answer."""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import regex

from passerelle.core.naming.gazetteer import Gazetteer
from passerelle.core.reading.claims import claims_of, dated
from passerelle.core.reading.model import Actor
from passerelle.core.reading.original import Original
from passerelle.core.reading.reader import Reader
from passerelle.core.reading.scenes import scenes_of
from passerelle.core.reading.trained import amounts, dates, roles, sentences, signals, states
from passerelle.core.reading.trained.candidates import candidates
from passerelle.core.reading.trained.frame import Frame
from passerelle.core.reading.trained.naming import Namer, namer
from passerelle.core.text.model import Expression

ROOT = Path(__file__).resolve().parents[1]
DOSSIER = ROOT / "src" / "passerelle" / "starter" / "dossier"
WHOLE = 3.0
_BESIDE = 5  # words next to an anchor may belong to what it states: they are no examples of "none"


class Teaching(Reader):
    """Surveys a text as the trained reader does, before there are classifiers."""

    generous = True

    def __init__(self, known: Gazetteer, judged_by: Namer | None = None) -> None:
        super().__init__(known)
        self.namer = judged_by or namer()


Line: TypeAlias = tuple[list[str], str, float]


@dataclass
class Examples:
    """For each classifier, (features, answer, weight) lines; `typed` is the word (language, stem) of each line of
    `types`, `words` counts (language, stem, signals?).
    """

    types: list[Line] = field(default_factory=list)
    typed: list[tuple[str, str]] = field(default_factory=list)
    sentences: list[tuple[list[str], frozenset[str], float]] = field(default_factory=list)
    amounts: list[Line] = field(default_factory=list)
    roles: list[Line] = field(default_factory=list)
    states: list[Line] = field(default_factory=list)
    dates: list[Line] = field(default_factory=list)
    words: Counter[tuple[str, str, bool]] = field(default_factory=Counter)
    weight: float = 1.0

    def add(self, other: "Examples") -> None:
        self.types += other.types
        self.typed += other.typed
        self.sentences += other.sentences
        self.amounts += other.amounts
        self.roles += other.roles
        self.states += other.states
        self.dates += other.dates
        self.words += other.words


def corpus(languages: Iterable[str] = ("fr", "vi", "en")) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield the records of the training corpus with their texts."""
    for language in languages:
        for path in sorted((ROOT / "training" / "corpus").glob(f"{language}-*.jsonl")):
            for line in path.read_text(encoding="utf-8").splitlines():
                record = json.loads(line)
                yield record, record["text"]


def dossier(languages: Iterable[str] = ("fr", "vi", "en")) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield the annotated documents of the sample dossier with their texts."""
    for language in languages:
        for path in sorted(DOSSIER.glob(f"gold-{language}*.jsonl")):
            for line in path.read_text(encoding="utf-8").splitlines():
                record = json.loads(line)
                yield record, (DOSSIER / language / record["doc"]).read_text(encoding="utf-8")


def weight_of(record: dict[str, Any]) -> float:
    """Whole documents are as the desk meets them; single sentences were written to be hard, and weigh less."""
    single = "text" in record and "\n\n" not in record["text"]
    return 1.0 if single else WHOLE


def examples_of(reader: Reader, record: dict[str, Any], text: str) -> Examples:
    """Return what one annotated document teaches."""
    found = Examples(weight=weight_of(record))
    original = Original(text)
    document, actors = reader.survey(original, record["lang"], record["published"])
    same = aligned(record, actors)
    gold = [(claim, _anchor(original.text, claim["anchor"])) for claim in record["claims"]]
    for position, (scene, findings) in enumerate(scenes_of(document)):
        frame = Frame(scene, findings, position)
        start, end = scene.clauses.start, scene.clauses.end
        here = [(claim, at) for claim, at in gold if at is not None and start <= at[0] < end]
        _teach_types(found, frame, here)
        told = frozenset(claim["type"] for claim, _ in here)
        found.sentences.append((list(sentences.features_of(frame)), told, found.weight))
        _teach_amounts(found, frame, here, record)
        for claim, at in here:
            _teach_claim(found, frame, claim, at, same)
        scene.context.remember(claims_of(scene, findings))
    return found


def aligned(record: dict[str, Any], actors: Iterable[Actor]) -> dict[str, str]:
    """Map the reader's actors to those of the annotation that share a surface form."""
    forms = {_key(name): actor["id"] for actor in record["actors"] for name in actor["names"]}
    same = {}
    for actor in actors:
        hits = Counter(forms[_key(name)] for name in actor.names if _key(name) in forms)
        if hits:
            same[actor.id] = hits.most_common(1)[0][0]
    countries = {actor["id"] for actor in record["actors"] if actor["kind"] == "country"}
    return {**{code: code for code in countries}, **same}


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def _anchor(text: str, anchor: str) -> tuple[int, int] | None:
    words = [regex.escape(word) for word in Original(anchor).text.split()]
    found = regex.search(r"\s+".join(words), text)
    return found.span() if found else None


def _teach_types(found: Examples, frame: Frame, here: list[tuple[dict[str, Any], tuple[int, int]]]) -> None:
    stated: dict[int, str] = {}
    beside: set[int] = set()
    for claim, (start, end) in here:
        inside = [i for i, token in enumerate(frame.tokens) if token.start < end and start < token.end]
        for i in inside:
            stated[i] = claim["type"] if stated.get(i, claim["type"]) == claim["type"] else ""
        if inside:
            beside.update(range(inside[0] - _BESIDE, inside[-1] + _BESIDE + 1))
    for i, token in enumerate(frame.tokens):
        if token.sign or len(token.form) < 2:
            continue
        answer = stated.get(i, signals.NONE)
        if answer == "" or (answer == signals.NONE and i in beside):
            continue
        word = frame.language, token.concept or signals.stem(token.form)
        found.words[*word, answer != signals.NONE] += 1
        found.types.append((list(signals.features_of(frame, i)), answer, found.weight))
        found.typed.append(word)


def _teach_amounts(
    found: Examples,
    frame: Frame,
    here: list[tuple[dict[str, Any], tuple[int, int]]],
    record: dict[str, Any],
) -> None:
    values = defaultdict(list)
    for claim, _ in here:
        if claim["quantity"]:
            values[round(float(claim["quantity"]["value"]), 6)].append(claim["type"])
    anywhere = {round(float(c["quantity"]["value"]), 6) for c in record["claims"] if c["quantity"]}
    for measure in frame.findings.measures:
        value = round(measure.quantity.value, 6)
        if value in values:
            answer = values[value].pop(0) if len(values[value]) > 1 else values[value][0]
        elif value in anywhere:
            continue
        else:
            answer = signals.NONE
        found.amounts.append((list(amounts.features_of(frame, measure)), answer, found.weight))


def _teach_claim(
    found: Examples, frame: Frame, claim: dict[str, Any], at: tuple[int, int], same: dict[str, str]
) -> None:
    kind = claim["type"]
    start, end = _signal(frame, claim, at)
    status = f"{kind}:{claim['status']}"
    found.states.append((list(states.features_of(frame, kind, start, end)), status, found.weight))
    if kind not in ("request", "strength"):
        for date in dates.candidates(frame):
            answer = "yes" if _is_date_of(frame, claim, date) else "no"
            found.dates.append((list(dates.features_of(frame, kind, start, end, date)), answer, found.weight))
    if not claim["parties"]:
        return
    picked = roles.rule_choice(frame, kind, start, end)
    for one in candidates(frame):
        answer = "yes" if same.get(one.party, one.party) in claim["parties"] else "no"
        found.roles.append(
            (list(roles.features_of(frame, kind, start, end, one, picked)), answer, found.weight)
        )


def _is_date_of(frame: Frame, claim: dict[str, Any], date: Expression) -> bool:
    """Tell whether a date of the sentence is the one annotated; of a target, whether it ends in the year asked for."""
    if claim["type"] == "target":
        by = (claim["quantity"] or {}).get("by")
        return by is not None and dates.year_of(date) == by[:4]
    value, wanted = dated(frame.scene, date, claim["status"]), claim["date"]
    return wanted is not None and (value == wanted or ("/" not in wanted and value.startswith(wanted)))


def _signal(frame: Frame, claim: dict[str, Any], at: tuple[int, int]) -> tuple[int, int]:
    """Return the words that the reader would take for the signal of an annotated claim."""
    start, end = at
    if claim["type"] in ("target", "result"):
        for measure in frame.findings.measures:
            if measure.quantity.value == claim["quantity"]["value"]:
                return measure.start, measure.end
    inside = [token for token in frame.tokens if not token.sign and start <= token.start and token.end <= end]
    return (inside[0].start, inside[-1].end) if inside else (start, end)


if __name__ == "__main__":
    sys.exit("Examples are made by train.py.")
