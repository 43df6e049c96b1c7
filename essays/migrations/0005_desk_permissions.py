"""What the five groups may do with comments, review links and the lexicon."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

TALK = ["view_comment", "add_comment", "change_comment", "view_lexiconentry"]
INVITE = ["view_reviewlink", "add_reviewlink", "change_reviewlink"]
LEXICON = ["add_lexiconentry", "change_lexiconentry", "delete_lexiconentry"]
GROUPS = {
    "录入": TALK,
    "编辑": [*TALK, "view_reviewlink"],
    "审核": [*TALK, *INVITE, *LEXICON],
    "发布": [*TALK, "view_reviewlink"],
    "管理": [*TALK, *INVITE, *LEXICON],
}


def grant(apps, schema_editor):
    config = apps.get_app_config("essays")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = None
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, codenames in GROUPS.items():
        wanted = Permission.objects.filter(content_type__app_label="essays", codename__in=codenames)
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.add(*wanted)


def revoke(apps, schema_editor):
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, codenames in GROUPS.items():
        granted = Permission.objects.filter(content_type__app_label="essays", codename__in=codenames)
        for group in Group.objects.filter(name=name):
            group.permissions.remove(*granted)


class Migration(migrations.Migration):
    dependencies = [("essays", "0004_desk")]
    operations = [migrations.RunPython(grant, revoke)]
