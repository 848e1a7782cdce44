"""Files stay small enough to hold in the head."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "passerelle"
FILES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
# File → why it may be longer than 300 lines. Nothing may be longer than 500.
LONGER: dict[str, str] = {}
FORBIDDEN_NAMES = {"utils", "helpers", "manager", "managers", "common", "misc"}


def named(path: Path) -> str:
    return str(path.relative_to(SOURCE))


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_file_is_near_a_hundred_lines(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= (500 if named(path) in LONGER else 300), (
        f"{named(path)} has {lines} lines: it has two subjects"
    )


def test_the_list_of_longer_files_is_true():
    for name in LONGER:
        assert len((SOURCE / name).read_text(encoding="utf-8").splitlines()) > 300, (
            f"{name} is no longer long"
        )


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_module_is_named_for_what_it_is(path):
    assert path.stem not in FORBIDDEN_NAMES
    assert path.parent.name not in FORBIDDEN_NAMES


@pytest.mark.parametrize("path", [p for p in FILES if p.name == "__init__.py"], ids=named)
def test_a_package_opens_with_a_docstring_and_holds_only_exports(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), f"{named(path)} does not say what it is for"
    for node in tree.body[1:]:
        exports = isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "").strip("_") in {
            "all",
            "version",
        }
        assert isinstance(node, ast.Import | ast.ImportFrom) or exports, f"{named(path)}:{node.lineno}"


@pytest.mark.parametrize("path", sorted(SOURCE.glob("apps/*/models/*.py")), ids=named)
def test_one_model_a_file(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tables = [
        node.name
        for node in tree.body
        if isinstance(node, ast.ClassDef)
        and not any("Choices" in ast.unparse(base) for base in node.bases)
        and "abstract = True" not in ast.unparse(node)
    ]
    # A job and its items are one thing in two tables.
    assert len(tables) <= (2 if path.stem == "job" else 1), tables


def test_no_two_test_files_share_a_name():
    tests = SOURCE.parents[1] / "tests"
    names = sorted(path.name for path in tests.rglob("test_*.py"))
    assert names == sorted(set(names)), "pytest takes a file's name for its module's"
