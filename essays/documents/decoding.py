"""From the bytes of a text file to its characters: never a guess in silence, never a character lost.

In this order: a byte order mark; UTF-16 told by its zero bytes; strict UTF-8; then GB 18030, Big5 and UTF-16
by how plausible their texts are. Where none stands out the file is refused with the place of the first bad
byte. Encodings are named as the WHATWG Encoding Standard names them; asking for the one that was reported
gives the same text.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from .byte_places import locate
from .messages import DocumentError, Message
from .mixture import find_mixture
from .plausibility import plausibility
from .signatures import is_ole, recognise

_BOMS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# One label may stand for several codecs, the first that fits: Windows' Big5 holds characters the standard
# lacks, and GB 18030 holds GB 2312 and GBK whole.
_CODECS = {"big5": ("cp950", "big5hkscs", "big5"), "gb18030": ("gb18030",)}
_LABELS = {
    **dict.fromkeys(("gb2312", "gbk", "cp936", "gb18030", "euc_cn"), "gb18030"),
    **dict.fromkeys(("big5", "cp950", "big5hkscs"), "big5"),
    "utf-8-sig": "utf-8",
}
_CANDIDATES = ("gb18030", "big5", "utf-16-le", "utf-16-be")

_CONTROLS = bytes(code for code in (*range(0x20), 0x7F) if code not in b"\t\n\v\f\r\x1a\x1b")
_MOST_CONTROLS = 0.1  # of the bytes; one stray NUL in a short line stays below, any binary format lies above
_FEW_CONTROLS = 2

_PLAUSIBLE = 0.55
_PLAUSIBLE_WHEN_SHORT = 0.4
_PLAUSIBLE_WHEN_TINY = 0.6
_SHORT = 40  # characters: below, a line of names or of classical verse may be all there is
_TINY = 8  # below, a few accented letters of a western text may look like Chinese
_MARGIN = 0.15


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text without its byte order mark, maybe with lone surrogates, and its encoding."""

    text: str
    encoding: str
    messages: tuple[Message, ...] = ()


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Decode the bytes of a text file, by the encoding asked for or by the one that is found.

    Raises DocumentError: E102, E107, E117 not text; E101 no encoding fits; E116 more than one does; E109 more
    than one is used; E108 the one asked for does not fit; E115 there is none of that name.
    """
    _refuse_binary(data)
    if encoding:
        return _decode_as_asked(data, encoding)
    decoded = _by_mark(data) or _by_zero_bytes(data) or _by_utf8(data)
    if decoded is None:
        return _by_plausibility(data)
    if not decoded.encoding.startswith(("utf-16", "utf-32")):
        _refuse_control_codes(data)
    return decoded


def _refuse_binary(data: bytes) -> None:
    if is_ole(data):
        raise DocumentError(Message("E107"))
    if kind := recognise(data):
        raise DocumentError(Message("E102", params={"kind": kind}))


def _refuse_control_codes(data: bytes) -> None:
    count = len(data) - len(data.translate(None, _CONTROLS))
    if count > _FEW_CONTROLS and count > _MOST_CONTROLS * len(data):
        share = round(100 * count / len(data))
        raise DocumentError(Message("E117", params={"count": count, "share": share}))


def _strict(data: bytes, label: str) -> str | None:
    """Decode by the first codec that fits; lone surrogates pass, for normalising reports them."""
    errors = "surrogatepass" if label.startswith("utf-") else "strict"
    for codec in _CODECS.get(label, (label,)):
        try:
            return _pair_surrogates(data.decode(codec, errors)).removeprefix("\ufeff")
        except UnicodeError:
            continue
    return None


def _pair_surrogates(text: str) -> str:
    """Join the halves that a file in CESU-8 keeps apart (Unicode Technical Report 26)."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return text


def _by_mark(data: bytes) -> Decoded | None:
    for mark, label in _BOMS:
        if data.startswith(mark):
            text = _strict(data, label)
            if text is not None:
                return Decoded(text, label)
            if label != "utf-32-le":
                raise DocumentError(find_mixture(data) or _bad_bytes(data, label))
    return None


