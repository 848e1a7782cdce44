"""Who the organisations of a file of IATI are: actors of the directory, by their identifiers, else by their names."""

from collections.abc import Iterable

from passerelle.apps.directory.models import Actor, ActorState, Identifier, Scheme
from passerelle.apps.ledger.tables.parties import actors_named
from passerelle.core.commitments.activities import Organisation

# Register of the list OrganisationRegistrationAgency → ours.
_REGISTERS = {"XI-ROR-": Scheme.ROR, "XI-LEI-": Scheme.LEI, "XI-WIKIDATA-": Scheme.WIKIDATA}

Key = tuple[str, str]


def key_of(one: Organisation | None) -> Key:
    """Return what an organisation is told apart by: its identifier and its first name."""
    if one is None:
        return "", ""
    return one.ref, next((name.text.strip() for name in one.names if name.text.strip()), "")


def actors_of(organisations: Iterable[Organisation | None]) -> dict[Key, Actor]:
    """Return the key of an organisation → the accepted actor that it is; who cannot be told is left out."""
    keys = {key for one in organisations if any(key := key_of(one))}
    borne: dict[Key, tuple[str, str]] = {}
    for key in keys:
        for register, scheme in _REGISTERS.items():
            if key[0].upper().startswith(register):
                borne[key] = str(scheme), _spelt(scheme, key[0][len(register) :])
    rows = Identifier.objects.filter(
        value__in={value for _scheme, value in borne.values()}, actor__state=ActorState.ACCEPTED
    )
    bearers = {(one.scheme, one.value): one.actor for one in rows.select_related("actor")}
    found = {key: bearers[told] for key, told in borne.items() if told in bearers}
    named = actors_named({name for key in keys if key not in found and (name := key[1])})
    return found | {key: named[key[1]] for key in keys if key not in found and key[1] in named}


def reference_of(actor: Actor) -> str:
    """Return what IATI calls an actor: its identifier in a register that the standard knows, "" without one."""
    known = {one.scheme: one.value for one in actor.identifiers.all()}
    return next((prefix + known[scheme] for prefix, scheme in _REGISTERS.items() if scheme in known), "")


def _spelt(scheme: str, value: str) -> str:
    return value.lower() if scheme == Scheme.ROR else value.upper()
