"""How fast one question is answered in a large library: documents, claims and actors together, and suggestions.

    .venv/bin/python bench/search.py --home /tmp/search-bench [--documents 100000] [--requests 300]
    .venv/bin/python tools/with_postgresql.py .venv/bin/python bench/search.py --home /tmp/search-bench-postgresql

Documents are news of some 220 words about one to three technologies, a few of which are in the news every day and
most of which are not (bench/library.py puts them in; they are kept under --home and in the database of DATABASE_URL,
and reused by the next run). Added to them are a directory of 20,000 actors named in three languages, who is named in
which document and claim, and a seeded random unit vector a document. Questions go through the functions that the
search screen calls, as several people in turn; with meaning, the question is encoded by the real model. A process
remembers which documents hold which words until the library changes: one line is measured without. Prints p50 and
p95, the processor time of this process (SQLite's work included, PostgreSQL's not) and the load of the machine.
"""

import argparse
import json
import os
import random
import sys
import time
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import library

from passerelle.core.technologies import technologies

ACTORS, CLAIMS = 20_000, 5  # in the directory; in a document
WORDS, MEANING = 50, 150  # milliseconds that p95 must stay under
QUESTIONS = (
    "đất hiếm", "dat hiem", "trí tuệ nhân tạo", "bán dẫn", "an ninh mạng", "hop tac dat hiem", "rare earths",
    "artificial intelligence training", "cybersecurity", "semiconductors partnership", "memorand*", "signed agreement",
    "terres rares", "intelligence artificielle", "coopération énergie", "semi-conducteurs", '"terres rares"',
    "accord signé", "chien luoc dau tu", "nghien cuu khoa hoc", "dat hiem -energy", "partenar* espace",
    "data security", "năng lượng",
)  # fmt: skip


def main() -> None:
    options = _options()
    os.environ["PASSERELLE_HOME"] = str(Path(options.home).resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "passerelle.config.settings")
    Path(options.home).mkdir(parents=True, exist_ok=True)

    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from passerelle.apps.directory.models import Actor
    from passerelle.apps.events.models import Event
    from passerelle.apps.finding.models import Vector
    from passerelle.apps.library.models import Claim, Document

    call_command("migrate", verbosity=0)
    have = Document.objects.count()
    if have not in (0, options.documents):
        raise SystemExit(f"This database holds {have} documents; give an empty one or --documents {have}.")
    if not have:
        library.Maker, library.CLAIMS = News, CLAIMS
        library.generate(options.documents)
    began = time.perf_counter()
    if not Actor.objects.exists():
        _directory()
    if not Event.objects.exists():
        _events()
    if not Vector.objects.exists():
        _vectors()
    library.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    print(f"directory, events and vectors in {time.perf_counter() - began:.0f} s")
    print(f"{connection.vendor}: {Document.objects.count():,} documents, {Claim.objects.count():,} claims")
    _measure(options.requests)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", required=True)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=300)
    return parser.parse_args()


class News(library.Maker):
    """Makes texts that name technologies as often as news does, in any of three languages, always the same ones."""

    def __init__(self) -> None:
        super().__init__()
        known = technologies()
        self.subjects = self.random.sample(known, len(known))
        self.often = [1 / (place + 2) for place in range(len(known))]
        self.about = {
            (subject.id, language): [self._naming(language, subject.names[language]) for _ in range(40)]
            for subject in known
            for language in library.COMMON
        }

    def sentences(self, language: str, count: int) -> list[str]:
        made = super().sentences(language, count)
        for subject in self.random.choices(self.subjects, self.often, k=self.random.randint(1, 3)):
            for _ in range(self.random.randint(1, 3)):
                made[self.random.randrange(count)] = self.random.choice(self.about[subject.id, language])
        return made

    def _sentence(self, language: str) -> str:
        """Words of which the commonest are in every text and most are in few."""
        common, rare = self.common[language][:20], self.rare
        words = [
            common[int(self.random.random() ** 2 * len(common))]
            if self.random.random() < 0.45
            else rare[int(self.random.random() ** 4 * len(rare))]
            for _ in range(self.random.randint(14, 26))
        ]
        return " ".join(words).capitalize() + "."

    def _naming(self, language: str, names: tuple[str, ...]) -> str:
        words = self._sentence(language).rstrip(".").split()
        words[self.random.randrange(1, len(words))] = self.random.choice(names)
        words[self.random.randrange(1, len(words))] = self.random.choice(self.common[language])
        return " ".join(words) + "."


