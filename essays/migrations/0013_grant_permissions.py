"""Who manages accounts gives access; who publishes sees what was given."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

SEE = ["view_grant", "view_accesscode"]
GIVE = [f"{verb}_{model}" for verb in ("add", "change", "delete") for model in ("grant", "accesscode")]
GROUPS = {"发布": SEE, "管理": [*SEE, *GIVE]}


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
    dependencies = [("essays", "0012_grants")]
    operations = [migrations.RunPython(grant, revoke)]
