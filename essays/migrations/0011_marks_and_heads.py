"""The marks of the quotes, and the heads of the speakers, that are there already."""

from django.db import migrations

from essays.documents.resemblance import words_mark

AT_ONCE = 1000


def mark(apps, schema_editor):
    Quote = apps.get_model("essays", "Quote")
    rows = []
    for quote in Quote.objects.only("text").iterator(AT_ONCE):
        quote.mark = words_mark(quote.text)
        rows.append(quote)
        if len(rows) == AT_ONCE:
            Quote.objects.bulk_update(rows, ["mark"])
            rows = []
    Quote.objects.bulk_update(rows, ["mark"])


def put_heads(apps, schema_editor):
    Speaker = apps.get_model("essays", "Speaker")
    merged = dict(Speaker.objects.filter(merged_into__isnull=False).values_list("pk", "merged_into"))
    for speaker in merged:
        head, seen = speaker, set()
        while head in merged and head not in seen:
            seen.add(head)
            head = merged[head]
        Speaker.objects.filter(pk=speaker).update(head=head)


class Migration(migrations.Migration):
    dependencies = [("essays", "0010_settlement")]
    operations = [
        migrations.RunPython(mark, migrations.RunPython.noop),
        migrations.RunPython(put_heads, migrations.RunPython.noop),
    ]
