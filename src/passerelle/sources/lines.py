"""Printed lines back into paragraphs: a PDF or a scan breaks where the paper ends, not the sentence."""

import regex

_FULL = 0.75  # a line this much as long as the longest of its block was broken by the margin
_ENDS = regex.compile(r"[.!?…:;»”\"]\s*$")
_ITEM = regex.compile(r"^\s*(?:[-–—•*▪]|\(?\d{1,3}[.)]|[a-zđ][.)])\s")
_LAST_WORD = regex.compile(r"(\p{L}+)-$")
_FIRST_WORD = regex.compile(r"^\p{Ll}[\p{L}]*")


def unwrap(text: str) -> str:
    """Join the lines of each paragraph of `text`; blank lines keep paragraphs apart.

    A word cut by a hyphen at the line's end is mended, unless the document writes it with the hyphen
    elsewhere.
    """
    lowered = text.casefold()
    return "\n\n".join(_join(block.split("\n"), lowered) for block in regex.split(r"\n[ \t]*\n+", text))


def _join(lines: list[str], document: str) -> str:
    lines = [line.strip() for line in lines if line.strip()]
    longest = max(map(len, lines), default=0)
    joined: list[str] = []
    previous = ""
    for line in lines:
        if joined and _continues(previous, line, longest):
            joined[-1] = _glue(joined[-1], line, document)
        else:
            joined.append(line)
        previous = line
    return "\n".join(joined)


def _continues(previous: str, line: str, longest: int) -> bool:
    if _ITEM.match(line):
        return False
    if line[0].islower():
        return True
    return len(previous) >= _FULL * longest and len(line) > 0 and longest > 40 and not _ENDS.search(previous)


def _glue(before: str, line: str, document: str) -> str:
    cut, rest = _LAST_WORD.search(before), _FIRST_WORD.match(line)
    if not cut or not rest:
        return f"{before} {line}"
    hyphenated = f"{cut[1]}-{rest[0]}".casefold()
    return before + line if hyphenated in document else before[:-1] + line
