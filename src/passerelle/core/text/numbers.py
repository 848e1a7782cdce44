"""Numbers: runs of figures and number words become one value."""

from dataclasses import dataclass

from passerelle.core.text.tokens import Token

_NUMERIC = frozenset(("figure", "small", "hundred", "scale", "article", "vague"))
_SPELLED_YEARS = range(1100, 2200)
_LARGEST = 1e18  # no count or sum of money is larger; "million million million" is noise


def _exact(value: float) -> float:
    """Return what was meant: 8.45 milliards are 8450000000, not 8449999999.999999."""
    return float(f"{value:.14g}")


def collapse_numbers(tokens: list[Token]) -> list[Token]:
    """Return the tokens with each number as one token of class `number`.

    A figure after a label ("Resolution 57", "n° 1131") names something and is no number. Figures that stand
    alone keep their other classes (day, year …), for the rules of dates.
    """
    collapsed: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.text == "-" and _is_minus(tokens, at, collapsed):
            share = tokens[at + 1].values.get("quotient")
            number = _Reading(tokens, at + 1).read()
            if share:
                collapsed.append(Token(token.start, tokens[at + 1].end, "", {"number": -share}))
                at += 2
                continue
            if number is not None:
                size = _length(tokens, at + 1, number)
                values = {"number": -float(number.values["number"])}
                collapsed.append(Token(token.start, number.end, "", values))
                at += 1 + size
                continue
        if not token.values or _NUMERIC.isdisjoint(token.values):
            collapsed.append(token)
            at += 1
        elif collapsed and "label" in collapsed[-1].values and "figure" in token.values:
            collapsed.append(Token(token.start, token.end, token.text))
            at += 1
        else:
            number = _Reading(tokens, at).read()
            collapsed.append(number or token)
            at += _length(tokens, at, number) if number else 1
    return collapsed


def _is_minus(tokens: list[Token], at: int, before: list[Token]) -> bool:
    """Tell a minus sign: a figure is glued to it, and neither a word nor a number stands before it."""
    if at + 1 == len(tokens) or not {"figure", "quotient"} & tokens[at + 1].values.keys():
        return False
    if tokens[at].end != tokens[at + 1].start or tokens[at].end - tokens[at].start != 1:
        return False
    return not before or (before[-1].end < tokens[at].start and "number" not in before[-1].values)


def _length(tokens: list[Token], at: int, number: Token) -> int:
    size = 1
    while tokens[at + size - 1].end < number.end:
        size += 1
    return size


