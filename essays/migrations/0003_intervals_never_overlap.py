"""PostgreSQL can hold the rule that no two intervals of an essay overlap; SQLite holds the open ones only."""

from django.db import migrations

ADD = """
    CREATE EXTENSION IF NOT EXISTS btree_gist;
    ALTER TABLE essays_revision ADD CONSTRAINT revision_intervals_never_overlap
        EXCLUDE USING gist (essay_id WITH =, tstzrange(live_from, live_until) WITH &&)
        WHERE (live_from IS NOT NULL);
"""
DROP = "ALTER TABLE essays_revision DROP CONSTRAINT revision_intervals_never_overlap"


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(ADD)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(DROP)


class Migration(migrations.Migration):
    dependencies = [("essays", "0002_groups")]
    operations = [migrations.RunPython(add, drop)]
