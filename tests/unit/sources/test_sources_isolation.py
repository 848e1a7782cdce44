"""The parser process: what happens to it harms neither the next document nor the one who asked."""

import multiprocessing
import os
import signal
import threading
import time

import pytest
from source_samples import PAGE, pdf

from passerelle.sources import Item, Limits, Refusal, extract
from passerelle.sources.isolation import PARSER, ParserProcess

LIMITS = Limits()
PAGES = Item("a.html", PAGE.encode())


def parse(parser, item=PAGES, limits=LIMITS):
    return parser.parse("html", item, limits)


@pytest.fixture
def parser():
    process = ParserProcess()
    yield process
    process.close()


def test_one_process_serves_many_documents(parser):
    parse(parser)
    first = parser._child.pid
    parse(parser)
    assert parser._child.pid == first != os.getpid()


def test_a_parser_that_dies_costs_one_document(parser):
    parse(parser)
    stopped = parser._child.pid
    os.kill(stopped, signal.SIGSTOP)
    threading.Timer(0.2, os.kill, (stopped, signal.SIGKILL)).start()
    with pytest.raises(Refusal) as caught:
        parse(parser)
    assert (caught.value.code, caught.value.details["failure"]) == ("unreadable", "crash")
    assert parse(parser).title == "Un accord signé"
    assert parser._child.pid != stopped


def test_a_parser_that_hangs_is_killed_at_the_deadline(parser):
    parse(parser)
    stopped = parser._child.pid
    os.kill(stopped, signal.SIGSTOP)
    began = time.monotonic()
    with pytest.raises(Refusal) as caught:
        parse(parser, limits=Limits(parse_seconds=0.5))
    assert caught.value.code == "too_slow"
    assert time.monotonic() - began < 3
    with pytest.raises(ProcessLookupError):
        os.kill(stopped, 0)
    assert parse(parser).title == "Un accord signé"


def test_a_large_document_is_handed_over_although_the_parser_is_slow_to_read(parser):
    item = Item("a.html", PAGE.encode() + b" " * 5_000_000)
    assert parse(parser, item).title == "Un accord signé"


def test_a_hung_parser_cannot_block_the_one_who_hands_over_a_large_document(parser):
    parse(parser)
    os.kill(parser._child.pid, signal.SIGSTOP)
    began = time.monotonic()
    with pytest.raises(Refusal) as caught:
        parse(parser, Item("a.html", b"x" * 5_000_000), Limits(parse_seconds=0.5))
    assert caught.value.code == "too_slow"
    assert time.monotonic() - began < 3


def test_memory_is_bounded(parser):
    with pytest.raises(Refusal) as caught:
        parse(parser, Item("a.html", b"<p>word</p>" * 1_000_000), Limits(parse_memory_bytes=200_000_000))
    assert caught.value.code in ("unreadable", "too_many_elements")


def test_threads_take_turns(parser):
    found = []
    threads = [threading.Thread(target=lambda: found.append(parse(parser).title)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["Un accord signé"] * 8


def _in_a_fork(queue):
    queue.put(extract(Item("a.pdf", pdf("in the fork")), limits=LIMITS).text)


def test_a_fork_starts_its_own_parser():
    extract(PAGES, limits=LIMITS)
    mine = PARSER._child.pid
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    fork = context.Process(target=_in_a_fork, args=(queue,))
    fork.start()
    assert queue.get(timeout=30) == "in the fork"
    fork.join(10)
    assert PARSER._child.pid == mine
    assert extract(PAGES, limits=LIMITS).title == "Un accord signé"
