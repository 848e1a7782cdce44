"""What an action is: one function, one permission, one transaction, one audit event.

    @action("claim.confirm", permission="claim.review")
    def confirm_claim(claim, *, actor):
        ...
        about(claim, organisation=claim.document.organisation, sentence=claim.quote)

An action says what it was `about` exactly once; one that does not is a fault and is rolled back.
An actor of None is the desk itself (worker, schedule): only actions declared with `desk=True` take it.
"""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any

from django.db import transaction
from django.db.models import Model

from passerelle.apps.accounts.models import Organisation, User
from passerelle.apps.accounts.permissions import require
from passerelle.apps.audit.models import Event

_noted: ContextVar[list[dict[str, Any]] | None] = ContextVar("noted", default=None)


def action(verb: str, *, permission: str, desk: bool = False) -> Callable:
    """Make a function an audited action. `actor` is passed by keyword."""

    def decorate(function: Callable) -> Callable:
        @wraps(function)
        def run(*args, actor: User | None, **kwargs):
            if actor is not None:
                require(actor, permission)
            elif not desk:
                raise TypeError(f"{verb} needs a person.")
            with transaction.atomic():
                noted: list[dict[str, Any]] = []
                token = _noted.set(noted)
                try:
                    result = function(*args, actor=actor, **kwargs)
                finally:
                    _noted.reset(token)
                if len(noted) != 1:
                    raise TypeError(f"{verb} must say once what it was about, not {len(noted)} times.")
                Event.objects.create(verb=verb, actor=actor, **noted[0])
            return result

        run.verb, run.permission = verb, permission
        return run

    return decorate


def about(target: Model | None, *, organisation: Organisation | None, **detail: Any) -> None:
    """Say, inside an action, what it touched and for whom. `detail` must be plain JSON."""
    noted = _noted.get()
    if noted is None:
        raise TypeError("about() belongs inside an action.")
    noted.append(
        {
            "target_type": target._meta.model_name if target is not None else "",
            "target_id": str(target.pk) if target is not None else "",
            "target_label": str(target)[:300] if target is not None else "",
            "organisation": organisation,
            "detail": detail,
        }
    )
