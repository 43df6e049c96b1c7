"""Every address of the desk tried by every role: who is let in, row by row of the table a person reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client
from django.utils import timezone

from essays.models import (
    About,
    AccessCode,
    Attribution,
    Comment,
    Essay,
    Grant,
    HouseWord,
    LexiconEntry,
    MissedSearch,
    Notice,
    ReviewLink,
    Section,
    Source,
    Speaker,
    Transition,
    Upload,
)
from essays.models.noticing import tell_of_comment
from tests.conftest import Cast, client_of
from tests.factories import make_collection, make_quote, make_user, publish
from tests.routes import Route, routes

ROLES = ("stranger", "reader", "entry", "editor", "reviewer", "publisher", "manager")
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")
LOG_IN = re.compile(r"^/(?:admin|accounts)/login/")
# What a route answers its method: let in, sent to the log-in, refused, not found, not for this method, bad request.
SIGNS = {400: "bad", 403: "no", 404: "none", 405: "-"}


@dataclass(frozen=True, slots=True)
class Door:
    """A route with its arguments filled in; `name` is how the table calls it."""

    name: str
    address: str


def clients(cast: Cast) -> dict[str, Client]:
    known = {role: client_of(user) for role, user in (*cast.staff.items(), ("reader", cast.reader))}
    return {"stranger": Client(), **known}


def a_row_of_each(cast: Cast) -> dict[str, Any]:
    """The row whose id each model's addresses are tried with; a revision in review, and what hangs on it."""
    collection = make_collection(essays=1)
    essay = collection.essays.get()
    quote = make_quote(essay, "桥下的水慢慢地流。", "林长河", confirmed=True)
    source = Source.objects.create(key="a.txt", name="a.txt", sha256="0" * 64, collection=collection, data=b"x")
    publish(collection)
    Essay.objects.filter(pk=essay.pk).update(title="新的题目")
    essay.refresh_from_db()
    revision = essay.submit(by=make_user("sender", "编辑", staff=True))
    comment = Comment.objects.create(essay=essay, revision=revision, text="出处？", by=cast.superuser)
    tell_of_comment(comment)
    return {
        "collection": collection,
        "essay": essay,
        "quote": quote,
        "source": source,
        "revision": revision,
        "comment": comment,
        "attribution": Attribution.objects.get(),
        "speaker": Speaker.objects.get(),
        "section": Section.objects.working()[0],
        "transition": Transition.objects.order_by("id")[0],
        "notice": Notice.objects.get(user=cast.reviewer),
        "lexiconentry": LexiconEntry.objects.create(wrong="桥下流木", right="桥下流水"),
        "houseword": HouseWord.objects.create(word="桥下"),
        "missedsearch": MissedSearch.objects.create(words="桥上"),
        "reviewlink": ReviewLink.objects.create(
            revision=revision, name="赵老师", expires_at=timezone.now() + timedelta(days=1), created_by=cast.superuser
        ),
        "upload": Upload.objects.create(user=cast.manager, key="b.txt", name="b.txt", sha256="1" * 64, data=b"x"),
        "accesscode": AccessCode.objects.create(code="23456-78923", collection=collection),
        "about": About.objects.create(body="<p>桥下流水。</p>"),
        "grant": Grant.objects.create(user=cast.reader, collection=collection),
        "user": cast.reader,
        "group": Group.objects.get(name="录入"),
        "emailaddress": EmailAddress.objects.create(user=cast.reader, email="a@example.org"),
    }


def doors(rows: dict[str, Any]) -> Iterator[Door]:
    """Every named route of the admin; one whose arguments nobody knows fails. What it catches besides is no page."""
    for route in routes():
        if route.namespace == "admin" and route.name:
            yield Door(route.name.removeprefix("essays_"), "/" + _filled(route, rows))


def _filled(route: Route, rows: dict[str, Any]) -> str:
    def value(match: re.Match[str]) -> str:
        return str(_argument(route, match[1] or match[2], rows))

    return ARGUMENT.sub(value, route.pattern).replace("^", "").replace("$", "").replace("\\Z", "")


def _argument(route: Route, argument: str, rows: dict[str, Any]) -> Any:
    if route.name == "view_on_site":
        return {"content_type_id": ContentType.objects.get_for_model(Essay).pk, "object_id": rows["essay"].pk}[
            argument
        ]
    if argument in ("app_label", "url"):
        return "essays"
    if argument == "number":
        return rows["revision"].number
    model = _model_of(route, argument)
    assert rows.get(model) is not None, f"{route.pattern}: say in `a_row_of_each` what <{argument}> is"
    return rows[model].pk


def _model_of(route: Route, argument: str) -> str:
    """`<int:quote_id>` is a quote's; `pk` and `object_id` belong to the model the address is below."""
    if argument.endswith("_id") and argument != "object_id":
        return {"link_id": "reviewlink"}.get(argument, argument.removesuffix("_id"))
    if "/source/import/" in route.pattern:
        return "upload"
    if route.name.endswith("_quote_verdict"):
        return "quote"
    return route.pattern.split("/")[2]


def answer(client: Client, method: str, address: str) -> str:
    """What came of it, undone: the table is of one moment."""
    client.raise_request_exception = False
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        response = client.get(address) if method == "GET" else client.post(address)
        transaction.set_rollback(True)
    client.cookies = cookies
    place = response.headers.get("Location", "")
    if LOG_IN.match(place):
        return "login"
    if place == "/admin/":  # how Django says that a row is not there
        return "none"
    return SIGNS.get(response.status_code) or ("yes" if response.status_code < 400 else str(response.status_code))


def matrix(cast: Cast) -> str:
    rows, by_role = a_row_of_each(cast), clients(cast)
    wanted = sorted(doors(rows), key=lambda door: door.name)
    width = max(len(door.name) for door in wanted) + 7
    lines = [" " * width + "".join(f"{role:>11}" for role in ROLES)]
    for door in wanted:
        for method in ("GET", "POST"):
            cells = "".join(f"{answer(by_role[role], method, door.address):>11}" for role in ROLES)
            lines.append(f"{door.name + ' ' + method:{width}}{cells}")
    return "\n".join(lines) + "\n"


def names_a_row(door: Door) -> bool:
    """Is a row named in its address?"""
    return any(part.isdecimal() for part in door.address.split("/"))
