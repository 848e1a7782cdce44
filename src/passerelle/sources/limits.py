"""How much of anything is accepted before it is refused. One place, so that settings can change it."""

from dataclasses import dataclass

MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what comes in. Sizes are bytes, times are seconds.

    `allowed_hosts` names hosts (`host:port`) that are fetched although their address is not public: a mirror
    on the own network, or the loopback servers of the tests. Everything else private is refused.
    """

    file_bytes: int = 50 * MB
    text_characters: int = 5_000_000
    parse_seconds: float = 60.0
    parse_memory_bytes: int = 2_000 * MB

    html_bytes: int = 20 * MB
    html_depth: int = 200
    html_elements: int = 60_000

    zip_bytes: int = 200 * MB
    zip_ratio: int = 200
    zip_entries: int = 2_000

    pdf_pages: int = 500
    ocr_pages: int = 50
    ocr_seconds_a_page: float = 30.0
    image_pixels: int = 80_000_000

    fetch_bytes: int = 20 * MB
    feed_bytes: int = 5 * MB
    fetch_seconds: float = 30.0
    fetch_idle_seconds: float = 10.0
    redirects: int = 5
    allowed_hosts: frozenset[str] = frozenset()

    folder_files: int = 100_000
    json_line_bytes: int = 25 * MB
