"""Fetching from real servers on loopback: good ones, slow ones, endless ones, and those that lead inside."""

import contextlib
import gzip
import http.server
import socket
import ssl
import subprocess
import threading
import time
import zlib
from dataclasses import replace

import pytest

from passerelle.sources import Item, Limits, Refusal, extract, fetch, fetching, read_feed

FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Le fil</title><item><title>Un</title>'
    "<link>/a/1</link></item></channel></rss>"
)
PAGE = "<!DOCTYPE html><html><body><p>Le ministère a signé un accord.</p></body></html>"
BOMB = gzip.compress(b"a" * 300_000_000, 9)


class Desk(http.server.BaseHTTPRequestHandler):
    """One path, one behaviour."""

    protocol_version = "HTTP/1.1"
    seen: list[tuple[str, dict[str, str]]]

    def log_message(self, *words):
        """Stay quiet."""

    def say(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers and "Transfer_Encoding" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.server.seen.append((self.path, dict(self.headers)))
        self.close_connection = True
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            getattr(self, "at_" + self.path.strip("/").split("/")[0].split("?")[0].replace("-", "_"))()

    def at_page(self):
        self.say(200, PAGE.encode(), Content_Type="text/html; charset=utf-8")

    def at_film(self):
        self.say(200, b"\x00", Content_Type="video/mp4")

    def at_gone(self):
        self.say(404, b"no")

    def at_broken(self):
        self.say(500, b"oops")

    def at_hop(self):
        self.say(302, b"", Location="/page")

    def at_round(self):
        self.say(302, b"", Location="/round")

    def at_inside(self):
        self.say(302, b"", Location="http://169.254.169.254/latest/meta-data/")

    def at_own_port(self):
        self.say(301, b"", Location="http://127.0.0.1:1/")

    def at_file(self):
        self.say(302, b"", Location="file:///etc/passwd")

    def at_named(self):
        self.say(302, b"", Location="http://inside.example/secret")

    def at_announced(self):
        self.say(200, b"", Content_Length="900000000000")

    def at_endless(self):
        self.say(200, b"", Transfer_Encoding="chunked", Content_Type="text/plain")
        while True:
            self.wfile.write(b"4000\r\n" + b"a" * 0x4000 + b"\r\n")

    def at_bomb(self):
        self.say(200, BOMB, Content_Encoding="gzip", Content_Type="text/plain")

    def at_gzip(self):
        self.say(200, gzip.compress(PAGE.encode()), Content_Encoding="gzip", Content_Type="text/html")

    def at_deflate(self):
        self.say(200, zlib.compress(PAGE.encode()), Content_Encoding="deflate")

    def at_bare_deflate(self):
        packed = zlib.compressobj(wbits=-15)
        self.say(200, packed.compress(PAGE.encode()) + packed.flush(), Content_Encoding="deflate")

    def at_half_gzip(self):
        self.say(200, gzip.compress(PAGE.encode())[:-20], Content_Encoding="gzip")

    def at_not_gzip(self):
        self.say(200, b"not packed", Content_Encoding="gzip")

    def at_strange(self):
        self.say(200, b"x", Content_Encoding="zstd")

    def at_silent(self):
        time.sleep(5)

    def at_drip(self):
        self.say(200, b"", Content_Length="1000", Content_Type="text/plain")
        for _ in range(100):
            self.wfile.write(b"a")
            time.sleep(0.1)

    def at_drip_head(self):
        for letter in b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 100:
            self.wfile.write(bytes([letter]))
            time.sleep(0.1)

    def at_cut(self):
        self.say(200, b"half", Content_Length="1000")

    def at_nonsense(self):
        self.wfile.write(b"nothing like HTTP\r\n\r\n")

    def at_feed(self):
        if self.headers.get("If-None-Match") == '"one"' or self.headers.get("If-Modified-Since") == "then":
            self.say(304)
        else:
            self.say(
                200, FEED.encode(), Content_Type="application/rss+xml", ETag='"one"', Last_Modified="then"
            )

    def at_empty_feed(self):
        self.say(200, FEED.split("<item>")[0].encode() + b"</channel></rss>")

    def at_nothing(self):
        self.say(200, b"")


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Desk)
        self.seen = []
        self.port = self.server_address[1]

    def handle_error(self, request, client_address):
        """A visitor who hangs up is what these tests are about."""