@dataclass(slots=True)
class _Reading:
    """Reads one number from tokens[at] on: groups below a thousand, each closed by a scale."""

    tokens: list[Token]
    at: int
    total: float = 0.0
    group: float | None = None
    last: float | None = None
    scale: float = 1.0
    in_figures: bool = False
    length: int = 0

    def read(self) -> Token | None:
        first = self.tokens[self.at]
        if ("article" in first.values or "vague" in first.values) and "small" not in first.values:
            if "article" in first.values and self._digits(1):
                self.group = 1.0
            elif not self._magnitude(1):
                return None
            self.length = 1
        elif not ("figure" in first.values or "small" in first.values or "bare" in first.values):
            return None
        while self._step():
            pass
        if self.length == 0:
            return None
        self._halve()
        value = self.total + (self.group or 0.0)
        taken = self.tokens[self.at : self.at + self.length]
        values: dict[str, object] = {"number": value}
        if not any("figure" in token.values for token in taken):
            values["spelled"] = value
        if self.length == 1:
            return Token(first.start, first.end, first.text, {**first.values, **values})
        if "spelled" in values and value in _SPELLED_YEARS:
            values["spelled_year"] = int(value)
        return Token(first.start, taken[-1].end, "", values)

    def _peek(self, ahead: int = 0) -> dict[str, object]:
        at = self.at + self.length + ahead
        return self.tokens[at].values if at < len(self.tokens) else {}

    def _magnitude(self, ahead: int) -> bool:
        values = self._peek(ahead)
        return "hundred" in values or "scale" in values

    def _step(self) -> bool:
        """Take one more word into the number, after its joint if it has one; False when the number is over."""
        joint = self._joint()
        values = self._peek(joint)
        if "hundred" in values and not (self.in_figures and (self.group is None or "cent" in values)):
            taken = self._multiply(float(str(values["hundred"])))
        elif "scale" in values or (joint == 0 and "glued_scale" in values and self._glued()):
            values = {"scale": values.get("scale") or values["glued_scale"]}
            taken = self._close(float(str(values["scale"])))
        elif "small" in values:
            taken = self._add(float(str(values["small"])), values)
        elif "figure" in values:
            taken = self._figure(float(str(values["figure"])))
        else:
            return joint == 0 and self._point()
        if taken:
            self.length += joint + 1
        return taken

    def _glued(self) -> bool:
        at = self.at + self.length
        return self.in_figures and self.group is not None and self.tokens[at - 1].end == self.tokens[at].start

    def _digits(self, ahead: int) -> str:
        """Return the digits after a decimal point in words ("three point five"), or nothing."""
        values = self._peek(ahead + 1) if "point" in self._peek(ahead) else {}
        digit = values.get("small", values.get("figure", 1.0 if "article" in values else None))
        if not isinstance(digit, int | float) or digit != int(digit) or digit >= 1e6:
            return ""
        return f"{int(digit)}"

    def _point(self) -> bool:
        if "point" not in self._peek():
            return False
        digits = self._digits(0) if self.group is not None and self.group == int(self.group) else ""
        if not digits or self.group is None:
            return False
        self.group += int(digits) / 10 ** len(digits)
        self.last, self.in_figures = self.group, True
        self.length += 2
        return True

    def _joint(self) -> int:
        """Return how many tokens join the word before to the word after: "vingt-et-un", "dizaines de milliers"."""
        if self.length == 0 or (self.in_figures and self.group is not None):
            return 0
        before = self.tokens[self.at + self.length - 1]
        size = 0
        while size < 3 and "joint" in self._peek(size):
            size += 1
        if size and "small" in self._peek(size):
            return size
        if size and self._magnitude(size) and self._hyphens(size):
            return size
        if "collective" in before.values:
            size = 0
            while size < 2 and "of" in self._peek(size):
                size += 1
            if size and self._magnitude(size):
                return size
        return 0

    def _hyphens(self, size: int) -> bool:
        at = self.at + self.length
        return all(token.text == "-" for token in self.tokens[at : at + size])

    def _multiply(self, factor: float) -> bool:
        if self.last is not None and self.group is not None and 0 < self.last < factor:
            self.group += self.last * (factor - 1)
            self.last *= factor
        elif self.group is None or (self.last or 0) > factor:
            self.group = (self.group or 0.0) + factor
            self.last = factor
        else:
            return False
        return True

    def _close(self, scale: float) -> bool:
        if max(self.total + (self.group or 0.0), 1.0) * scale > _LARGEST:
            return False
        if self.group is None:
            self.total = (self.total or 1.0) * scale
        elif self.total and scale >= self.scale:
            self.total = _exact((self.total + self.group) * scale)
        else:
            self.total = _exact(self.total + self.group * scale)
        self.group = self.last = None
        self.scale = scale
        self.in_figures = False
        return True

    def _add(self, value: float, values: dict[str, object]) -> bool:
        if self.group is None:
            if self.total and ("only_after_tens" in values or self.scale <= value):
                return False
            if "only_after_tens" in values:
                return False
            self.group = self.last = value
            return True
        last = self.last or 0.0
        fits = (
            (last >= 100 and value < 100 and last % 100 == 0)
            or (last >= 10 and last % 10 == 0 and value < 10)
            or (last in (60, 80) and value < 20)
        )
        if self.in_figures or not fits:
            return False
        self.group += value
        self.last = value
        return True

    def _figure(self, value: float) -> bool:
        if self.group is not None:
            return False
        if self.total and not ("scale" in self._peek(1) and float(str(self._peek(1)["scale"])) < self.scale):
            return False
        self.group = self.last = value
        self.in_figures = True
        return True

    def _halve(self) -> None:
        """Add the half of the last scale: "một tỷ rưỡi", "two and a half million" is a phrase of its own."""
        if "half" in self._peek() and self.group is None and self.scale > 1:
            self.total += self.scale / 2
            self.length += 1
