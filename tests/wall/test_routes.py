from __future__ import annotations

import pytest
from django.test import Client

from tests.routes import ARGUMENTS, AUDIENCE_OF_NAME, Audience, routes


def test_every_route_is_classified() -> None:
    assert [route for route in routes() if route.audience is None] == []


def test_every_public_route_is_crawled() -> None:
    public = {route.name for route in routes() if route.audience is Audience.PUBLIC}
    assert public == set(ARGUMENTS)


def test_no_route_is_classified_that_does_not_exist() -> None:
    assert set(AUDIENCE_OF_NAME) <= {route.name for route in routes()}


@pytest.mark.django_db
def test_signed_routes_show_nothing_without_a_signature(stranger: Client, reader: Client) -> None:
    signed = {route.name for route in routes() if route.audience is Audience.SIGNED}
    assert signed == {"review_link", "review_thanks"}
    for client in (stranger, reader):
        assert client.get("/review/1/").status_code == 404
        assert client.post("/review/1/", {"decision": "approve"}).status_code == 404


@pytest.mark.django_db
def test_what_a_reader_has_kept_is_closed_to_strangers(stranger: Client) -> None:
    own = [route for route in routes() if route.audience is Audience.OWN]
    assert len(own) > 5
    for route in own:
        for ask in (stranger.get, stranger.post):
            response = ask("/" + fill(route.pattern))
            is_refused = response.status_code == 405 or "/accounts/login/" in response.headers.get("Location", "")
            assert is_refused, route.name


@pytest.mark.django_db
def test_staff_routes_are_closed_to_strangers_and_readers(stranger: Client, reader: Client) -> None:
    for route in routes():
        if route.audience is not Audience.STAFF:
            continue
        address = "/" + fill(route.pattern)
        for client in (stranger, reader):
            response = client.get(address)
            assert response.status_code in (301, 302, 403, 404), address
            assert response["Cache-Control"] == "private, no-store", address


def fill(pattern: str) -> str:
    """Put an id into every argument of a route, however it is written."""
    pieces = pattern.replace("^", "").replace("\\Z", "").replace("$", "").split("/")
    return "/".join("1" if piece.startswith(("<", "(?P")) else piece for piece in pieces)
