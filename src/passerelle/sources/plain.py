"""Plain text: which encoding bytes are in, and the one form every text takes in the library."""

import codecs
import unicodedata

import regex
from charset_normalizer import from_bytes

from passerelle.sources.encodings import NAMES, western
from passerelle.sources.limits import Limits
from passerelle.sources.model import Item, Refusal

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 64_000
_LETTERS_A_FLAW = 1_000
_CANDIDATES = ["cp1252", "iso8859_15", "cp1258", "mac_roman", "cp1250", "cp1251", "koi8_r", "gb18030",
               "big5", "shift_jis", "euc_jp", "euc_kr"]  # fmt: skip
_MESS_ALLOWED = 0.05
_COHERENCE_WANTED = 0.3
_CONTROLS = regex.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_LINE_ENDS = regex.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")
# Soft hyphens and zero-width marks hide a word from every search; bidirectional controls can disguise one.
_INVISIBLE = regex.compile(
    r"[\p{Cc}\p{Cs}\p{Cn}--[\n\t]]|[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]",
    flags=regex.V1,
)


def is_text(data: bytes) -> bool:
    """Whether `data` could be text, in whatever encoding: it holds no bytes that no text has."""
    return _mark(data) is not None or _unmarked_utf16(data) is not None or not _is_binary(data)


def _is_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    return len(_CONTROLS.findall(sample)) > len(sample) // 1000


def _mark(data: bytes) -> tuple[bytes, str] | None:
    return next((mark for mark in _MARKS if data.startswith(mark[0])), None)


def decode(item: Item, declared: str | None = None) -> str:
    """Return the characters of `item.data`.

    Order: byte-order mark, strict UTF-8, UTF-16 without a mark, the `declared` encoding, an older Vietnamese one
    (whose codes are then left as the Western signs that `encodings` leads to Unicode), then what charset-normalizer
    finds, only where it is sure.
    Raises Refusal `binary`, `unknown_encoding` or `vietnamese_encoding_unsure`.
    """
    data = item.data
    mark = _mark(data)
    if mark:
        return _strict(item, data[len(mark[0]) :], mark[1])
    text = _utf8(data)
    if text is not None and not _is_binary(data):
        return text
    unmarked = _unmarked_utf16(data)
    if unmarked:
        return _strict(item, data, unmarked)
    if _is_binary(data):
        raise Refusal("binary", item.name)
    if declared and _known_encoding(declared):
        return _declared(item, codecs.lookup(declared).name)
    shown, older = western(data)
    if older is None:
        return _detected(item)
    if not older.sure:
        raise Refusal("vietnamese_encoding_unsure", item.name, encoding=NAMES[older.encoding])
    return shown


def _declared(item: Item, encoding: str) -> str:
    if encoding == "utf-8":  # a page pasted together from others often has a letter cut in half
        text = item.data.decode("utf-8", errors="replace")
        if text.count("\ufffd") * _LETTERS_A_FLAW <= len(text):
            return text
    # Pages that declare Latin-1 or ASCII are in cp1252, as every browser reads them.
    return _strict(item, item.data, "cp1252" if encoding in ("iso8859-1", "ascii") else encoding)


def _strict(item: Item, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeError, ValueError) as error:
        raise Refusal("unknown_encoding", item.name) from error


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _known_encoding(name: str) -> bool:
    try:
        # Python also registers transforms such as "zlib" and "rot13", which are no character sets.
        return codecs.lookup(name)._is_text_encoding
    except (LookupError, ValueError):
        return False


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 of Latin script has a zero in every other byte, nearly always."""
    sample = data[:_SAMPLE]
    if len(sample) < 8 or len(data) % 2:
        return None
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.6 * half and even < 0.02 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.02 * half:
        return "utf-16-be"
    return None


def _detected(item: Item) -> str:
    best = from_bytes(item.data[:_SAMPLE], cp_isolation=_CANDIDATES, enable_fallback=False).best()
    if best is None or best.chaos > _MESS_ALLOWED or best.coherence < _COHERENCE_WANTED:
        raise Refusal("unknown_encoding", item.name)
    return _strict(item, item.data, best.encoding)


def clean(text: str) -> str:
    r"""Return `text` in the one form the library keeps: NFC, `\n` line ends, nothing invisible.

    Soft hyphens, control characters and lone surrogates are dropped; spaces are kept as printed.
    Idempotent: clean(clean(x)) == clean(x).
    """
    text = _LINE_ENDS.sub("\n", text)
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def kept(item: Item, text: str, limits: Limits) -> str:
    """Return the cleaned text, or raise Refusal when there is none or too much of it."""
    text = clean(text)
    if not text.strip():
        raise Refusal("no_text", item.name)
    if len(text) > limits.text_characters:
        raise Refusal("too_much_text", item.name, characters=len(text), limit=limits.text_characters)
    return text
