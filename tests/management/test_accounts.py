from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from essays.management.accounts import accounts_file, new_password, open_demo_accounts
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def test_one_account_a_role_is_opened() -> None:
    opened = {account.username: account.group for account in open_demo_accounts()}
    users = get_user_model().objects.all()

    assert opened == {
        "luru": "录入", "bianji": "编辑", "shenhe": "审核", "fabu": "发布", "guanli": "管理", "duzhe": "",
    }  # fmt: skip
    assert {user.username: "".join(group.name for group in user.groups.all()) for user in users} == opened
    assert {user.username for user in users if user.is_staff} == opened.keys() - {"duzhe"}
    assert not any(user.is_superuser for user in users)


def test_the_printed_passwords_log_in() -> None:
    for account in open_demo_accounts():
        assert get_user_model().objects.get(username=account.username).check_password(account.password)


def test_a_second_start_prints_the_same_passwords() -> None:
    assert open_demo_accounts() == open_demo_accounts()


def test_passwords_are_kept_for_the_owner_alone(data_folder: Path) -> None:
    open_demo_accounts()

    assert accounts_file().stat().st_mode & 0o777 == 0o600
    assert [path.name for path in data_folder.iterdir()] == ["demo-accounts.txt"]


def test_a_new_database_gets_the_kept_passwords() -> None:
    before = open_demo_accounts()
    get_user_model().objects.all().delete()

    assert open_demo_accounts() == before


def test_a_changed_password_is_neither_printed_nor_reset() -> None:
    open_demo_accounts()
    editor = get_user_model().objects.get(username="bianji")
    editor.set_password("my own from now on")
    editor.save()

    assert {account.username: account.password for account in open_demo_accounts()}["bianji"] == ""
    editor.refresh_from_db()
    assert editor.check_password("my own from now on")


def test_an_account_that_was_there_before_is_left_alone() -> None:
    make_user("guanli")
    opened = {account.username: account.password for account in open_demo_accounts()}

    assert opened["guanli"] == ""
    assert "guanli" not in accounts_file().read_text(encoding="utf-8")
    assert not get_user_model().objects.get(username="guanli").is_staff


def test_passwords_are_drawn_anew_each_time() -> None:
    assert len({new_password() for _draw in range(50)}) == 50
    assert len(new_password()) == 17


def test_init_makes_the_first_superuser_once(
    settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    call_command("init", admin="zhangzong", lang="en")
    first = capsys.readouterr().out
    call_command("init", admin="zhangzong", lang="en")
    second = capsys.readouterr().out

    user = get_user_model().objects.get(username="zhangzong")
    password = first.split("password ")[1].split()[0]
    assert user.is_superuser
    assert user.check_password(password)
    assert "was not changed" in second
    assert "gunicorn studysite.wsgi" in second
