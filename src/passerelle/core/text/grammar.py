"""Grammar: patterns over classes of tokens, written as data and matched as regular expressions.

Each set of classes that a token can have gets one character, so a text becomes a short string of codes and a
rule such as `"<day> (of)? <month> <year>?"` an ordinary regular expression over it. A class may be given a role
(`<from:day>`); words stand for themselves; `{name}` is a pattern of the language's table `patterns`; `!word`
(or `!<class>`) must not follow, `&word` must follow and `^word` stand before, all outside the match. The
class `plain` is any word that the language's expressions do not use.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, combinations
from typing import Any

import regex

from passerelle.core.languages import table
from passerelle.core.text.islands import Chart
from passerelle.core.text.tokens import Lexicon, Token, lexicon

_PART = regex.compile(
    r"(?P<beside>[!^&])?(?:<(?:(?P<role>\w+):)?(?P<class>\w+)>|(?P<operator>[()|?])|(?P<word>[^\s()|?<>!^&]+))"
)
_BESIDE = {"!": "(?!", "&": "(?=", "^": "(?<="}
_NAMED = regex.compile(r"\{(\w+)\}")
_FIGURES = ("day", "month_number", "year", "short_year", "number")
_FROM_CODE = ("line", "clock", "literal", "date", "period", "number", "ordinal", "spelled_year", "share_sign")
_TOGETHER = (
    ("slashed", "quotient"),
    ("ordinal", "numbered"),
    ("figure", "early_year", "number"),
    ("figure", "edition", "number"),
    ("date", "open"),
    ("number", "spelled"),
    ("number", "spelled", "spelled_year"),
)
_PLAIN, _OTHER = "x", "y"
STAGES = ("numbers", "dates", "periods", "ranges", "quantities")
_ANCHORS = frozenset(
    (
        "small",
        "hundred",
        "scale",
        "bare",
        "month",
        "weekday",
        "one_unit",
        "relative",
        "ordinal",
        "weekend",
        "season",
        "feast",
        "working_week",
        "century_word",
        "decade_word",
        "year_edge",
        "share",
        "one_share",
        "decade_name",
    )
)


@dataclass(frozen=True, slots=True)
class Match:
    """A rule of `kind` matched tokens[start:end]; `parts` maps its roles to the values of their tokens.

    `parts["open"]` names the roles whose date had no year of its own.
    """

    kind: str
    start: int
    end: int
    parts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern over codes; `roles` says for each of its groups the role and the class that gives the value.

    `anchor` holds codes of which every match has one, the fewest known; none where all may be left out.
    """

    kind: str
    pattern: "re.Pattern[str]"
    roles: tuple[tuple[str, str], ...]
    anchor: frozenset[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The rules of one language by stage, the codes of the classes they use, and where they can apply."""

    codes: dict[frozenset[str], str]
    words: frozenset[str]
    rules: dict[str, tuple[Rule, ...]]
    chart: Chart
    met: dict[tuple[str, ...], str]

    def _code(self, token: Token) -> str:
        classes = tuple(token.values)
        if token.text in self.words:
            classes = (*classes, f"={token.text}")
        if not classes:
            token.code = _PLAIN if token.text[:1].isalpha() else _OTHER
            return token.code
        code = self.met.get(classes)
        if code is None:
            code = self.met[classes] = self.codes.get(frozenset(classes), _OTHER)
        token.code = code
        return code

    def matches(self, stage: str, tokens: list[Token]) -> Iterator[Match]:
        """Yield every match of every rule of `stage`, in the order of the rules."""
        encoded = "".join([token.code or self._code(token) for token in tokens])
        present = set(encoded)
        for rule in self.rules[stage]:
            if rule.anchor and present.isdisjoint(rule.anchor):
                continue
            for match in rule.pattern.finditer(encoded):
                parts: dict[str, Any] = {"open": set()}
                for group, (role, name) in enumerate(rule.roles, 1):
                    at = match.start(group)
                    if at >= 0:
                        values = tokens[at].values
                        parts[role] = values[name]
                        if "open" in values:
                            parts["open"].add(role)
                yield Match(rule.kind, match.start(), _without_stop(tokens, match.end()), parts)


def _without_stop(tokens: list[Token], end: int) -> int:
    """The full stop of "12 Oct." may be the sentence's: it stays outside unless something follows it."""
    return end - 1 if tokens[end - 1].text == "." else end


@cache
def grammar(language: str, toneless: bool = False) -> Grammar:
    """Compile the rules of `expressions.toml` of `language`, for text with or without its tone marks."""
    known, written = lexicon(language, toneless), {stage: _written(language, stage) for stage in STAGES}
    words = frozenset(
        part["word"]
        for kinds in written.values()
        for pattern in chain(*kinds.values())
        for part in _PART.finditer(pattern)
        if part["word"]
    )
    codes = {
        classes: chr(0xE000 + number)
        for number, classes in enumerate(sorted(_sets(known, words), key=sorted))
    }
    compiled = {
        stage: tuple(
            Rule(kind, *_compile(pattern, codes, known))
            for kind, patterns in kinds.items()
            for pattern in patterns
        )
        for stage, kinds in written.items()
    }
    texts = frozenset(" ".join(known.pieces(word)) for word in words)
    return Grammar(codes, texts, compiled, _chart(known, words), {})


def _chart(known: Lexicon, words: Iterable[str]) -> Chart:
    """Return where expressions can stand, from the phrases of the lexicon and the words of the rules."""
    anchors: set[str] = set()
    glue: set[str] = set()
    for pieces, classes in known.phrases.items():
        glue.update(pieces)
        if not _ANCHORS.isdisjoint(classes):
            anchors.add(max(pieces, key=len))
    for word in words:
        glue.update(known.pieces(word))
    return Chart(frozenset(anchors), frozenset(glue))


def _written(language: str, stage: str) -> dict[str, list[str]]:
    """Return the rules of a stage with the named patterns put in."""
    patterns: dict[str, str] = table(language, "expressions").get("patterns", {})

    def whole(pattern: str) -> str:
        while _NAMED.search(pattern):
            pattern = _NAMED.sub(lambda name: f"({patterns[name[1]]})", pattern)
        return pattern

    rules: dict[str, list[str]] = table(language, "expressions").get(stage, {})
    return {kind: [whole(pattern) for pattern in listed] for kind, listed in rules.items()}


def _sets(known: Lexicon, words: frozenset[str]) -> set[frozenset[str]]:
    """Return every set of classes that a token can have."""
    sets = {frozenset(("figure", *some)) for size in range(5) for some in combinations(_FIGURES, size)}
    sets |= {frozenset((name,)) for name in _FROM_CODE} | {frozenset(names) for names in _TOGETHER}
    for values in known.phrases.values():
        sets |= {frozenset((*values, *more)) for more in ((), ("number",), ("number", "spelled"))}
    for word in words:
        text = " ".join(known.pieces(word))
        values = known.phrases.get(known.pieces(word), {})
        sets |= {frozenset((*values, f"={text}", *more)) for more in ((), ("number",), ("number", "spelled"))}
    return {classes for classes in sets if classes}


def _compile(
    pattern: str, codes: dict[frozenset[str], str], known: Lexicon
) -> tuple["re.Pattern[str]", tuple[tuple[str, str], ...], frozenset[str]]:
    roles: list[tuple[str, str]] = []
    pieces: list[str] = []
    needed: dict[int, frozenset[str]] = {}
    depth, either = 0, False
    for part in _PART.finditer(pattern):
        if part["operator"]:
            depth += (part["operator"] == "(") - (part["operator"] == ")")
            either |= part["operator"] == "|" and not depth
            if part["operator"] == "?":
                needed.pop(len(pieces) - 1, None)
            pieces.append("(?:" if part["operator"] == "(" else part["operator"])
            continue
        wanted = part["class"] or "=" + " ".join(known.pieces(part["word"] or ""))
        chosen = "".join(code for classes, code in codes.items() if wanted in classes)
        chosen = _PLAIN if wanted == "plain" else chosen
        if not chosen:
            raise LookupError(f"No token has the class {wanted!r} of the rule {pattern!r}.")
        if not depth and not part["beside"]:
            needed[len(pieces)] = frozenset(chosen)
        if part["beside"]:
            pieces.append(f"{_BESIDE[part['beside']]}[{chosen}])")
        elif part["class"] and wanted != "plain":
            roles.append((part["role"] or part["class"], part["class"]))
            pieces.append(f"([{chosen}])")
        else:
            pieces.append(f"[{chosen}]")
    anchor = min(needed.values(), key=len, default=frozenset()) if not either else frozenset()
    return re.compile("".join(pieces)), tuple(roles), anchor
