"""Some lines of a register, written together: actors first, then, in a second pass, who belongs to whom."""

from typing import Any

from passerelle.apps.directory.registers.organisations import ties_between, with_keys
from passerelle.apps.directory.registers.reading import Said
from passerelle.apps.directory.registers.writing import (
    Written,
    parents,
    write_actors,
    write_mandates,
    write_relations,
)
from passerelle.core.naming.table_rows import ActorRow, MandateRow, RelationRow


def take(lines: list[Said]) -> tuple[Written, list[dict[str, Any]]]:
    """Write what lines say of actors and mandates; return what changed, and the faults for the report."""
    faults = [_fault(line, line.fault, line.details) for line in lines if line.fault]
    tabled = [line.row for line in lines if isinstance(line.row, ActorRow) and not line.registered]
    registered = [line.row for line in lines if isinstance(line.row, ActorRow) and line.registered]
    written = write_actors([*tabled, *with_keys(registered)])
    mandates = [line for line in lines if isinstance(line.row, MandateRow)]
    held = write_mandates([line.row for line in mandates if isinstance(line.row, MandateRow)])
    faults += [_fault(mandates[place], *fault) for place, fault in held.faults.items()]
    written.added += held.added
    written.changed |= held.changed
    return written, sorted(faults, key=lambda fault: fault["line"])


def relate(lines: list[Said]) -> tuple[Written, list[dict[str, Any]]]:
    """Write what lines say of relations, once all their actors are there."""
    said: list[tuple[Said, RelationRow]] = []
    tied: list[tuple[ActorRow, tuple[tuple[str, str], ...]]] = []
    for line in lines:
        if isinstance(line.row, RelationRow):
            said.append((line, line.row))
        elif isinstance(line.row, ActorRow):
            said += [(line, relation) for relation in parents(line.row)]
            if line.ties:
                tied.append((line.row, line.ties))
    written = write_relations([relation for _line, relation in said])
    faults = [_fault(said[place][0], *fault) for place, fault in written.faults.items()]
    written.changed |= write_relations(ties_between(tied)).changed
    return written, sorted(faults, key=lambda fault: fault["line"])


def _fault(line: Said, code: str, details: dict[str, str]) -> dict[str, Any]:
    return {"line": line.number, "code": code, "details": details}
