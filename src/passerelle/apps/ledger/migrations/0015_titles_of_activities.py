from django.db import migrations, models

from passerelle.core.text.folding import fold
from passerelle.sources.iati.writing import from_text


def note(apps, schema_editor):
    """Note the titles in other languages that the records of activities tell, and find them by these too."""
    activities = apps.get_model("ledger", "Activity").objects
    for row in activities.exclude(record="").only("record", "title", "identifier").iterator(chunk_size=100):
        told = from_text(row.record).first("title").all("narrative")
        others = "\n".join(one.text.strip() for one in told[1:])
        if others:
            folded = fold(f"{row.title} {row.identifier} {others}")
            activities.filter(pk=row.pk).update(other_titles=others, folded=folded)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0014_what_was_known")]

    operations = [
        migrations.AddField(
            model_name="activity", name="other_titles", field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
        migrations.RunPython(note, migrations.RunPython.noop, elidable=True),
    ]
