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
    # The planner takes opening a stored tsvector for cheap and would read the whole table for a common word,
    # a hundred times slower than the index. "id + 0", so that it does not narrow by ids and open the rest.
    """
    CREATE FUNCTION library_text_found(query tsquery, since bigint) RETURNS text
    LANGUAGE sql STABLE SET enable_seqscan = off SET enable_indexscan = off
    AS $$ SELECT string_agg(id::text, ',') FROM library_text WHERE words @@ query AND id + 0 >= since $$
    """,
]


def create(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for statement in POSTGRESQL if vendor == "postgresql" else [SQLITE]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION library_text_found")
    schema_editor.execute("DROP TABLE library_text")


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
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
        migrations.RunPython(create, drop),
    ]