def _directory() -> None:
    """Actors with a name in each language, the first of them those that the documents name."""
    from django.db import transaction

    from passerelle.apps.directory.models import Actor, Edition, Name
    from passerelle.core.text.folding import fold

    pick = random.Random(2026)
    maker = library.Maker()
    known = [(actor["id"], actor["country"], actor["names"][0]) for actor in maker.actors]
    known += [(f"more-{at}", "VN", "") for at in range(ACTORS - len(known))]
    with transaction.atomic():
        Edition.objects.create()
        actors = Actor.objects.bulk_create(
            Actor(key=key, kind="company", country=country, label=label or key, state="accepted", open=True)
            for key, country, label in known
        )
        names = []
        for actor, (_, _, label) in zip(actors, known, strict=True):
            for language, words in maker.common.items():
                text = " ".join(pick.choices(words, k=3) + pick.choices(maker.rare, k=pick.randint(0, 2)))
                names.append((actor, text.capitalize(), language))
            if label:
                names.append((actor, label, ""))
        Name.objects.bulk_create(
            Name(actor=actor, text=text, folded=fold(text), language=language, kind="label")
            for actor, text, language in names
        )
        _named({actor.key: actor.pk for actor in actors})


def _named(actors: dict[str, int]) -> None:
    """Who is named in which document, and takes part in which claim."""
    from passerelle.apps.library.models import Claim, Reading

    readings = Reading.objects.order_by("pk").values_list("document", "actors").iterator(chunk_size=2000)
    _insert(
        "directory_mention",
        ("document_id", "local", "names", "kind", "country", "actor_id", "confidence", "reasons", "runners_up",
         "state", "found"),
        (
            (document, one["id"], json.dumps(one["names"]), one["kind"], one["country"], actors[one["id"]], 1.0,
             "[]", "[]", "linked", True)
            for document, named in readings
            for one in named
        ),
    )  # fmt: skip
    claims = Claim.objects.order_by("pk").values_list("pk", "parties").iterator(chunk_size=5000)
    _insert(
        "directory_involvement",
        ("claim_id", "actor_id", "role"),
        ((claim, actors[party], "party") for claim, parties in claims for party in dict.fromkeys(parties)),
    )


