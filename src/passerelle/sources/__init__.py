"""Where facts come from: one adapter a kind, each from bytes to text or a refusal that says why."""

from passerelle.sources.extraction import extract
from passerelle.sources.feeds import FeedEntry, FeedResult, next_check, read_feed
from passerelle.sources.fetching import fetch
from passerelle.sources.files import open_path, open_stream
from passerelle.sources.limits import Limits
from passerelle.sources.model import Extracted, Item, Refusal
from passerelle.sources.published import find_published
from passerelle.sources.ratings import CREDIBILITY, RELIABILITY, TLP, strictest
from passerelle.sources.refusals import encoding_note, sentence

__all__ = [
    "CREDIBILITY",
    "RELIABILITY",
    "TLP",
    "Extracted",
    "FeedEntry",
    "FeedResult",
    "Item",
    "Limits",
    "Refusal",
    "encoding_note",
    "extract",
    "fetch",
    "find_published",
    "next_check",
    "open_path",
    "open_stream",
    "read_feed",
    "sentence",
    "strictest",
]
