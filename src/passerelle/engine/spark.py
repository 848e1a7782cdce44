"""The engine of a cluster: the same functions, called by Spark's executors (optional: the extra `spark`, and Java 17).

Entries pass through this process, and matches come back to it; keys, blocks and comparisons are the cluster's.
"""

import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from operator import add
from os import pathsep
from pathlib import Path
from typing import Any
from zlib import crc32

import passerelle
from passerelle.core.naming.plan import Match, Member, Plan, compare_block, distinct, keys_of, ordered
from passerelle.core.naming.register import Entry
from passerelle.engine.port import EngineMissing, Given, Made

_SLICES = 4  # pieces of work for each core, so that none waits long for another
_SHIPPED = ("core", "engine")
_QUIET = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.log.level": "ERROR"}
_LOGGING = Path(__file__).with_name("log4j2.properties")
_LOOPBACK = {"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}

Keyed = tuple[Entry, frozenset[str]]


class SparkEngine:
    """Runs on the cluster that `master` names; `local[2]`: on two cores of this machine, reached over loopback only.

    A cluster is sent this package; what its core stands on (the base of requirements/) and the same minor
    version of Python (`python`, there) must be on its machines. Raises EngineMissing without pyspark or Java.
    """

    def __init__(self, master: str = "local[2]", memory: str = "1g", python: str = "python3") -> None:
        if find_spec("pyspark") is None:
            raise EngineMissing(
                "spark", "the package pyspark", "install the extra, `pip install 'passerelle[spark]'`"
            )
        spark = import_module("pyspark")
        here = master.startswith("local")
        settings = {
            "spark.app.name": "passerelle",
            "spark.master": master,
            "spark.driver.memory": memory,
            "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={_LOGGING}",
            **_QUIET,
        }
        if here:
            settings |= {**_LOOPBACK, "spark.executorEnv.PYTHONPATH": pathsep.join(filter(None, sys.path))}
        try:
            self.context = spark.SparkContext(conf=spark.SparkConf().setAll(list(settings.items())))
        except import_module("pyspark.errors").PySparkRuntimeError as error:
            if error.getCondition() != "JAVA_GATEWAY_EXITED":
                raise
            remedy = "install OpenJDK 17 or later, or let JAVA_HOME name it"
            raise EngineMissing("spark", "Java 17 or later", remedy) from error
        self.context.pythonExec = sys.executable if here else python
        self._shipped = tempfile.TemporaryDirectory()  # executors fetch from it when they first need it
        if not here:
            self.context.addPyFile(str(packed(Path(self._shipped.name))))

    def map(self, function: Callable[[Given], Made], items: Iterable[Given]) -> Iterator[Made]:
        """Yield function(item) for each item, in order. `function` must be importable by name."""
        return iter(self._spread(list(items)).map(function).collect())

    def matches(self, plan: Plan, entries: Iterable[Entry]) -> list[Match]:
        """Return who may be whom. A block is compared as a whole, wherever its key is kept."""
        keyed = self._spread(list(distinct(entries))).map(partial(_keyed, plan)).persist()
        sizes = keyed.flatMap(_each_key).reduceByKey(add, self._slices, _place)
        crowds = self.context.broadcast(frozenset(sizes.filter(partial(_crowded, plan)).keys().collect()))
        listed = keyed.flatMap(partial(_listed, crowds)).groupByKey(self._slices, _place)
        found = listed.flatMap(partial(_compared, plan)).collect()
        keyed.unpersist()
        crowds.destroy()
        return ordered(found)

    def close(self) -> None:
        """Stop the context and end its Java."""
        gateway = self.context._gateway
        self.context.stop()
        self._shipped.cleanup()
        gateway.shutdown()
        if (process := getattr(gateway, "proc", None)) is not None:
            process.stdin.close()
            process.wait(timeout=60)
        type(self.context)._gateway = type(self.context)._jvm = None

    @property
    def _slices(self) -> int:
        return int(self.context.defaultParallelism) * _SLICES

    def _spread(self, items: list[Any]) -> Any:
        return self.context.parallelize(items, max(1, min(self._slices, len(items))))


def packed(folder: Path) -> Path:
    """Write what executors call, this package's core and engines, into an archive that Python imports from."""
    root = Path(passerelle.__file__).parent
    archive = folder / "passerelle.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        out.write(root / "__init__.py", "passerelle/__init__.py")
        for part in _SHIPPED:
            for path in sorted((root / part).rglob("*")):
                if path.is_file() and "__pycache__" not in path.parts:
                    out.write(path, Path("passerelle") / path.relative_to(root))
    return archive


def _keyed(plan: Plan, entry: Entry) -> Keyed:
    return entry, keys_of(plan, entry)


def _each_key(keyed: Keyed) -> list[tuple[str, int]]:
    return [(key, 1) for key in keyed[1]]


def _crowded(plan: Plan, sized: tuple[str, int]) -> bool:
    return sized[1] > plan.crowd


def _listed(crowds: Any, keyed: Keyed) -> list[tuple[str, Member]]:
    entry, keys = keyed
    member = Member(entry, keys - crowds.value)
    return [(key, member) for key in keys]


def _compared(plan: Plan, block: tuple[str, Iterable[Member]]) -> list[Match]:
    return compare_block(plan, block[0], list(block[1]))


def _place(key: str) -> int:
    """Spread keys alike in every process, whatever the seed of its hashes."""
    return crc32(key.encode())
