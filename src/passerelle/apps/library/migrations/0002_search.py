"""Posting lists and the full-text index, which each database has in its own way."""

from django.db import migrations, models

SQLITE = """
CREATE VIRTUAL TABLE library_text USING fts5(
    folded, exact, tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co'"
)
"""
POSTGRESQL = [
    "CREATE TABLE library_text (id bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX library_text_words ON library_text USING gin (words)",
]


def create(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for statement in POSTGRESQL if vendor == "postgresql" else [SQLITE]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE library_text")


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("block", models.PositiveIntegerField()),
                ("facet", models.CharField(max_length=12)),
                ("value", models.CharField(max_length=40)),
                ("bits", models.BinaryField()),
            ],
            options={
                "ordering": ["block", "facet", "value"],
                "constraints": [
                    models.UniqueConstraint(fields=("block", "facet", "value"), name="posting_once")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["-published_on", "-id"], name="library_doc_publish_274b73_idx"),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["-waiting_count", "-id"], name="library_doc_waiting_c7384b_idx"),
        ),
        migrations.RunPython(create, drop),
    ]
