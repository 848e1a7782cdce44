from django.db import migrations, models


def found_where_read(apps, schema_editor):
    """Until now one column said both: the latest reading that found a claim."""
    apps.get_model("library", "Claim").objects.update(found_in=models.F("reading"))


class Migration(migrations.Migration):
    dependencies = [
        ("library", "0003_differences"),
    ]

    operations = [migrations.RunPython(found_where_read, migrations.RunPython.noop)]
