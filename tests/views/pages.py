"""A page as its reader meets it: parsed, with the questions the tests ask of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.test import Client
from lxml import html


@dataclass(frozen=True, slots=True)
class Page:
    response: Any
    tree: Any

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def source(self) -> str:
        return self.response.content.decode()

    def all(self, selector: str) -> list[Any]:
        return self.tree.xpath(selector)

    def one(self, selector: str) -> Any:
        found = self.all(selector)
        assert len(found) == 1, f"{len(found)} × {selector}"
        return found[0]

    def text(self, selector: str) -> str:
        """The text content of the one element, white space collapsed."""
        return " ".join(self.one(selector).text_content().split())

    def texts(self, selector: str) -> list[str]:
        return [" ".join(element.text_content().split()) for element in self.all(selector)]

    @property
    def ids(self) -> list[str]:
        return [str(name) for name in self.all("//@id")]

    @property
    def prose(self) -> str:
        """The essay's text without the gate's words."""
        return "".join(
            paragraph.text_content() for paragraph in self.all('//*[contains(@class,"prose")]/section[@id]/*')
        )

    @property
    def things(self) -> list[dict[str, Any]]:
        return [json.loads(script.text) for script in self.all('//script[@type="application/ld+json"]')]


def fetch(client: Client, address: str, **options: Any) -> Page:
    response = client.get(address, **options)
    return Page(response, html.document_fromstring(response.content.decode() or "<html></html>"))
