from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("ledger", "0015_titles_of_activities")]

    operations = [
        migrations.AddField(
            model_name="activity",
            name="shares",
            field=models.JSONField(blank=True, default=dict, verbose_name="shares of the countries"),
        ),
        migrations.AddField(
            model_name="iatiimport",
            name="shares",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
