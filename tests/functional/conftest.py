"""A real browser against a real server on loopback."""

import os
import shutil

import pytest

from passerelle.apps.library.actions.jobs import queue_files
from passerelle.apps.library.actions.sources import add_source
from passerelle.apps.library.intake import run
from passerelle.apps.library.models import Document, SourceKind
from passerelle.sources.model import Item

# Playwright's own loop runs in this thread; the database is asked between its calls, never inside one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# The shell is the same browser without a window: it draws the same pages in three quarters of the time.
CHROMIUM = (
    shutil.which("chromium-headless-shell") or shutil.which("chromium") or shutil.which("chromium-browser")
)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
PASSWORD = "a long enough password"

TEXTS = {
    "fr": (
        "Paris et Hanoï renforcent leur coopération dans les semi-conducteurs\n\n"
        "Publié le 12 juin 2025\n\n"
        "Le ministère français de l'Économie et FPT ont signé le 11 juin 2025 à Paris un protocole d'accord "
        "sur les semi-conducteurs. FPT investira 30 millions d'euros dans un centre de recherche à Grenoble. "
        "Le Vietnam veut former 50 000 ingénieurs d'ici 2030.\n"
    ),
    "vi": (
        "Việt Nam và Nhật Bản ký thỏa thuận về bán dẫn\n\n"
        "Hà Nội, ngày 12/6/2025\n\n"
        "Ngày 11/6/2025, Bộ Khoa học và Công nghệ và Tập đoàn FPT đã ký biên bản ghi nhớ về bán dẫn tại Tokyo. "
        "Việt Nam đặt mục tiêu đào tạo 50.000 kỹ sư vào năm 2030.\n"
    ),
    "en": (
        "Singapore and Australia sign a cooperation agreement on hydrogen\n\n"
        "12 June 2025\n\n"
        "Singapore and Australia signed a memorandum of understanding on green hydrogen in Canberra on 11 June 2025. "
        "Australia will invest 40 million dollars in a research centre in Singapore.\n"
    ),
}


@pytest.fixture(scope="session")
def browser():
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def page(browser, live_server):
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    tab = context.new_page()
    faults: list[str] = []
    outside: list[str] = []
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    tab.on(
        "request",
        lambda r: None if r.url.startswith((live_server.url, "data:", "blob:")) else outside.append(r.url),
    )
    yield tab
    context.close()
    assert faults == [], "the browser complained"
    assert outside == [], "an address outside was loaded"


@pytest.fixture
def enter(page):
    """Sign a person in with the screens in one language: enter(officer, "vi")."""

    def sign_in(user, language: str):
        page.goto("/sign-in/")
        page.locator(f"button[name=language][value={language}]").click()
        page.fill("[name=username]", user.username)
        page.fill("[name=password]", PASSWORD)
        page.locator("main button.main").click()
        page.wait_for_url("**/")
        return page

    return sign_in


@pytest.fixture
def library(officer):
    """One document a language, read by the real reader; returns them by language."""
    source = add_source(name="Press", kind=SourceKind.FILES, tlp="green", reliability="B", actor=officer)
    items = [Item(f"{language}.txt", text.encode()) for language, text in TEXTS.items()]
    run.run_job(queue_files(items, source=source, actor=officer, background=False).pk)
    return {document.language: document for document in Document.objects.select_related("snapshot")}
