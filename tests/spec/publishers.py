"""A publisher on loopback: pages and a feed, as the tests of feeds and addresses want them."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

ARTICLE = (
    "<html lang='fr'><head><title>Accord</title></head><body><article><h1>Accord {n}</h1><p>Le Viet Nam et "
    "la France ont signé un accord numéro {n} sur les semi-conducteurs à Paris. Les deux ministres se sont "
    "félicités de cette signature, qui ouvre la voie à des laboratoires communs.</p></article></body></html>"
)


class Publisher(ThreadingHTTPServer):
    """A publisher on loopback: `articles` numbers what it announces, `answer` overrides the feed."""

    articles: tuple[int, ...] = (1, 2)
    answer: tuple[int, str, str] | None = None

    def __init__(self) -> None:
        self.asked: list[tuple[str, str | None]] = []
        super().__init__(("127.0.0.1", 0), Page)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def feed(self) -> str:
        entries = "".join(
            f"<item><title>Accord {n}</title><link>{self.base}/article/{n}</link>"
            f"<pubDate>Tue, {n:02} Jul 2025 08:00:00 GMT</pubDate></item>"
            for n in self.articles
        )
        return (
            f"<?xml version='1.0'?><rss version='2.0'><channel><title>Press</title>{entries}</channel></rss>"
        )


class Page(BaseHTTPRequestHandler):
    server: Publisher

    def do_GET(self) -> None:
        seen = self.headers.get("If-None-Match")
        self.server.asked.append((self.path, seen))
        etag = f'"{self.server.articles}"'
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif self.path.startswith("/article/"):
            self.reply(200, "text/html; charset=utf-8", ARTICLE.format(n=self.path.rpartition("/")[2]))
        elif self.server.answer:
            self.reply(*self.server.answer)
        elif seen == etag:
            self.reply(304, "", "")
        else:
            self.reply(200, "application/rss+xml", self.server.feed(), etag)

    def reply(self, status: int, media_type: str, body: str, etag: str = "") -> None:
        self.send_response(status)
        if etag:
            self.send_header("ETag", etag)
        if media_type:
            self.send_header("Content-Type", media_type)
        data = body.encode()
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments) -> None:
        pass


@pytest.fixture(name="publisher")
def open_publisher(settings):
    server = Publisher()
    settings.FETCH_ALLOWED_HOSTS = [f"127.0.0.1:{server.server_port}"]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()