@pytest.fixture
def server():
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.05,))
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@pytest.fixture
def limits(server):
    return Limits(
        fetch_seconds=1.5, fetch_idle_seconds=0.6, allowed_hosts=frozenset({f"127.0.0.1:{server.port}"})
    )


@pytest.fixture
def refused(server, limits):
    def why(path, **changes):
        with pytest.raises(Refusal) as caught:
            fetch(f"http://127.0.0.1:{server.port}/{path}", replace(limits, **changes))
        return caught.value

    return why


@pytest.fixture
def feed(server, limits):
    return lambda path, *state: read_feed(f"http://127.0.0.1:{server.port}/{path}", limits, *state)


@pytest.mark.parametrize("path", ["page", "hop", "gzip", "deflate", "bare-deflate"])
def test_a_page_is_fetched_and_becomes_a_document(server, limits, path):
    item = fetch(f"http://127.0.0.1:{server.port}/{path}#part", limits)
    assert isinstance(item, Item)
    document = extract(item, limits=limits)
    assert document.text == "Le ministère a signé un accord."
    assert document.url == f"http://127.0.0.1:{server.port}/{'page' if path == 'hop' else path}"
    assert document.publisher == "127.0.0.1"


def test_the_visitor_says_who_it_is_and_carries_nothing_along(server, limits):
    fetch(f"http://127.0.0.1:{server.port}/page", limits)
    ((_, headers),) = server.seen
    assert headers["User-Agent"].startswith("Passerelle/")
    assert headers["Host"] == f"127.0.0.1:{server.port}"
    assert not {"Cookie", "Authorization", "Referer"} & set(headers)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("gone", "address_status"), ("broken", "address_status"), ("film", "address_type"),
        ("inside", "address_private"), ("own-port", "address_private"), ("file", "address_scheme"),
        ("named", "address_unresolved"), ("round", "address_redirects"), ("announced", "address_too_large"),
        ("endless", "address_too_large"), ("bomb", "address_too_large"), ("half-gzip", "address_encoding"),
        ("not-gzip", "address_encoding"), ("strange", "address_encoding"), ("silent", "address_slow"),
        ("drip", "address_slow"), ("drip-head", "address_slow"), ("cut", "address_unreachable"),
        ("nonsense", "address_unreachable"),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_refused_with_its_reason_and_soon(server, refused, path, code):
    began = time.monotonic()
    refusal = refused(path, fetch_bytes=1_000_000)
    assert refusal.code == code
    assert refusal.name == f"http://127.0.0.1:{server.port}/{path}"
    assert time.monotonic() - began < 4


def test_redirects_are_followed_a_few_times_only(server, refused):
    assert refused("round", redirects=2).details == {"limit": 2}
    assert len(server.seen) == 3


def test_without_permission_this_machine_is_not_visited(server, refused):
    assert refused("page", allowed_hosts=frozenset()).code == "address_private"
    assert not server.seen


def test_a_public_name_that_resolves_inside_is_not_visited(server, limits):
    with pytest.raises(Refusal) as caught:
        fetch(f"http://news.example:{server.port}/page", limits, resolver=lambda host, port: ["127.0.0.1"])
    assert caught.value.code == "address_private"
    assert not server.seen


def test_a_name_is_looked_up_once_and_the_checked_number_is_the_one_used(server, limits):
    asked = []

    def rebinding(host, port):
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    named = replace(limits, allowed_hosts=frozenset({f"news.example:{server.port}"}))
    item = fetch(f"http://news.example:{server.port}/page", named, resolver=rebinding)
    assert asked == ["news.example"]
    assert server.seen[0][1]["Host"] == f"news.example:{server.port}"
    assert item.given["url"] == f"http://news.example:{server.port}/page"


