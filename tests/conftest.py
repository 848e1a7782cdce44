"""What every test stands on: an own home, no network, people of two organisations, no silent skip."""

import gc
import ipaddress
import os
import shutil
import socket
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

HOME = Path(tempfile.mkdtemp(prefix="passerelle-tests-"))


# By these a test opens a database; those marked `crash` start processes that open it themselves.
DATABASES = {"db", "transactional_db", "live_server"}
ONE_LANGUAGE = "vi"  # the one whose letters a database could mistake


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only",
        action="store_true",
        help="run only what another database could change: the rest has been run",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--database-only"):
        return
    kept = {item for item in items if _opens_database(item) and not _told_before(item)}
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = [item for item in items if item in kept]


def _opens_database(item: pytest.Item) -> bool:
    marked = any(item.get_closest_marker(name) for name in ("django_db", "crash"))
    return marked or not DATABASES.isdisjoint(getattr(item, "fixturenames", ()))


def _told_before(item: pytest.Item) -> bool:
    """How a page looks, and a journey in a further language: no database changes either."""
    if item.get_closest_marker("appearance"):
        return True
    if item.get_closest_marker("browser") is None or not hasattr(item, "callspec"):
        return False
    return item.callspec.params.get("language", ONE_LANGUAGE) != ONE_LANGUAGE


def pytest_collection_finish(session: pytest.Session) -> None:
    """Spare the collector what stays until the end anyway: looking through it again took a fifth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


def pytest_configure(config: pytest.Config) -> None:
    """Point the settings, and every process a test starts, at a home of this run."""
    os.environ["PASSERELLE_HOME"] = str(HOME)
    for models in ("PASSERELLE_MODELS", "PASSERELLE_MEANING"):
        os.environ[models] = "no"  # loading them takes longer than all that is tested here
    settings.HOME = HOME
    settings.STATIC_ROOT = HOME / "static"
    settings.STATIC_ROOT.mkdir()
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": HOME / "files"},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        # A file, as in the field: processes that a test starts open it too.
        database.setdefault("TEST", {})["NAME"] = str(HOME / "test.sqlite3")
    settings.MODELS = settings.MEANING = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    """Nothing asks for Django’s own permissions, and each emptied database wrote them anew."""
    from django.contrib.auth.management import create_permissions
    from django.contrib.contenttypes.management import create_contenttypes
    from django.db.models.signals import post_migrate

    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
    post_migrate.disconnect(create_contenttypes)
    assert not {create_permissions, create_contenttypes} & {
        receiver() for _key, receiver, *_ in post_migrate.receivers if receiver() is not None
    }


def _deny_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """With CI=true, what was skipped was not tested: say so as a failure.

    But for data that is kept beside the project and not in it: a clone elsewhere does not have it.
    """
    if "shared" in getattr(report, "keywords", ()):
        return
    if os.environ.get("CI") == "true" and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped, which CI=true does not allow: {report.longrepr}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    _deny_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    report = yield
    _deny_skip(report)
    return report


class NetworkRefused(AssertionError):  # noqa: N818 - names what was refused
    """A test reached for an address outside this machine."""


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return host in {"localhost", ""}


@pytest.fixture(autouse=True, scope="session")
def no_network():
    """Refuse every connection and every name that leads away from loopback (local sockets stay open)."""
    connect, connect_ex, resolve = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def check(address) -> None:
        if isinstance(address, tuple) and not _loopback(str(address[0])):
            raise NetworkRefused(f"Tests reach no network: {address!r}")

    def guarded(self, address):
        check(address)
        return connect(self, address)

    def guarded_ex(self, address):
        check(address)
        return connect_ex(self, address)

    def guarded_resolve(host, *args, **kwargs):
        name = host.decode() if isinstance(host, bytes) else host
        if name is not None and not _loopback(name) and not _is_address(name):
            raise socket.gaierror(socket.EAI_NONAME, f"Tests resolve no name: {name}")
        return resolve(host, *args, **kwargs)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", guarded)
    patch.setattr(socket.socket, "connect_ex", guarded_ex)
    patch.setattr(socket, "getaddrinfo", guarded_resolve)
    yield
    patch.undo()


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


@pytest.fixture(autouse=True)
def language_of_the_code():
    """A command speaks the terminal's language from its start on: the next test begins in that of the code."""
    yield
    translation.deactivate()


@pytest.fixture
def organisation(db):
    from passerelle.apps.accounts.models import Organisation

    return Organisation.objects.create(name="Embassy of Viet Nam in Paris", country="VN")


@pytest.fixture
def second_organisation(db):
    from passerelle.apps.accounts.models import Organisation

    return Organisation.objects.create(name="Institute of Applied Photonics", country="FR")


@pytest.fixture
def person():
    """Make a person: person("visitor", organisation)."""
    from passerelle.apps.accounts.models import User

    def make(role: str, organisation, username: str | None = None) -> User:
        return User.objects.create_user(
            username or f"{role}-{organisation.pk}",
            password="a long enough password",
            organisation=organisation,
            role=role,
        )

    return make


@pytest.fixture
def visitor(person, organisation):
    return person("visitor", organisation)


@pytest.fixture
def officer(person, organisation):
    return person("officer", organisation)


@pytest.fixture
def coordinator(person, organisation):
    return person("coordinator", organisation)


@pytest.fixture
def administrator(person, organisation):
    return person("administrator", organisation)


@pytest.fixture
def second_visitor(person, second_organisation):
    return person("visitor", second_organisation)


@pytest.fixture
def second_officer(person, second_organisation):
    return person("officer", second_organisation)


@pytest.fixture
def second_administrator(person, second_organisation):
    return person("administrator", second_organisation)
