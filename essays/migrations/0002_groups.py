"""The five groups of the desk. Permissions are made here first: on an empty database none exist yet."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

VIEW = [
    "view_collection", "view_essay", "view_section", "view_quote", "view_attribution", "view_speaker",
    "view_revision", "view_transition", "view_source",
]
DRAFT = [
    "add_collection", "change_collection", "add_essay", "change_essay", "add_section", "change_section",
    "delete_section", "add_quote", "change_quote", "delete_quote", "add_source",
]
EDIT = ["change_attribution", "add_speaker", "change_speaker", "submit_revision"]
DELETE = ["delete_collection", "delete_essay", "delete_speaker"]
GROUPS = {
    "录入": VIEW + DRAFT,
    "编辑": VIEW + DRAFT + EDIT,
    "审核": [*VIEW, "review_revision"],
    "发布": [*VIEW, "publish_revision", "change_collection"],
    "管理": [*VIEW, *DRAFT, *EDIT, *DELETE, "review_revision", "publish_revision"],
}
ACCOUNTS = ["view_user", "add_user", "change_user", "view_group"]


def make_groups(apps, schema_editor):
    for label in ("auth", "essays"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
        config.models_module = None
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, codenames in GROUPS.items():
        wanted = Permission.objects.filter(content_type__app_label="essays", codename__in=codenames)
        if name == "管理":
            wanted |= Permission.objects.filter(content_type__app_label="auth", codename__in=ACCOUNTS)
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.add(*wanted)


def drop_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("essays", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_groups, drop_groups)]
