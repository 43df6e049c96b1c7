from django.db import migrations


def note_version(apps, schema_editor):
    """Rows of PostgreSQL have had their single characters all along."""
    is_made = schema_editor.connection.vendor == "postgresql"
    if is_made or not apps.get_model("essays", "Revision").objects.exists():
        apps.get_model("essays", "SearchState").objects.filter(version=2).update(version=3)


def note_older_version(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        apps.get_model("essays", "SearchState").objects.filter(version=3).update(version=2)


class Migration(migrations.Migration):
    dependencies = [("essays", "0022_keyword_weights")]

    operations = [migrations.RunPython(note_version, note_older_version)]