def test_the_lookup_itself_cannot_hold_the_visit_up(limits):
    began = time.monotonic()
    with pytest.raises(Refusal) as caught:
        fetch("http://slow.example/", limits, resolver=lambda host, port: time.sleep(5) or ["8.8.8.8"])
    assert caught.value.code == "address_unresolved"
    assert time.monotonic() - began < 3


def test_a_closed_door_is_refused(limits):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(Refusal) as caught:
            fetch(
                f"http://127.0.0.1:{port}/", replace(limits, allowed_hosts=frozenset({f"127.0.0.1:{port}"}))
            )
    assert caught.value.code == "address_unreachable"


@pytest.fixture
def certificate(tmp_path):
    """A certificate for news.example alone, signed by itself."""
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", tmp_path / "key", "-out",
         tmp_path / "certificate", "-days", "2", "-subj", "/CN=news.example", "-addext",
         "subjectAltName=DNS:news.example"],
        capture_output=True,
        check=True,
    )  # fmt: skip
    assert made.returncode == 0
    return tmp_path / "certificate", tmp_path / "key"


@pytest.fixture
def secure_server(server, certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    server.names = []
    context.sni_callback = lambda line, name, context: server.names.append(name)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    return server


def secure_visit(server, limits, host):
    allowed = replace(limits, allowed_hosts=frozenset({f"{host}:{server.port}"}))
    return fetch(f"https://{host}:{server.port}/page", allowed, resolver=lambda host, port: ["127.0.0.1"])


def test_a_certificate_that_nobody_vouches_for_is_refused(secure_server, limits):
    with pytest.raises(Refusal) as caught:
        secure_visit(secure_server, limits, "news.example")
    assert caught.value.code == "address_untrusted"


def test_the_certificate_is_checked_against_the_name_although_the_number_is_dialled(
    secure_server, limits, certificate, monkeypatch
):
    trusting = ssl.create_default_context(cafile=certificate[0])
    monkeypatch.setattr(fetching, "_trust", lambda: trusting)
    assert PAGE.encode() == secure_visit(secure_server, limits, "news.example").data
    assert secure_server.names == ["news.example"]
    with pytest.raises(Refusal) as caught:
        secure_visit(secure_server, limits, "other.example")
    assert caught.value.code == "address_untrusted"


def test_a_handshake_that_never_ends_is_cut_off(limits):
    def drip():
        line, _ = listener.accept()
        with line:
            for letter in b"\x16\x03\x03\x40\x00" + b"\x02" * 60:
                try:
                    line.sendall(bytes([letter]))
                except OSError:
                    return
                time.sleep(0.1)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        dripping = threading.Thread(target=drip)
        dripping.start()
        began = time.monotonic()
        with pytest.raises(Refusal) as caught:
            fetch(
                f"https://127.0.0.1:{port}/", replace(limits, allowed_hosts=frozenset({f"127.0.0.1:{port}"}))
            )
        assert caught.value.code == "address_slow"
        assert time.monotonic() - began < 4
        dripping.join()


def test_a_feed_is_read_and_not_sent_again_while_unchanged(feed):
    first = feed("feed")
    assert (first.title, first.unchanged, len(first.entries)) == ("Le fil", False, 1)
    assert first.entries[0].address.endswith("/a/1")
    for state in ((first.etag, ""), ("", first.modified), (first.etag, first.modified)):
        again = feed("feed", *state)
        assert again.unchanged
        assert not again.entries
        assert (again.etag, again.modified) == state


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("gone", "feed_not_found"), ("broken", "feed_server_error"), ("page", "feed_not_a_feed"),
        ("nothing", "feed_not_a_feed"), ("empty-feed", "feed_empty"), ("inside", "address_private"),
        ("drip", "address_slow"), ("endless", "address_too_large"), ("bomb", "address_too_large"),
    ],
)  # fmt: skip
def test_a_feed_in_trouble_says_which(feed, path, code):
    with pytest.raises(Refusal) as caught:
        feed(path)
    assert caught.value.code == code


def test_a_hostile_state_cannot_smuggle_a_header(server, feed):
    assert not feed("feed", '"x"\r\nX-Evil: 1', "é").unchanged
    assert "X-Evil" not in server.seen[0][1]
