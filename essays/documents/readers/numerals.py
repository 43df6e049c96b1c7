"""Write a list's number as the list shows it: the number formats of ECMA-376 part 1, 17.18.59."""

from __future__ import annotations

from collections.abc import Callable, Mapping

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_LARGEST_ROMAN = 3999
_LARGEST = 32_767  # Word's own limit; without one, letters would be repeated without end


def _letters(number: int) -> str:
    """Go on after z with aa, bb and so on, as Word does."""
    times, index = divmod(number - 1, 26)
    return chr(ord("a") + index) * (times + 1)


def _roman(number: int) -> str:
    if number > _LARGEST_ROMAN:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        text += letters * times
    return text


def _from(symbols: str) -> Callable[[int], str]:
    """Take the symbols in turn; a number beyond the last is written in digits."""
    return lambda number: symbols[number - 1] if number <= len(symbols) else str(number)


def _around(symbols: str) -> Callable[[int], str]:
    return lambda number: symbols[(number - 1) % len(symbols)]


def _by_digit(digits: str) -> Callable[[int], str]:
    return lambda number: "".join(digits[int(digit)] for digit in str(number))


def _thousands(number: int, digits: str, units: str, myriad: str, is_spoken: bool = False) -> str:
    """Write a number with 十, 百, 千 and 万; 10–19 begin with 十 as they are spoken, or with 一十."""
    high, low = divmod(number, 10_000)
    if high:
        head = _thousands(high, digits, units, myriad, is_spoken) + myriad
        gap = digits[0] if 0 < low < 1000 else ""
        return head + gap + (_thousands(low, digits, units, myriad) if low else "")
    text, gap = "", ""
    for place, digit in zip(range(len(str(low)) - 1, -1, -1), str(low), strict=True):
        if digit == "0":
            gap = digits[0]
        else:
            text += (gap if text else "") + digits[int(digit)] + units[place].strip()
            gap = ""
    return text[1:] if is_spoken and text.startswith(digits[1] + units[1]) else text


def _counting(number: int) -> str:
    """Up to 99 as spoken, from there digit by digit."""
    return _spoken(number) if number < 100 else _by_digit("○一二三四五六七八九")(number)


def _spoken(number: int) -> str:
    return _thousands(number, "零" + _DIGITS[1:], " 十百千", "万", is_spoken=True)


def _spoken_traditional(number: int) -> str:
    return _thousands(number, "零" + _DIGITS[1:], " 十百千", "萬", is_spoken=True)


def _ordinal(number: int) -> str:
    teen = 10 <= number % 100 <= 20
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": _from(_CIRCLES),
    "decimalEnclosedCircleChinese": _from(_CIRCLES),
    "decimalEnclosedParen": _from("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    "decimalEnclosedFullstop": _from("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    "numberInDash": lambda number: f"- {number} -",
    "ordinal": _ordinal,
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperRoman": _roman,
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": _spoken,
    "japaneseCounting": _spoken,
    "taiwaneseCountingThousand": _spoken_traditional,
    "ideographDigital": _by_digit("○一二三四五六七八九"),
    "japaneseDigitalTenThousand": _by_digit(_DIGITS),
    "taiwaneseDigital": _by_digit("○一二三四五六七八九"),
    "chineseLegalSimplified": lambda number: _thousands(number, _LEGAL, " 拾佰仟", "万"),
    "japaneseLegal": lambda number: _thousands(number, _LEGAL_TRADITIONAL, " 拾佰仟", "萬"),
    "ideographLegalTraditional": lambda number: _thousands(number, _LEGAL_TRADITIONAL, " 拾佰仟", "萬"),
    "ideographTraditional": _around(_STEMS),
    "ideographZodiac": _around(_BRANCHES),
    "ideographEnclosedCircle": _from("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "none": lambda number: "",
}


def write_number(number: int, number_format: str) -> str:
    """Write `number` in the named format; in plain digits when the format cannot, or is not known."""
    if not 1 <= number <= _LARGEST and number_format != "none":
        return str(number)
    return _FORMATS.get(number_format, str)(number)
