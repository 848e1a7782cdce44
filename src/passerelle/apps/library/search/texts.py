"""The full-text index: one row a document in `library_text`, FTS5 on SQLite and tsvector on PostgreSQL.

Both hold the words of title and text twice, folded and as written, so that `dat hiem` finds `đất hiếm` and
`đất hiếm` ranks what carries these very tones above the rest. Words are cut here, not by the databases: the
same query means the same on both.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from django.db import connection

from passerelle.apps.library.search import bits
from passerelle.apps.library.search.postings import Postings
from passerelle.apps.library.search.words import Asked, Term, words

_VECTOR_BYTES = (
    900_000  # PostgreSQL refuses a tsvector above one megabyte; what lies beyond is not searched there
)
_LAST_POSITION, _MOST_POSITIONS = 16_383, 255  # PostgreSQL's own limits


def store_text(document_id: int, title: str, text: str) -> None:
    """Put title and text of one document into the index, in place of what was there."""
    store_texts([(document_id, title, text)])


def store_texts(documents: Iterable[tuple[int, str, str]]) -> None:
    """Put documents (id, title, text) into the index, in place of what was there."""
    if connection.vendor == "postgresql":
        rows = [(number, _vector(f"{title}\n{text}")) for number, title, text in documents]
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO library_text (id, words) VALUES (%s, %s::tsvector)"
                " ON CONFLICT (id) DO UPDATE SET words = excluded.words",
                rows,
            )
        return
    rows = [
        (number, *(" ".join(found) for found in words(f"{title}\n{text}")))
        for number, title, text in documents
    ]
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM library_text WHERE rowid = %s", [(row[0],) for row in rows])
        cursor.executemany("INSERT INTO library_text (rowid, folded, exact) VALUES (%s, %s, %s)", rows)


_REMEMBERED = 128  # answers of the full text


def matching(asked: Asked, postings: Postings, *, exact: bool = False, since: int = 0) -> int | None:
    """Return the set of documents that hold what is wanted; None when only unwanted words were given.

    `exact` asks for the very accents of the query, `since` for the documents from this id on.
    """
    if not asked.wanted:
        return None
    return _found(postings, [_expression(term, exact) for term in asked.wanted], all_of=True, since=since)


def unwanted(asked: Asked, postings: Postings) -> int:
    """Return the set of documents that hold any of the unwanted words (with accents: these very accents)."""
    return _found(postings, [_expression(term, term.toned) for term in asked.unwanted], all_of=False)


def holding(slots: Sequence[Sequence[Sequence[Term]]], postings: Postings) -> int:
    """Return the documents that hold, of each slot, one of its ways to say it; a way is terms, all of them wanted.

    Terms with accents are looked for with these very accents, other than in `matching`.
    """
    if not slots or not all(slots):
        return 0
    either, every = (" | ", " & ") if connection.vendor == "postgresql" else (" OR ", " AND ")
    expressions = [
        either.join(f"({every.join(_expression(term, term.toned) for term in way)})" for way in ways)
        for ways in slots
    ]
    return _found(postings, [f"({expression})" for expression in expressions], all_of=True)


def relevance(asked: Asked, ids: Sequence[int]) -> dict[int, float]:
    """Return document → how well it fits, higher is better, for some of the documents that match."""
    if not ids or not asked.wanted:
        return {}
    if connection.vendor == "postgresql":
        query = " & ".join(_expression(term, False) for term in asked.wanted)
        sql = "SELECT id, ts_rank(words, %s::tsquery, 1) FROM library_text WHERE id = ANY(%s)"
        return _scores(sql, [query, list(ids)])
    query = " AND ".join(_expression(term, False) for term in asked.wanted)
    sql = (
        "SELECT rowid, -bm25(library_text, 1.0, 0.0) FROM library_text"
        " WHERE library_text MATCH %s AND rowid BETWEEN %s AND %s"
    )
    return _scores(sql, [query, min(ids), max(ids)])


def _scores(sql: str, parameters: list) -> dict[int, float]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return dict(cursor.fetchall())


def _found(postings: Postings, expressions: list[str], *, all_of: bool, since: int = 0) -> int:
    if not expressions:
        return 0
    if connection.vendor == "postgresql":
        query = (" & " if all_of else " | ").join(f"({expression})" for expression in expressions)
        sql = "SELECT library_text_found(%s::tsquery, %s)"
    else:
        query = (" AND " if all_of else " OR ").join(expressions)
        sql = "SELECT group_concat(rowid) FROM library_text WHERE library_text MATCH %s AND rowid >= %s"
    # Whoever turns a page or narrows an answer asks the same again.
    known = postings.texts.get((query, since))
    if known is not None:
        return known
    with connection.cursor() as cursor:
        # one long value comes over much faster than tens of thousands of rows
        cursor.execute(sql, [query, since])
        (ids,) = cursor.fetchone()
    found = bits.from_text(ids or "")
    if len(postings.texts) >= _REMEMBERED:
        postings.texts.clear()
    postings.texts[query, since] = found
    return found


def _expression(term: Term, exact: bool) -> str:
    """Return one term in the database's words: letters, digits and accents only, nothing to escape."""
    asked = term.exact if exact else term.folded
    star = "*" if term.prefix else ""
    if connection.vendor != "postgresql":
        return f'({{{"exact" if exact else "folded"}}} : "{" ".join(asked)}" {star})'
    pairs = list(pairwise(asked))
    if term.prefix:
        pairs = pairs[:-1]
    parts = [
        " <-> ".join([f"'{word}'" for word in asked[:-1]] + [f"'{asked[-1]}'{':' + star if star else ''}"])
    ]
    # The pair is a word of its own in the index: it narrows a phrase without opening the documents.
    if len(asked) > 2 or term.prefix:
        return "(" + " & ".join([f"'{one} {two}'" for one, two in pairs] + [f"({parts[0]})"]) + ")"
    return f"('{asked[0]} {asked[1]}')" if pairs else f"({parts[0]})"


def _vector(whole: str) -> str:
    """Return a tsvector: folded words and toned ones with positions, and pairs of words without."""
    lexemes: dict[str, list[int]] = {}
    size, before = 0, ("", "")
    for at, pair in enumerate(zip(*words(whole), strict=True), start=1):
        # of the folded and the toned form, one where they are the same
        for word in pair if pair[0] != pair[1] else pair[:1]:
            if word not in lexemes:
                lexemes[word] = []
                size += len(word.encode()) + 4
            if len(lexemes[word]) < _MOST_POSITIONS and at < _LAST_POSITION:
                lexemes[word].append(at)
                size += 2
        for one, two in zip(before, pair, strict=True) if at > 1 else ():
            couple = f"{one} {two}"
            if couple not in lexemes:
                lexemes[couple] = []
                size += len(couple.encode()) + 4
        before = pair
        if size > _VECTOR_BYTES:
            break
    return " ".join(
        f"'{word}':{','.join(map(str, at))}" if at else f"'{word}'" for word, at in lexemes.items()
    )
