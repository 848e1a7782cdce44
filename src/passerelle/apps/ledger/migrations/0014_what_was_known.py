from datetime import date

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import TruncDate
from django.utils import timezone

_ROWS = ("budget", "transaction", "result", "reportedsum")
_FIRST = date(1970, 1, 1)  # until `note` says when


def _person():
    return models.ForeignKey(
        blank=True,
        db_index=False,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


def _known(row):
    if row == "result":
        return models.DateField(blank=True, null=True)
    return models.DateField(default=_FIRST, verbose_name="known on")


def note(apps, schema_editor):
    """Note since when rows are known: those of a file since it was taken in, ours since a person entered them."""
    activities = apps.get_model("ledger", "Activity").objects
    day = Subquery(activities.filter(pk=OuterRef("activity")).values(on=TruncDate("source__created_at"))[:1])
    for row in ("Budget", "Transaction", "Result"):
        apps.get_model("ledger", row).objects.filter(activity__source__isnull=False).update(known_on=day)
    reports = apps.get_model("ledger", "OrganisationReport").objects
    day = Subquery(reports.filter(pk=OuterRef("report")).values(on=TruncDate("source__created_at"))[:1])
    apps.get_model("ledger", "ReportedSum").objects.update(known_on=day)
    for one in activities.filter(source__isnull=True).only("created_at").iterator(chunk_size=500):
        _note_ours(apps, one)


def _note_ours(apps, activity):
    """What a person entered is found in the history by its words; what is not is as old as the activity."""
    edits = apps.get_model("ledger", "Edit").objects.filter(activity=activity.pk).order_by("pk")
    entered = {
        (kind, edit.after[kind]): timezone.localdate(edit.at)
        for edit in edits for kind in ("budget", "transaction") if kind in edit.after
    }  # fmt: skip
    since = timezone.localdate(activity.created_at)
    for kind in ("budget", "transaction"):
        rows = apps.get_model("ledger", kind).objects.filter(activity=activity.pk)
        for row in rows:
            said = f"{row.amount} {row.currency}"
            words = said if kind == "budget" else f"{row.on} {said}"
            rows.filter(pk=row.pk).update(known_on=entered.get((kind, words), since))


class Migration(migrations.Migration):

    dependencies = [
        ("ledger", "0013_decisions_tied"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *(
            migrations.AddField(row, name, field, preserve_default=False)
            for row in _ROWS
            for name, field in (
                ("added_by", _person()),
                ("known_on", _known(row)),
                ("withdrawn_by", _person()),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
            )
        ),
        *(migrations.AlterField("measured", name, _person()) for name in ("added_by", "withdrawn_by")),
        *(
            migrations.AddConstraint(
                row,
                models.CheckConstraint(
                    condition=Q(withdrawn_by__isnull=True, withdrawn_on__isnull=True)
                    | Q(withdrawn_by__isnull=False, withdrawn_on__isnull=False),
                    name=f"{row}_withdrawn_by_whom_and_when",
                ),
            )
            for row in _ROWS
        ),
        migrations.RunPython(note, migrations.RunPython.noop),
    ]
