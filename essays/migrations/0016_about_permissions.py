"""Who may publish writes the page 关于: it is public as it is saved."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

WRITE = ["view_about", "add_about", "change_about"]
GROUPS = {"发布": WRITE, "管理": WRITE}


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
    dependencies = [("essays", "0015_about")]
    operations = [migrations.RunPython(grant, revoke)]
