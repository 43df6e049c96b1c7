"""Two people of one surname: when 老覃 is 覃有粮 whom the essay names, and when somebody else."""

from __future__ import annotations

import pytest

from .test_frames import WORDS, fill, quotes_in

TWO = """老覃上船了。孙女叫覃朵朵。|老覃
老覃上船了。他的徒弟覃有粮也来了。|老覃
老覃上船了。儿子覃有粮也来了。|老覃
老覃上船了。覃有粮是老覃的侄子。|老覃
老覃和记者覃小满都来了。|老覃
覃老师走进教室。学生覃小满站起来。|覃老师
覃校长走进教室。学生覃小满站起来。|覃校长
小覃刚毕业。她的父亲覃有粮是老党员。|小覃
小覃和她的班主任覃有粮都来了。|小覃
张伟的爸爸老张是司机。|老张
王芳的妈妈王大妈来了。|王大妈
赵大爷家的儿子赵小军回来了。|赵大爷"""
ONE = """老覃上船了。他的大名叫覃有粮。|老覃|覃有粮
老覃（大名覃有粮）坐在船头。|老覃|覃有粮
老覃坐在船头。摆渡人覃有粮今年六十岁。|老覃|覃有粮
村支书覃有粮站在村口。|老覃|覃有粮
小覃刚毕业。她叫覃小满。|小覃|覃小满
县长覃有粮快步走来，覃县长没带伞。乡长覃大山也来了。|覃县长|覃有粮
小满就是今天的乡林业站站长赵小满。|小满|赵小满
老覃上船了。孙女叫覃朵朵。|朵朵|覃朵朵"""


@pytest.mark.parametrize("line", TWO.splitlines())
def test_whoever_stands_beside_a_namesake_is_somebody_else(line: str) -> None:
    before, called = line.split("|")
    assert [quote.speaker for quote in quotes_in(before + fill("{S}说：{Q}", called, WORDS[0]))] == [called]


@pytest.mark.parametrize("line", ONE.splitlines())
def test_a_short_form_means_whom_the_essay_names(line: str) -> None:
    before, called, name = line.split("|")
    assert [quote.speaker for quote in quotes_in(before + fill("{S}说：{Q}", called, WORDS[0]))] == [name]
