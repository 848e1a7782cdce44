import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def rest_on_the_minutes(apps, schema_editor):
    """Say of decisions that are followed which evidence of their commitment the minutes are."""
    decisions = apps.get_model("ledger", "MeetingDecision")
    evidence = apps.get_model("ledger", "Evidence").objects.filter(
        commitment=OuterRef("commitment"), minutes=OuterRef("meeting"), supports="announced", withdrawn_on=None
    )
    first = evidence.order_by("pk").values("pk")[:1]
    decisions.objects.filter(commitment__isnull=False).update(evidence=Subquery(first))


class Migration(migrations.Migration):
    dependencies = [("ledger", "0012_what_taken_rows_said")]

    operations = [
        migrations.AlterField(
            model_name="meetingdecision",
            name="commitment",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="decided_in",
                to="ledger.commitment",
            ),
        ),
        migrations.AddField(
            model_name="meetingdecision",
            name="evidence",
            field=models.OneToOneField(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="decision",
                to="ledger.evidence",
            ),
        ),
        migrations.RunPython(rest_on_the_minutes, migrations.RunPython.noop, elidable=True),
    ]
