"""What the documents say is there, and what is there is said."""

import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest

import passerelle.core

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "bench").glob("*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_inside_the_repository_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http:", "https:", "mailto:")):
            assert (page.parent / target).exists(), f"{page.name} points to {target}"


def test_every_environment_variable_is_documented():
    settings = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    code = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "src").rglob("*.py"))
    for variable in sorted(set(re.findall(r"PASSERELLE_[A-Z_]+[A-Z]", code)) | {"DATABASE_URL"}):
        assert f"`{variable}`" in settings, variable


def test_every_command_is_documented():
    commands = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    for path in (ROOT / "src" / "passerelle" / "cli").glob("*.py"):
        if "def add(" in path.read_text(encoding="utf-8"):
            assert f"passerelle {path.stem}" in commands, path.stem


def test_every_dependency_says_why_it_is_there():
    inside = re.findall(
        r'^    "([A-Za-z0-9_.\[\]-]+)[^"]*",(.*)$',
        (ROOT / "pyproject.toml").read_text(encoding="utf-8").split("[project.scripts]")[0],
        re.M,
    )
    assert len(inside) > 20
    assert [name for name, rest in inside if "#" not in rest and not name.startswith("passerelle")] == []


def core_modules():
    yield from (
        m.name for m in pkgutil.walk_packages(passerelle.core.__path__, "passerelle.core.") if m.ispkg
    )


@pytest.mark.parametrize("name", list(core_modules()))
def test_what_core_exports_exists_and_is_explained(name):
    package = importlib.import_module(name)
    for exported in getattr(package, "__all__", []):
        thing = getattr(package, exported)
        if inspect.isfunction(thing) or inspect.isclass(thing):
            assert inspect.getdoc(thing), f"{name}.{exported} has no docstring"


def test_every_data_table_of_the_starter_pack_names_its_source():
    folder = ROOT / "src" / "passerelle" / "starter" / "actors"
    tables = [p for p in folder.iterdir() if p.suffix in {".csv", ".tsv", ".gz"}]
    assert tables
    for table in tables:
        header = folder / (table.name.split(".")[0] + ".source.toml")
        assert header.exists(), table.name
        assert {"source", "licence", "date"} <= set(
            re.findall(r"^(\w+) *=", header.read_text(encoding="utf-8"), re.M)
        )
