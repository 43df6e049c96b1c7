"""Whether a man or a woman is meant, as far as a name or a role tells: "m", "f" or ""."""

from __future__ import annotations

import re

WOMAN = re.compile(
    "女|妻|母|妈|娘|奶奶|婆|姑|姨|婶|嫂|姐|妹|媳|太太|老太|夫人|妇|姥姥|外婆|孙女|丫头|阿妈|阿婆|阿姨|女士|小姐|婶|她"
)
MAN = re.compile(
    "男|父|爸|爷|公公|伯|叔|舅|哥|弟|儿子|丈夫|孙子|汉|小伙|少年|阿爸|阿公|先生|大爷|老爷子|老头|侄子|女婿"
)
WOMANLY = frozenset("芳丽娟秀兰花梅玲霞燕婷娜莉琴芬香莲凤娥媛妹珍珠巧淑婉雅蓉萍姝妮娅婕嫣倩菊翠桂艳姗颖瑶琳薇洁雯惠敏")
MANLY = frozenset("强刚军勇伟国建龙虎彪山海武雄涛鹏辉斌波峰锋柱根铁贵福财旺祥宏栋")


def gender_of_role(words: str) -> str:
    if WOMAN.search(words) and "女婿" not in words:
        return "f"
    return "m" if MAN.search(words) else ""


def gender_of_name(name: str) -> str:
    given = name[1:]
    woman, man = sum(c in WOMANLY for c in given), sum(c in MANLY for c in given)
    return "f" if woman > man else "m" if man > woman else ""
