"""Questions to the database whose words are put together once, and asked many times.

Putting a statement together takes Django longer than most answers take the database. What a statement says depends on
the rules, and these on role and organisation of who asks: so one is kept for each of these. Lists and texts are given
when it is asked.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BigIntegerField, BooleanField, Expression, F, Model, QuerySet

from passerelle.apps.accounts.models import User


@dataclass(frozen=True, slots=True)
class Rights:
    """All that rules may ask of a person: a rule that asks for more fails when a prepared question meets it."""

    role: str
    organisation_id: int | None
    is_active: bool
    is_authenticated: bool


class Given(Expression):
    """A value of that name, given when the question is asked."""

    def __init__(self, name: str, output_field) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler, connection):
        return "%s", [self]


class Among(Expression):
    """That a column of whole numbers is one of those given under a name."""

    conditional = True

    def __init__(self, path: str, name: str) -> None:
        super().__init__(output_field=BooleanField())
        self.column, self.given = F(path), Given(name, BigIntegerField())

    def get_source_expressions(self):
        return [self.column, self.given]

    def set_source_expressions(self, expressions) -> None:
        self.column, self.given = expressions

    def as_sql(self, compiler, connection):
        column, of_column = compiler.compile(self.column)
        value, of_value = compiler.compile(self.given)
        if connection.vendor == "postgresql":
            return f"{column} = ANY({value})", [*of_column, *of_value]
        # expressions put together above: nothing that anybody typed
        return f"{column} IN (SELECT value FROM json_each({value}))", [*of_column, *of_value]  # noqa: S608


class Prepared:
    """A question: a function from who asks to a queryset, which holds `Given` and `Among`."""

    def __init__(self, question: Callable[[Rights], QuerySet]) -> None:
        self.question = question
        self._statement = lru_cache(maxsize=256)(self._put_together)

    def rows(self, user: User | None = None, /, **given: Any) -> list[tuple]:
        """Return the rows as the database has them: texts, whole numbers and fractions only."""
        statement = self._asked(user, given)
        if statement is None:
            return []
        with connection.cursor() as cursor:
            cursor.execute(*statement)
            return cursor.fetchall()

    def objects(self, user: User | None = None, /, **given: Any) -> list[Model]:
        """Return the objects, whole."""
        statement = self._asked(user, given)
        return [] if statement is None else list(self._model.objects.raw(*statement))

    @cached_property
    def _model(self) -> type[Model]:
        return self.question(_NOBODY).model

    def _asked(self, user: User | None, given: dict[str, Any]) -> tuple[str, list] | None:
        """Return the statement and all that it is given; None when nothing can answer it."""
        statement = self._statement(connection.vendor, _rights(user))
        given = {
            name: value if isinstance(value, (str, int)) else list(value) for name, value in given.items()
        }
        if statement is None or [] in given.values():  # nothing is among nothing
            return None
        sql, parameters = statement
        return sql, [_written(given[one.name]) if isinstance(one, Given) else one for one in parameters]

    def _put_together(self, vendor: str, rights: Rights) -> tuple[str, tuple] | None:
        try:
            return self.question(rights).query.sql_with_params()
        except EmptyResultSet:  # the rules leave nothing
            return None


_NOBODY = Rights("", None, False, False)


def _rights(user: User | None) -> Rights:
    if user is None or not user.is_authenticated:
        return _NOBODY
    return Rights(user.role, user.organisation_id, user.is_active, user.is_authenticated)


def _written(value: str | int | list[int]) -> str | int | list[int]:
    return json.dumps(value) if isinstance(value, list) and connection.vendor != "postgresql" else value
