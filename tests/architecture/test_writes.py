"""Everything that changes data is an audited action."""

import ast
import importlib
import inspect
import pkgutil
import textwrap
from pathlib import Path

import pytest

from passerelle.apps.accounts.permissions import PERMISSIONS

SOURCE = Path(__file__).resolve().parents[2] / "src" / "passerelle"
WRITING = {
    "save", "delete", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "update",
}  # fmt: skip


# Function → why it changes rows without being an audited action.
NOT_ACTIONS = {
    "note_visit": "being here is not a change of anything anybody reads; one row, many times a day"
}


def writes(tree: ast.AST) -> list[str]:
    """The calls in a piece of code that change rows."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITING:
            owner = ast.unparse(node.func.value)
            if "objects" in owner or node.func.attr == "save":
                found.append(ast.unparse(node.func))
    return found


def action_modules():
    for app in sorted((SOURCE / "apps").iterdir()):
        if not app.is_dir() or app.name.startswith("_"):
            continue
        name = f"passerelle.apps.{app.name}.actions"
        if (app / "actions.py").exists() or (app / "actions").is_dir():
            module = importlib.import_module(name)
            yield module
            for found in pkgutil.iter_modules(getattr(module, "__path__", [])):
                yield importlib.import_module(f"{name}.{found.name}")


def verbs():
    for module in action_modules():
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                yield module.__name__, name, function


def test_a_public_function_of_an_actions_module_is_an_action_or_leaves_writing_to_one():
    # The mechanism itself lives in the audit app.
    plain = [
        f"{module}.{name}"
        for module, name, function in verbs()
        if not hasattr(function, "verb")
        and name not in NOT_ACTIONS
        and module != "passerelle.apps.audit.actions"
        and writes(ast.parse(textwrap.dedent(inspect.getsource(function))))
    ]
    assert plain == []


def test_every_action_has_its_own_verb_and_a_permission_of_the_table():
    actions = {f"{m}.{n}": f for m, n, f in verbs() if hasattr(f, "verb")}
    assert actions
    names = [function.verb for function in actions.values()]
    assert sorted(names) == sorted(set(names))
    for name, function in actions.items():
        assert function.permission in PERMISSIONS, name
        assert "actor" in inspect.signature(inspect.unwrap(function)).parameters, name


@pytest.mark.parametrize("room", ["web", "cli", "config"])
def test_screens_and_commands_never_write_rows(room):
    found = [
        f"{path.relative_to(SOURCE)} {call}"
        for path in (SOURCE / room).rglob("*.py")
        for call in writes(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []
