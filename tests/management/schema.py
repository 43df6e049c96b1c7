"""Checks data against the part of JSON Schema that the project's own schema uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

TYPES: dict[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "null": type(None),
}


def faults(data: Any, schema: dict[str, Any], root: dict[str, Any], at: str = "$") -> Iterator[str]:
    """One line for each place where the data are not what the schema says."""
    if reference := schema.get("$ref"):
        schema = root["$defs"][reference.rpartition("/")[2]]
    if "enum" in schema and data not in schema["enum"]:
        yield f"{at}: {data!r} is none of {schema['enum']}"
    wanted = schema.get("type", list(TYPES))
    kinds = [wanted] if isinstance(wanted, str) else wanted
    if not isinstance(data, tuple(TYPES[kind] for kind in kinds)) or isinstance(data, bool):
        yield f"{at}: {data!r} is no {wanted}"
    elif isinstance(data, dict):
        yield from _object(data, schema, root, at)
    elif isinstance(data, list) and "items" in schema:
        for index, item in enumerate(data):
            yield from faults(item, schema["items"], root, f"{at}[{index}]")
    elif isinstance(data, str) and not re.search(schema.get("pattern", ""), data):
        yield f"{at}: {data!r} does not fit {schema['pattern']}"


def _object(data: dict[str, Any], schema: dict[str, Any], root: dict[str, Any], at: str) -> Iterator[str]:
    yield from (f"{at}: no {name}" for name in schema.get("required", ()) if name not in data)
    others = schema.get("additionalProperties", True)
    for name, value in data.items():
        if name in schema.get("properties", {}):
            yield from faults(value, schema["properties"][name], root, f"{at}.{name}")
        elif others is False:
            yield f"{at}: {name} is not foreseen"
        elif isinstance(others, dict):
            yield from faults(value, others, root, f"{at}.{name}")
