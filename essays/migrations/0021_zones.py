"""On PostgreSQL kinds and runs of collections stand beside the grams, so that the newest are found by themselves."""

from django.db import migrations

FACES = ("strangers", "readers", "desk")
ZONES = (
    "(ARRAY[-(id >> 60), (4294967296::bigint + (id >> 39 & 2097151)), (30064771072::bigint + (id >> 45 & 32767)), "
    "(47244640256::bigint + (id >> 49 & 2047)), (64424509440::bigint + (id >> 53 & 127))])"
)


def index_by(*columns):
    def change(apps, schema_editor):
        if schema_editor.connection.vendor != "postgresql":
            return
        for face in FACES:
            name = f"essays_search_grams_{face}"
            schema_editor.execute(f"DROP INDEX {name}")
            schema_editor.execute(
                f"CREATE INDEX {name} ON essays_search_grams USING gin ({', '.join(columns)}) WHERE for_{face}"
            )

    return change


class Migration(migrations.Migration):
    dependencies = [("essays", "0020_desk_texts")]

    operations = [migrations.RunPython(index_by("grams", ZONES), index_by("grams"))]
