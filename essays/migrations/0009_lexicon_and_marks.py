"""Wordings that are always wrong, to begin the lexicon with, and the marks of the essays that are there already."""

from django.db import migrations

from essays.documents import html
from essays.documents.flow import Row, join_rows
from essays.documents.resemblance import marks_of

BLOCKING = """
扫黑险恶 扫黑除恶
习进平 习近平
刁近平 习近平
中华人名共和国 中华人民共和国
中国共产堂 中国共产党
中国特社会主义 中国特色社会主义
中国特色社会注意 中国特色社会主义
"""
WRONG = """
不忘出心 不忘初心
牢记史命 牢记使命
以人名为中心 以人民为中心
人名群众 人民群众
人名政府 人民政府
改革开方 改革开放
精准扶平 精准扶贫
乡村震兴 乡村振兴
一代一路 一带一路
人类命运共同题 人类命运共同体
实是求是 实事求是
事实求是 实事求是
与时具进 与时俱进
砥励前行 砥砺前行
踔力奋发 踔厉奋发
众志成诚 众志成城
脚塌实地 脚踏实地
因地治宜 因地制宜
循序渐近 循序渐进
潜移墨化 潜移默化
源远留长 源远流长
一如继往 一如既往
再接再励 再接再厉
迫不急待 迫不及待
按步就班 按部就班
走头无路 走投无路
甘败下风 甘拜下风
一愁莫展 一筹莫展
默守成规 墨守成规
谈笑风声 谈笑风生
穿流不息 川流不息
出奇不意 出其不意
破斧沉舟 破釜沉舟
悬梁刺骨 悬梁刺股
一诺千斤 一诺千金
不径而走 不胫而走
饮鸠止渴 饮鸩止渴
竭泽而鱼 竭泽而渔
声名雀起 声名鹊起
鬼鬼崇崇 鬼鬼祟祟
不落巢臼 不落窠臼
烩炙人口 脍炙人口
兴高彩烈 兴高采烈
相形见拙 相形见绌
仗义直言 仗义执言
金榜提名 金榜题名
挺而走险 铤而走险
一股作气 一鼓作气
莫不关心 漠不关心
首曲一指 首屈一指
名列前矛 名列前茅
凤毛鳞角 凤毛麟角
变本加利 变本加厉
蛛丝蚂迹 蛛丝马迹
责无旁代 责无旁贷
任劳任愿 任劳任怨
竞竞业业 兢兢业业
励精图志 励精图治
萎糜不振 萎靡不振
震憾人心 震撼人心
寒喧 寒暄
针贬 针砭
装祯 装帧
蜇伏 蛰伏
水笼头 水龙头
大姆指 大拇指
名信片 明信片
"""
DOUBTFUL = {"既使": ("即使", "“既使……，又使……”是对的。")}


def entries():
    for level, lines in (("block", BLOCKING), ("warning", WRONG)):
        for line in lines.split("\n"):
            if line:
                wrong, right = line.split()
                yield {"wrong": wrong, "right": right, "level": level}
    for wrong, (right, note) in DOUBTFUL.items():
        yield {"wrong": wrong, "right": right, "level": "hint", "note": note}


def sow(apps, schema_editor):
    LexiconEntry = apps.get_model("essays", "LexiconEntry")
    known = set(LexiconEntry.objects.values_list("wrong", flat=True))
    LexiconEntry.objects.bulk_create(LexiconEntry(**entry) for entry in entries() if entry["wrong"] not in known)


def mark(apps, schema_editor):
    """Of every essay's newest revision, as freezing one will do from now on."""
    Revision, Section = apps.get_model("essays", "Revision"), apps.get_model("essays", "Section")
    ParagraphMark = apps.get_model("essays", "ParagraphMark")
    newest = {revision.essay_id: revision for revision in Revision.objects.order_by("essay_id", "number")}
    for revision in newest.values():
        sections = Section.objects.filter(revision=revision).order_by("position", "id")
        rows = [
            Row("", tuple(map(html.plain, html.paragraphs(one.body))), one.is_paid, one.continues) for one in sections
        ]
        paragraphs = [text for texts in join_rows(rows).sections for text in texts]
        marks = marks_of(revision.title, revision.subtitle, paragraphs)
        ParagraphMark.objects.bulk_create(ParagraphMark(essay_id=revision.essay_id, mark=one) for one in marks)


class Migration(migrations.Migration):
    dependencies = [("essays", "0008_paragraph_marks")]
    operations = [
        migrations.RunPython(sow, migrations.RunPython.noop),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
