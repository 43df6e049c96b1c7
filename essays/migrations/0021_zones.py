"""On PostgreSQL each kind of rows has a table of its own, and runs of collections stand beside the grams in the index.

What is everywhere is found among the newest collections by themselves, and a kind without a look at the others.
"""

from django.db import migrations

FACES = ("strangers", "readers", "desk")
ZONES = (
    "(ARRAY[(4294967296::bigint + (id >> 39 & 2097151)), (30064771072::bigint + (id >> 45 & 32767)), "
    "(47244640256::bigint + (id >> 49 & 2047)), (64424509440::bigint + (id >> 53 & 127))])"
)
COLUMNS = """
    id bigint PRIMARY KEY,
    for_strangers boolean NOT NULL,
    for_readers boolean NOT NULL,
    for_desk boolean NOT NULL,
    grams text[] NOT NULL,
    folded text NOT NULL
"""
KINDS = range(7)  # the desk's rows are of none


def make_again(options, tables, *columns):
    def change(apps, schema_editor):
        if schema_editor.connection.vendor != "postgresql":
            return
        run = schema_editor.execute
        run("ALTER TABLE essays_search_grams RENAME TO essays_search_before")
        run("ALTER INDEX essays_search_grams_pkey RENAME TO essays_search_before_pkey")
        for face in FACES:
            run(f"DROP INDEX essays_search_grams_{face}")
        run(f"CREATE TABLE essays_search_grams ({COLUMNS}) {options}")
        for kind in tables:
            run(
                f"CREATE TABLE essays_search_grams_{kind} PARTITION OF essays_search_grams "
                f"FOR VALUES FROM ({kind << 60}) TO ({kind + 1 << 60})"
            )
        for table in [f"essays_search_grams_{kind}" for kind in tables]:
            # Grams are read when they are indexed and hardly ever again; the text often is.
            run(f"ALTER TABLE {table} SET (toast_tuple_target = 512)")
            run(f"ALTER TABLE {table} ALTER COLUMN folded SET STORAGE MAIN")
        if not tables:
            run("ALTER TABLE essays_search_grams ALTER COLUMN folded SET STORAGE EXTERNAL")
        run(
            "INSERT INTO essays_search_grams (id, for_strangers, for_readers, for_desk, grams, folded) "
            "SELECT id, for_strangers, for_readers, for_desk, grams, folded FROM essays_search_before ORDER BY id"
        )
        run("DROP TABLE essays_search_before")
        for face in FACES:
            run(
                f"CREATE INDEX essays_search_grams_{face} ON essays_search_grams "
                f"USING gin ({', '.join(columns)}) WHERE for_{face}"
            )
        run("ANALYZE essays_search_grams")

    return change


class Migration(migrations.Migration):
    dependencies = [("essays", "0020_desk_texts")]

    operations = [
        migrations.RunPython(
            make_again("PARTITION BY RANGE (id)", KINDS, "grams", ZONES), make_again("", (), "grams")
        )
    ]