def _events() -> None:
    """An event for every two claims, told by both."""
    from passerelle.apps.events.models import Event
    from passerelle.apps.library.models import Claim

    claims = list(Claim.objects.order_by("document__name", "pk").values_list("pk", flat=True))
    events = Event.objects.bulk_create((Event() for _ in range(len(claims) // 2 + 1)), batch_size=5000)
    half = len(claims) // 2
    _insert(
        "events_telling",
        ("claim_id", "event_id", "story"),
        ((claim, events[at % half].pk, claims[at % half]) for at, claim in enumerate(claims)),
    )


def _insert(table: str, columns: tuple[str, ...], lines: Iterable[tuple]) -> None:
    """Put rows into a table as fast as the database takes them."""
    from django.db import connection

    rest = iter(lines)
    places = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        # read before it is written: lines may come from the same connection, which does one thing at a time
        while portion := list(islice(rest, 20_000)):
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copying:
                    for line in portion:
                        copying.write_row(line)
            else:
                cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", portion)


def _vectors() -> None:
    import numpy

    from passerelle.apps.finding.encoding import pack
    from passerelle.apps.finding.models import Vector
    from passerelle.apps.library.models import Document
    from passerelle.engine import open_encoder

    model = open_encoder()
    name, size = (model.name, model.size) if model else ("none", 384)
    chance = numpy.random.default_rng(1131)
    documents = iter(Document.objects.order_by("pk").values_list("pk", flat=True).iterator())
    while portion := list(islice(documents, 5000)):
        lines = chance.standard_normal((len(portion), size), dtype=numpy.float32)
        Vector.objects.bulk_create(
            (
                Vector(document_id=document, encoder=name, values=values)
                for document, values in zip(portion, pack(lines), strict=True)
            ),
            batch_size=1000,
        )


def _measure(requests: int) -> None:
    from django.http import QueryDict
    from django.utils.http import urlencode

    from passerelle.apps.accounts.models import User
    from passerelle.apps.directory.models import Name
    from passerelle.apps.finding.queries.filters import SearchFilters
    from passerelle.apps.finding.queries.find import find
    from passerelle.apps.finding.queries.suggest import suggest
    from passerelle.apps.library.search.postings import read_postings

    pick = random.Random(5)
    users = list(User.objects.order_by("pk")[:6])
    names = list(Name.objects.order_by("pk").values_list("text", flat=True)[:4000])

    def question() -> str:
        return pick.choice(QUESTIONS) if pick.random() < 0.75 else pick.choice(names)

    def asked(meaning: bool = False, **given: str) -> None:
        filters = SearchFilters.from_query(QueryDict(urlencode({"q": question()} | given)))
        find(pick.choice(users), filters, pick.choice(["fr", "vi", "en"]), meaning=meaning)

    def facet() -> dict[str, str]:
        return pick.choice(
            [{"type": "agreement"}, {"technology": "chips"}, {"country": "JP"}, {"period": "2024"},
             {"actor": f"actor-{pick.randrange(50)}"}]
        )  # fmt: skip

    def typed() -> None:
        text = question()
        suggest(pick.choice(users), text[: pick.randint(2, len(text))], "en")

    def forgotten() -> None:
        read_postings().texts.clear()
        asked()

    kinds = {
        "words": (WORDS, asked),
        "words, none remembered": (WORDS, forgotten),
        "words, a filter": (WORDS, lambda: asked(**facet())),
        "words, documents, page 3": (WORDS, lambda: asked(show="documents", page="3")),
        "words, claims": (WORDS, lambda: asked(show="claims")),
        "words, events": (WORDS, lambda: asked(show="events")),
        "words, actors": (WORDS, lambda: asked(show="actors")),
        "typing": (WORDS, typed),
        "with meaning": (MEANING, lambda: asked(meaning=True)),
        "with meaning, a filter": (MEANING, lambda: asked(meaning=True, **facet())),
    }
    print(
        f"{'question':<32}{'p50 ms':>8}{'p95 ms':>8}{'most':>8}{'CPU p95':>8}{'asked':>8}   {requests} of each"
    )
    loads = []
    for name, (bound, ask) in kinds.items():
        for _ in range(10):
            ask()
        took, worked = [], []
        for _ in range(requests):
            began, idle = time.perf_counter(), time.process_time()
            ask()
            took.append((time.perf_counter() - began) * 1000)
            worked.append((time.process_time() - idle) * 1000)
        loads.append(os.getloadavg()[0])
        p50, p95 = library.statistics.median(took), library.p95(took)
        print(
            f"{name:<32}{p50:>8.1f}{p95:>8.1f}{max(took):>8.0f}{library.p95(worked):>8.1f}{f'< {bound}':>8}",
            flush=True,
        )
    print(f"load of the machine: {min(loads):.1f} to {max(loads):.1f}, {os.cpu_count()} processors")


if __name__ == "__main__":
    sys.exit(main())
