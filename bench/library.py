"""How fast the desk, the list, search and the document page are in a large library.

    .venv/bin/python bench/library.py --home /tmp/library-bench [--documents 100000] [--requests 200]

Generates documents and claims (seeded; kept under --home and in the database of DATABASE_URL, and reused by the next
run), then asks for pages as a signed-in officer through the whole server stack, and prints p50 and p95, with the
processor time of the server's own process (SQLite's work included, PostgreSQL's not) and the load of the machine, as
other work on it lengthens the rest. Markings, sources, organisations, languages, periods and words are spread as a
real library spreads them: a few are common, most are rare. The database must be empty or made by this program.
"""

import argparse
import json
import multiprocessing
import os
import random
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

CLAIMS = 10  # a document
PORTION = 1000
ORGANISATIONS, SOURCES, ACTORS = 6, 60, 3000
START = date(2016, 1, 1)

COMMON = {
    "vi": "và của các trong với về là được có cho đã hợp tác công nghệ phát triển quốc gia chiến lược đầu tư bộ khoa "
    "học doanh nghiệp trung tâm nghiên cứu thỏa thuận ký kết năng lượng đất hiếm bán dẫn dữ liệu an ninh mạng vũ trụ "
    "trí tuệ nhân tạo đào tạo nhân lực chất lượng cao chương trình mục tiêu quốc hội chính phủ thủ tướng đối tác",
    "fr": "le la les des de et à en pour avec un une du dans sur accord coopération technologie recherche entreprise "
    "ministère gouvernement partenariat investissement centre semi-conducteurs énergie terres rares données sécurité "
    "espace intelligence artificielle formation ingénieurs programme objectif stratégie européenne signé annoncé",
    "en": "the of and to in for with on a by agreement cooperation technology research company ministry government "
    "partnership investment centre semiconductors energy rare earths data security space artificial intelligence "
    "training engineers programme target strategy national signed announced memorandum understanding joint statement",
}
QUERIES = (
    "đất hiếm", "dat hiem", '"dat hiem"', "bán dẫn", '"trí tuệ nhân tạo"', "hop tac", "semi-conducteurs",
    '"terres rares"', "cooperation energie", "rare earths", "artificial intelligence training", "memorand*",
    "chien luoc", "dat hiem -energy", "nghien cuu khoa hoc", "partenar* espace", "accord signé", "ban dan dao tao",
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

    from passerelle.apps.library.models import Claim, Document

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    have = Document.objects.count()
    if have not in (0, options.documents):
        raise SystemExit(f"This database holds {have} documents; give an empty one or --documents {have}.")
    if not have:
        generate(options.documents)
    print(f"{connection.vendor}: {Document.objects.count():,} documents, {Claim.objects.count():,} claims")
    _check(50)
    _measure(options.requests)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", required=True)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=200)
    return parser.parse_args()


class Maker:
    """Makes documents, always the same ones."""

    def __init__(self) -> None:
        self.random = random.Random(1131)
        self.common = {language: text.split() for language, text in COMMON.items()}
        onsets = "b c ch d đ g h k l m n ng nh ph qu s t th tr v x"
        rhymes = "a á ạ an ang ăn âm ây eo iên inh oa ông ơn ước uyên ương ý"
        syllables = [onset + rhyme for onset in _listed(onsets) for rhyme in _listed(rhymes)]
        self.rare = [
            "".join(self.random.choices(syllables, k=self.random.randint(1, 3))) for _ in range(30_000)
        ]
        countries = _listed("VN US FR JP KR DE SG IN AU CN GB NL CA IT SE FI TW IL BR AE")
        self.actors = [
            {
                "id": f"actor-{number}",
                "kind": "company",
                "country": countries[min(int(self.random.expovariate(0.25)), len(countries) - 1)],
                "names": [f"{self.random.choice(self.rare).title()} {self.random.choice(self.rare).title()}"],
            }
            for number in range(ACTORS)
        ]

        self.pool = {language: [self._sentence(language) for _ in range(40_000)] for language in COMMON}

    def sentences(self, language: str, count: int) -> list[str]:
        return self.random.choices(self.pool[language], k=count)

    def _sentence(self, language: str) -> str:
        common, rare = self.common[language], self.rare
        words = [
            common[int(self.random.random() ** 2 * len(common))]
            if self.random.random() < 0.8
            else rare[int(self.random.random() ** 3 * len(rare))]
            for _ in range(self.random.randint(12, 26))
        ]
        return " ".join(words).capitalize() + "."


def _listed(words: str) -> list[str]:
    return words.split()


def generate(total: int) -> None:
    from django.contrib.auth.hashers import make_password
    from django.db import connection, transaction

    from passerelle.apps.accounts.models import Organisation, User
    from passerelle.apps.library.models import Document, Source

    began = time.perf_counter()
    maker = Maker()
    Document._meta.get_field("added_at").auto_now_add = False
    organisations = [
        Organisation.objects.create(name=f"Organisation {number}", country="VN")
        for number in range(ORGANISATIONS)
    ]
    for organisation in organisations:
        for role in ("visitor", "officer"):
            User.objects.create(
                username=f"{role}-{organisation.pk}",
                role=role,
                organisation=organisation,
                password=make_password(None),
                seen_at=datetime.now(UTC),
            )
    sources = [
        Source.objects.create(
            organisation=organisations[number % ORGANISATIONS],
            name=f"Source {number}",
            kind="feed",
            tlp="green",
            address=f"https://example.org/{number}",
            failures=int(number % 9 == 0),
        )
        for number in range(SOURCES)
    ]
    postings: dict[tuple[str, str], list[int]] = defaultdict(list)
    several = connection.vendor == "postgresql"  # takes texts from several processes, SQLite from one
    if several:
        execute("DROP INDEX library_text_words")  # built at once in the end
    with _Texts(several) as texts:
        numbers = iter(range(total))
        while portion := list(islice(numbers, PORTION)):
            with transaction.atomic():
                _portion(maker, portion, total, sources, postings, texts)
            print(f"\r{portion[-1] + 1:,} documents, {time.perf_counter() - began:.0f} s", end="", flush=True)
    _postings(postings)
    if several:
        execute("CREATE INDEX library_text_words ON library_text USING gin (words)")
    execute("VACUUM ANALYZE" if several else "ANALYZE")
    print(f"\ngenerated in {time.perf_counter() - began:.0f} s")


def execute(sql: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql)


class _Texts:
    """Stores texts as the actions do, in this process or in two others."""

    def __init__(self, several: bool) -> None:
        spawn = multiprocessing.get_context("spawn")
        self.pool = ProcessPoolExecutor(2, spawn, initializer=_begin) if several else None
        self.running: list[Future] = []

    def __enter__(self) -> "_Texts":
        return self

    def __exit__(self, *_failure: object) -> None:
        for stored in self.running:
            stored.result()
        if self.pool:
            self.pool.shutdown()

    def store(self, texts: list[tuple[int, str, str]]) -> None:
        if self.pool is None:
            _store(texts)
            return
        while len(self.running) > 6:  # not everything at once in memory
            self.running.pop(0).result()
        self.running.append(self.pool.submit(_store, texts))


def _begin() -> None:
    import django

    django.setup()


def _store(texts: list[tuple[int, str, str]]) -> None:
    from passerelle.apps.library.search.texts import store_texts

    store_texts(texts)


def _check(sample: int) -> None:
    """Index some documents anew, as the actions do: nothing may change. Then undo it."""
    from django.db import connection, transaction

    from passerelle.apps.library.index import index_document
    from passerelle.apps.library.models import Document
    from passerelle.apps.library.search.postings import read_postings

    ids = list(Document.objects.order_by("pk").values_list("pk", flat=True))
    ids = random.Random(7).sample(ids, min(sample, len(ids)))
    text = (
        "SELECT words::text FROM library_text WHERE id = %s"
        if connection.vendor == "postgresql"
        else "SELECT folded, exact FROM library_text WHERE rowid = %s"
    )

    def state() -> tuple:
        documents = Document.objects.in_bulk(ids)
        with connection.cursor() as cursor:
            words = [cursor.execute(text, [number]).fetchone() for number in ids]
        counts = [(documents[number].claims_count, documents[number].waiting_count) for number in ids]
        return words, counts, read_postings()

    before = state()
    with transaction.atomic():
        for document in Document.objects.filter(pk__in=ids):
            index_document(document)
        after = state()
        transaction.set_rollback(True)
    if before != after or not all(words and all(words) for words in before[0]):
        raise SystemExit("The generated index is not what index_document writes.")
    print(f"{len(ids)} documents indexed anew: nothing changed")


def _portion(
    maker: Maker, numbers: list[int], total: int, sources: list, postings: dict, texts: _Texts
) -> None:
    from passerelle.apps.accounts.models import User
    from passerelle.apps.library.index import facets_of
    from passerelle.apps.library.models import Document, Reading, Snapshot
    from passerelle.core.reading.model import STATUSES

    pick = maker.random
    kinds = list(STATUSES)
    technologies = _listed("ai cloud blockchain mobile robotics chips biomed energy earth cyber space")
    now = datetime.now(UTC)
    snapshots, documents, drafts, parts = [], [], [], []
    for number in numbers:
        language = pick.choices(["vi", "fr", "en"], [5, 3, 2])[0]
        sentences = maker.sentences(language, 2 * CLAIMS)
        text = "\n".join(sentences)
        source = sources[min(int(pick.expovariate(0.08)), SOURCES - 1)]
        day = START + timedelta(days=int(pick.random() ** 0.5 * 3900))
        snapshots.append(
            Snapshot(
                digest=f"{number:064x}", size=len(text), media_type="text/plain", extractor="bench", text=text
            )
        )
        documents.append(
            Document(
                snapshot_id=f"{number:064x}",
                source=source,
                organisation_id=source.organisation_id,
                tlp=pick.choices(["clear", "green", "amber", "red"], [2, 5, 2, 1])[0],
                reliability=pick.choice("ABCDEF"),
                name=f"{number}.txt",
                title=sentences[0][:120],
                publisher=source.name,
                published=day.isoformat(),
                published_on=day,
                published_how="metadata",
                # one after the other over four years, so that "since the last visit" is a part
                added_at=now - timedelta(days=1500 * (1 - number / total)),
                language=language,
            )
        )
        claims, at = [], 0
        actors = pick.sample(maker.actors, 8)
        for which, sentence in enumerate(sentences):
            if which % 2:
                kind = kinds[min(int(pick.expovariate(0.5)), len(kinds) - 1)]
                state = pick.choices(["waiting", "confirmed", "rejected"], [6, 3, 1])[0]
                claims.append(
                    {
                        "type": kind,
                        "status": pick.choice(STATUSES[kind]),
                        "state": state,
                        "parties": [actor["id"] for actor in pick.sample(actors, 2)],
                        "technologies": pick.sample(technologies, pick.choice([0, 1, 1, 2])),
                        "start": at,
                        "end": at + len(sentence) // 2,
                        "quote": sentence[: len(sentence) // 2],
                        "sentence_start": at,
                        "sentence_end": at + len(sentence),
                    }
                )
            at += len(sentence) + 1
        parts.append(claims)
        drafts.append(Reading(reader="bench", version="1", actors=actors, technologies=[]))
    Snapshot.objects.bulk_create(snapshots)
    for document, claims in zip(documents, parts, strict=True):
        document.claims_count = sum(claim["state"] != "rejected" for claim in claims)
        document.waiting_count = sum(claim["state"] == "waiting" for claim in claims)
    documents = Document.objects.bulk_create(documents)
    for document, draft in zip(documents, drafts, strict=True):
        draft.document = document
    readings = Reading.objects.bulk_create(drafts)
    decider = User.objects.filter(role="officer").order_by("pk").values_list("pk", flat=True)[0]
    _insert_claims(
        (
            document.pk,
            reading.pk,
            *(json.dumps(value) if isinstance(value, list) else value for value in claim.values()),
            None if claim["state"] == "waiting" else decider,
            None if claim["state"] == "waiting" else now.replace(tzinfo=None),
            "No." if claim["state"] == "rejected" else "",
            now.replace(tzinfo=None),
        )
        for document, reading, claims in zip(documents, readings, parts, strict=True)
        for claim in claims
    )
    texts.store(
        [
            (document.pk, document.title, snapshot.text)
            for document, snapshot in zip(documents, snapshots, strict=True)
        ]
    )
    for document, reading, claims in zip(documents, readings, parts, strict=True):
        for facet, values in facets_of(document, claims, reading).items():
            for value in values:
                postings[facet, value].append(document.pk)


def _insert_claims(rows: Iterator[tuple]) -> None:
    """Claims are nine tenths of all rows: they go in without models, in the order of `_portion`."""
    from django.db import connection

    columns = (
        'document_id, reading_id, type, status, state, parties, technologies, start, "end", quote, sentence_start,'
        " sentence_end, decided_by_id, decided_at, reason, created_at"
    )
    fixed = {
        "people": "[]", "date": "2025", "place": "VN", "quantity_unit": "", "quantity_by": "", "quantity_of": "",
        "instrument": "", "speaker": "", "confidence": '{"type": 0.9, "parties": 0.8}', "certainty": 0.8,
        "proposed": "{}",
    }  # fmt: skip
    columns += "".join(f", {name}" for name in fixed)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY library_claim ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row((*row, *fixed.values()))
            return
        places = ", ".join(["%s"] * (columns.count(",") + 1))
        cursor.executemany(
            f"INSERT INTO library_claim ({columns}) VALUES ({places})",
            ((*(str(v) if isinstance(v, datetime) else v for v in row), *fixed.values()) for row in rows),
        )


def _postings(postings: dict[tuple[str, str], list[int]]) -> None:
    from passerelle.apps.library.models import Posting
    from passerelle.apps.library.search import bits
    from passerelle.apps.library.search.postings import stamp

    rows = []
    for (facet, value), ids in postings.items():
        whole = bits.from_ids(ids)
        for block in range(max(ids) // Posting.BLOCK + 1):
            part = whole >> (block * Posting.BLOCK) & ((1 << Posting.BLOCK) - 1)
            if part:
                octets = part.to_bytes((part.bit_length() + 7) // 8, "little")
                rows.append(Posting(block=block, facet=facet, value=value, bits=octets))
    Posting.objects.bulk_create(rows, batch_size=500)
    stamp()


def _measure(requests: int) -> None:
    from django.test import Client
    from django.urls import reverse

    from passerelle.apps.accounts.models import User
    from passerelle.apps.library.queries.documents import library_page
    from passerelle.apps.library.queries.filters import Filters

    pick = random.Random(21)
    user = User.objects.filter(role="officer").order_by("pk").first()
    User.objects.filter(pk=user.pk).update(seen_before=datetime.now(UTC) - timedelta(days=3))
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user)
    values = {
        facet.name: [value.value for value in facet.values] for facet in library_page(user, Filters()).facets
    }
    visible = _some_visible(user, pick)

    def facets(count: int) -> dict[str, str]:
        return {name: pick.choice(values[name]) for name in pick.sample(sorted(values), count)}

    library = reverse("library:list")
    asked = {
        "desk": lambda: (reverse("desk:home"), {}),
        "list": lambda: (library, {"page": str(pick.randint(1, 40))}),
        "list, two facets": lambda: (library, facets(2)),
        "list, two facets, other order": lambda: (
            library,
            facets(2) | {"order": pick.choice(["published", "waiting"])},
        ),
        "search": lambda: (library, {"q": pick.choice(QUERIES)}),
        "search, a facet": lambda: (library, {"q": pick.choice(QUERIES)} | facets(1)),
        "document": lambda: (reverse("library:document", args=[pick.choice(visible)]), {}),
    }
    print(f"{'page':<32}{'p50 ms':>8}{'p95 ms':>8}{'most':>8}{'CPU p95':>8}   {requests} requests each")
    loads = []
    for name, make in asked.items():
        for _ in range(5):
            client.get(*make())
        took, worked = [], []
        for _ in range(requests):
            address, query = make()
            began, idle = time.perf_counter(), time.process_time()
            response = client.get(address, query)
            took.append((time.perf_counter() - began) * 1000)
            worked.append((time.process_time() - idle) * 1000)
            if response.status_code != 200:
                raise SystemExit(f"{address} {query} answered {response.status_code}")
        loads.append(os.getloadavg()[0])
        figures = [statistics.median(took), p95(took), max(took), p95(worked)]
        print(f"{name:<32}" + "".join(f"{figure:>8.0f}" for figure in figures), flush=True)
    print(f"load of the machine: median {statistics.median(loads):.1f}, {os.cpu_count()} processors")


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def _some_visible(user, pick: random.Random) -> list[int]:
    from passerelle.apps.library.queries.documents import visible_documents

    ids = list(visible_documents(user).order_by("pk").values_list("pk", flat=True))
    return pick.sample(ids, min(1000, len(ids)))


if __name__ == "__main__":
    main()