def _by_zero_bytes(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: digits, spaces and line ends have their zero bytes all on one side."""
    if len(data) % 2 or b"\0" not in data:
        return None
    first, second = data[::2].count(0), data[1::2].count(0)
    label = "utf-16-le" if second > first else "utf-16-be"
    text = _strict(data, label) if min(first, second) * 20 <= max(first, second) else None
    if text is None or any(character < "\t" for character in set(text)):
        return None
    return Decoded(text, label) if text.isascii() or plausibility(text) > _PLAUSIBLE_WHEN_SHORT else None


def _by_utf8(data: bytes) -> Decoded | None:
    text = _strict(data, "utf-8")
    return None if text is None else Decoded(text, "utf-8")


def _by_plausibility(data: bytes) -> Decoded:
    ranked = sorted(_candidates(data), reverse=True)
    best, rest = ranked[:1], ranked[1:]
    mixture = find_mixture(data)
    if mixture or not best or not _is_plausible(best[0].score, best[0].text):
        _refuse_control_codes(data)
        raise DocumentError(mixture or _bad_bytes(data, "utf-8"))
    if rest and best[0].score - rest[0].score < _MARGIN:
        raise DocumentError(Message("E116", params={"first": best[0].label, "second": rest[0].label}))
    return Decoded(best[0].text, best[0].label)


class _Candidate(NamedTuple):
    score: float
    label: str
    text: str


def _candidates(data: bytes) -> Iterator[_Candidate]:
    for label in _CANDIDATES:
        text = _strict(data, label)
        if text is not None and not text.isascii():
            yield _Candidate(plausibility(text), label, text)


def _is_plausible(score: float, text: str) -> bool:
    wide = len(text) - len(text.encode("ascii", "ignore"))
    if wide < _TINY:
        return score >= _PLAUSIBLE_WHEN_TINY
    return score >= (_PLAUSIBLE if wide > _SHORT else _PLAUSIBLE_WHEN_SHORT)


def _decode_as_asked(data: bytes, encoding: str) -> Decoded:
    try:
        name = codecs.lookup(encoding).name
        label = _label_of_mark(data, _LABELS.get(name, name))
        text = _strict(data, label)
    except (LookupError, ValueError):  # not a name, or that of a codec that makes no text, such as hex
        raise DocumentError(Message("E115", params={"encoding": encoding})) from None
    if text is None:
        raise DocumentError(_bad_bytes(data, label, code="E108"))
    return Decoded(text, label, tuple(_doubts(data, label, text)))


def _label_of_mark(data: bytes, label: str) -> str:
    """Give plain "utf-16" and "utf-32" the byte order of the mark; without one they are little-endian."""
    if label not in ("utf-16", "utf-32"):
        return label
    marked = (named for mark, named in _BOMS if named.startswith(label) and data.startswith(mark))
    return next(marked, f"{label}-le")


def _doubts(data: bytes, label: str, text: str) -> Iterator[Message]:
    """Obey an encoding that was asked for, but say so when another gives a likelier text."""
    if text.isascii() or _is_plausible(score := plausibility(text), text):
        return
    try:
        found = decode(data)
    except DocumentError:
        return
    if found.encoding != label and plausibility(found.text) > score + _MARGIN:
        yield Message("W211", params={"encoding": label, "other": found.encoding})


def _bad_bytes(data: bytes, label: str, code: str = "E101") -> Message:
    """Say where the first byte that the encoding does not allow stands: offset, line and column."""
    codec = _CODECS.get(label, (label,))[0]
    try:
        data.decode(codec)
        offset = 0  # it decodes and yet does not look like a text
    except UnicodeError as error:
        offset = getattr(error, "start", 0)
    bad = data[offset : offset + 4].hex(" ").upper()
    place, excerpt = locate(data, offset, codec)
    return Message(code, place, {"encoding": label, "offset": offset, "bytes": bad}, excerpt)
