from django.db import migrations, models

# Until now a commitment was held against its present deadline on every day.
_FILL = """UPDATE ledger_standing SET deadline_last = (
    SELECT ledger_commitment.deadline_last FROM ledger_commitment WHERE ledger_commitment.id = commitment_id
)"""


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0010_organisation_reports'),
    ]

    operations = [
        migrations.AddField(
            model_name='standing',
            name='deadline_last',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.RunSQL(_FILL, migrations.RunSQL.noop),
    ]
