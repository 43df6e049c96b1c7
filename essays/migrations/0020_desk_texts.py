"""What the desk searches. The index is made anew by `init` or `rebuild_search`, unless nothing was ever written."""

import django.db.models.deletion
from django.db import migrations, models

POSTGRESQL = """
    ALTER TABLE essays_search_grams ADD COLUMN for_desk boolean NOT NULL DEFAULT false;
    CREATE INDEX essays_search_grams_desk ON essays_search_grams USING gin (grams) WHERE for_desk;
"""


def add_side(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
    else:
        schema_editor.execute(
            "CREATE VIRTUAL TABLE essays_search_desk USING fts5(grams, content='', tokenize='ascii')"
        )


def drop_side(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DELETE FROM essays_search_grams WHERE for_desk")
        schema_editor.execute("ALTER TABLE essays_search_grams DROP COLUMN for_desk")
    else:
        schema_editor.execute("DROP TABLE essays_search_desk")


def note_version(apps, schema_editor):
    if not apps.get_model("essays", "Revision").objects.exists():
        apps.get_model("essays", "SearchState").objects.filter(version=1).update(version=2)


class Migration(migrations.Migration):
    dependencies = [("essays", "0019_keyword_permissions")]

    operations = [
        migrations.CreateModel(
            name="DeskText",
            fields=[
                (
                    "essay",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="essays.essay",
                    ),
                ),
                ("text", models.TextField()),
            ],
            options={"default_permissions": ()},
        ),
        migrations.RunPython(add_side, drop_side),
        migrations.RunPython(note_version, migrations.RunPython.noop),
    ]
