"""Accounts with random passwords, and the file that keeps those of the demonstration."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"  # without l, o, 0 and 1, which are mistaken for each other
# (user name, group); a reader stands in none and is no staff.
ROLES = (
    ("luru", "录入"),
    ("bianji", "编辑"),
    ("shenhe", "审核"),
    ("fabu", "发布"),
    ("guanli", "管理"),
    ("duzhe", ""),
)


@dataclass(frozen=True, slots=True)
class Account:
    """`password` is empty when it is not known here: changed since, or the account is not of our making."""

    username: str
    group: str
    password: str


def new_password() -> str:
    """75 bits, in three groups of five signs that can be read aloud."""
    return "-".join("".join(secrets.choice(ALPHABET) for _sign in range(5)) for _group in range(3))


def accounts_file() -> Path:
    return Path(settings.DATA_DIR) / "demo-accounts.txt"


def open_demo_accounts() -> list[Account]:
    """Make what is missing of one account a role. Passwords are drawn once and kept; nobody's is ever reset."""
    users = {user.get_username(): user for user in _existing()}
    kept = _read_passwords()
    drawn = {name: new_password() for name, _group in ROLES if name not in kept and name not in users}
    if drawn:
        kept |= drawn
        _write_passwords(kept)  # first: a password nobody can read any more opens nothing
    accounts = []
    for name, group in ROLES:
        user = users.get(name) or _make(name, group, kept[name])
        known = name in kept and user.check_password(kept[name])
        accounts.append(Account(name, group, kept[name] if known else ""))
    return accounts


def make_superuser(username: str) -> str | None:
    """The password of the new superuser; None when the name is taken, and then nothing is changed."""
    users = get_user_model()
    if users.objects.filter(**{users.USERNAME_FIELD: username}).exists():
        return None
    password = new_password()
    users.objects.create_superuser(username, password=password)
    return password


def _existing() -> Any:
    users = get_user_model()
    return users.objects.filter(**{f"{users.USERNAME_FIELD}__in": [name for name, _group in ROLES]})


@transaction.atomic
def _make(username: str, group: str, password: str) -> Any:
    user = get_user_model().objects.create_user(username, password=password, is_staff=bool(group))
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


def _read_passwords() -> dict[str, str]:
    try:
        lines = accounts_file().read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    return dict(line.split("\t", 1) for line in lines if "\t" in line)


def _write_passwords(passwords: dict[str, str]) -> None:
    draft = accounts_file().with_name(f"demo-accounts.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.writelines(f"{name}\t{password}\n" for name, password in passwords.items())
    os.replace(draft, accounts_file())
