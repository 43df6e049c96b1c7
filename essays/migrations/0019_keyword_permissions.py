"""Who edits keeps the dictionary of the house, and sees what readers looked for in vain."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

READ = ["view_houseword", "view_missedsearch"]
WRITE = [*READ, "add_houseword", "change_houseword", "delete_houseword", "delete_missedsearch"]
GROUPS = {"编辑": WRITE, "审核": WRITE, "发布": READ, "管理": WRITE}


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
    dependencies = [("essays", "0018_keywords")]
    operations = [migrations.RunPython(grant, revoke)]
