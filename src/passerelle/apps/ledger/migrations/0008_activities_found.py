from django.db import migrations

from passerelle.core.text.folding import fold
from passerelle.sources.iati.writing import from_text


def note(apps, schema_editor):
    """Note in columns what activities that are there are found by, and which countries their records say receive."""
    activities = apps.get_model("ledger", "Activity").objects
    for row in activities.filter(folded="").only("record", "title", "identifier").iterator(chunk_size=100):
        codes = [one.get("code") for one in from_text(row.record).all("recipient-country")] if row.record else []
        activities.filter(pk=row.pk).update(
            folded=fold(f"{row.title} {row.identifier}"),
            countries=[code for code in dict.fromkeys(codes) if code],
        )


class Migration(migrations.Migration):
    dependencies = [("ledger", "0007_results")]

    operations = [migrations.RunPython(note, migrations.RunPython.noop)]
