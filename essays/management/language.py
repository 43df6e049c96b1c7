"""The language a command speaks, asked before there is a parser: its help is in that language too."""

from __future__ import annotations

from django.conf import settings


def language_of(argv: list[str]) -> str:
    """What `--lang` names, the site's own language without it."""
    wanted = [
        word.partition("=")[2] or following
        for word, following in zip(argv, [*argv[1:], ""], strict=True)
        if word.partition("=")[0] == "--lang"
    ]
    return wanted[-1] if wanted and wanted[-1] in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
