from django.db import migrations


def forget_unconfirmed(apps, schema_editor):
    """They have no grams."""
    apps.get_model("essays", "SearchRow").objects.filter(is_known=False).delete()


def note_version(apps, schema_editor):
    """Rows of PostgreSQL have had their single characters all along."""
    is_made = schema_editor.connection.vendor == "postgresql"
    if is_made or not apps.get_model("essays", "Revision").objects.exists():
        apps.get_model("essays", "SearchState").objects.filter(version=2).update(version=3)


def let_be_made_anew(apps, schema_editor):
    apps.get_model("essays", "SearchState").objects.update(version=0)


class Migration(migrations.Migration):
    dependencies = [("essays", "0022_keyword_weights")]

    operations = [
        migrations.RunPython(forget_unconfirmed, migrations.RunPython.noop),
        migrations.RemoveField("searchrow", "is_known"),
        migrations.RunPython(note_version, let_be_made_anew),
    ]
