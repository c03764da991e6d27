"""What is wrong with a file that is imported, in every language."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.core.protocol.words import LANGUAGES, Text
from trialogue.exchange.tables.day_words import DAYS

PLAIN = Text("", "", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFault:
    """One thing wrong with one place of a file. `row` is the line from 1; 0: the file itself."""

    row: int = 0
    column: str = ""
    found: Text
    allowed: Text = PLAIN
    remedy: Text = PLAIN


class Unread(ValueError):
    """A cell that cannot be taken as it is: what is allowed there, and what to do."""

    def __init__(self, found: Text, allowed: Text, remedy: Text) -> None:
        super().__init__(remedy.en)
        self.found = found
        self.allowed = allowed
        self.remedy = remedy


WORDS: dict[str, Text] = {
    "quoted": Text("“{said}”", "“{said}”", "«{said}»"),
    "nothing": Text("nothing", "空白", "nada"),
    "list": Text(", ", "、", ", "),
    # the file
    "empty file": Text("a file without rows", "文件没有数据行", "un archivo sin filas"),
    "a header and rows": Text(
        "a first line with names of columns, then a row for each result",
        "第一行为列名，其后每行一条结果",
        "una primera línea con los nombres de las columnas y después una fila por resultado",
    ),
    "check export": Text(
        "check that the export wrote something",
        "请核对导出的文件是否有内容",
        "revise que la exportación haya escrito algo",
    ),
    "not text": Text(
        "bytes that are no text in {encoding}",
        "无法按 {encoding} 解读的字节",
        "bytes que no son texto en {encoding}",
    ),
    "text": Text(
        "text in UTF-8, UTF-16, GB18030 or Latin-1",
        "UTF-8、UTF-16、GB18030 或 Latin-1 文本",
        "texto en UTF-8, UTF-16, GB18030 o Latin-1",
    ),
    "choose encoding": Text(
        "save it as CSV in UTF-8, or choose another encoding",
        "请另存为 UTF-8 编码的 CSV，或选择其他编码",
        "guárdelo como CSV en UTF-8 o elija otra codificación",
    ),
    "too large": Text("{n} {what}", "{n} {what}", "{n} {what}"),
    "at most": Text("at most {n}", "最多 {n}", "como máximo {n}"),
    "split file": Text("split the file", "请拆分文件", "divida el archivo"),
    "named twice": Text(
        "the column “{name}” more than once",
        "列“{name}”重复",
        "la columna «{name}» más de una vez",
    ),
    "names once": Text("each name once", "列名不重复", "cada nombre una vez"),
    "rename": Text(
        "rename or remove one of them",
        "请改名或删除其一",
        "cambie el nombre de una o quítela",
    ),
    "broken row": Text(
        "a row that cannot be split into cells",
        "无法拆分为单元格的行",
        "una fila que no se puede dividir en celdas",
    ),
    "cells": Text(
        "cells separated by comma, semicolon or tab; a quote in a cell doubled",
        "以逗号、分号或制表符分隔的单元格；单元格内的引号须写两次",
        "celdas separadas por coma, punto y coma o tabulador; las comillas de una celda, dobles",
    ),
    "close quote": Text(
        "look for a quote that is not closed on this line",
        "请检查这一行是否有未闭合的引号",
        "busque en esta línea unas comillas sin cerrar",
    ),
    "many faults": Text(
        "{n} faults up to here; the rest was not read",
        "到此已有 {n} 处错误；其后未再读取",
        "{n} fallos hasta aquí; el resto no se leyó",
    ),
    "mend these": Text(
        "mend these and upload the file again; look at its quotes and separators first",
        "请更正后重新上传；请先检查引号和分隔符",
        "corríjalos y vuelva a subir el archivo; revise antes comillas y separadores",
    ),
    "too wide": Text("{n} cells", "{n} 个单元格", "{n} celdas"),
    "as header": Text(
        "{n} cells, as in the first line",
        "{n} 个单元格，与第一行相同",
        "{n} celdas, como en la primera línea",
    ),
    "quote cell": Text(
        "put a cell that holds the separator in quotes",
        "含分隔符的单元格请加引号",
        "ponga entre comillas la celda que contiene el separador",
    ),
    # the mapping
    "no column": Text(
        "no column for {role}", "没有指定“{role}”列", "ninguna columna para {role}"
    ),
    "say column": Text(
        "say which column it is", "请指定是哪一列", "diga qué columna es"
    ),
    "two columns": Text(
        "two columns for {role}: {names}",
        "“{role}”对应两列：{names}",
        "dos columnas para {role}: {names}",
    ),
    "one column": Text("one column", "一列", "una columna"),
    "no form": Text("no form", "没有指定表单", "ningún formulario"),
    "choose form": Text("choose the form", "请选择表单", "elija el formulario"),
    "no field": Text(
        "the test “{said}”, for which no field is chosen",
        "检验项目“{said}”，尚未指定字段",
        "la prueba «{said}», sin un campo elegido",
    ),
    "a field": Text(
        "a field of a form, or “leave out”",
        "表单的一个字段，或“不导入”",
        "un campo de un formulario, o «omitir»",
    ),
    "choose field": Text(
        "choose its field, or that it is left out",
        "请选择字段，或选择不导入",
        "elija su campo u omítala",
    ),
    "many names": Text(
        "{n} different names in “{name}”",
        "“{name}”列有 {n} 个不同的名称",
        "{n} nombres distintos en «{name}»",
    ),
    "in rows": Text("{said} (in {n} rows)", "{said}（共 {n} 行）", "{said} (en {n} filas)"),
    "right column": Text(
        "check whether it is the right column",
        "请核对该列是否选对",
        "revise si es la columna correcta",
    ),
    "no visit": Text(
        "the visit “{said}”, which is none of the protocol's",
        "访视“{said}”，方案中没有",
        "la visita «{said}», que no es del protocolo",
    ),
    "a visit": Text("a visit of the protocol", "方案中的访视", "una visita del protocolo"),
    "choose visit": Text(
        "choose which visit is meant", "请选择是哪个访视", "elija a qué visita se refiere"
    ),
    # who
    "no subject": Text(
        "no participant's code", "没有参加者编号", "ningún código de participante"
    ),
    "no such": Text(
        "“{said}”: no such participant here",
        "“{said}”：这里没有这位参加者",
        "«{said}»: no hay aquí tal participante",
    ),
    "a code": Text(
        "the code of a participant whose data you enter",
        "由您录入数据的参加者的编号",
        "el código de un participante cuyos datos introduce usted",
    ),
    "check code": Text(
        "check the code; a participant is made before data come in",
        "请核对编号；导入数据前须先建立参加者",
        "revise el código; el participante se crea antes de importar datos",
    ),
    "may be saved": Text(
        "what could be saved on the page of the form, too, today",
        "今天在表单页面上同样可以保存的内容",
        "lo que hoy también se podría guardar en la página del formulario",
    ),
    "settle first": Text(
        "have this settled first (a freeze or lock by a data manager), or take the rows out",
        "请先解决此问题（冻结或锁定由数据管理员解除），或从文件中删除这些行",
        "resuélvalo antes (un bloqueo lo levanta un gestor de datos) o quite las filas",
    ),
    **DAYS,
    # numbers and units
    "a comma": Text(
        "a number with a decimal comma, such as 1,5",
        "小数用逗号的数字，如 1,5",
        "un número con coma decimal, como 1,5",
    ),
    "check decimal": Text(
        "check the number, and whether the file's decimals stand after a comma",
        "请核对数字，以及文件是否以逗号作小数点",
        "revise el número y si los decimales del archivo van tras una coma",
    ),
    "choose comma": Text(
        "if 1,5 is one and a half here, choose the comma on the page “What the file means”",
        "如果文件中 1,5 表示一又二分之一，请在“文件内容的含义”页面选择逗号小数点",
        "si aquí 1,5 es uno y medio, elija la coma en la página «Qué significa el archivo»",
    ),
    "no unit": Text(
        "a number without a unit", "数值没有单位", "un número sin unidad"
    ),
    "unit from": Text(
        "a unit in the row, or the one chosen for this test: {units}",
        "行内的单位，或为该项目选定的单位：{units}",
        "una unidad en la fila, o la elegida para esta prueba: {units}",
    ),
    "choose unit": Text(
        "on the page “What the file means”, choose in which unit the file gives it",
        "请在“文件内容的含义”页面选择文件所用的单位",
        "en la página «Qué significa el archivo», elija en qué unidad lo da el archivo",
    ),
    "wrong unit": Text(
        "the unit “{said}”, which cannot be turned into one of the field's",
        "单位“{said}”，无法换算为该字段的单位",
        "la unidad «{said}», que no se puede convertir a una del campo",
    ),
    "check unit": Text(
        "check the test and its unit; nothing is guessed",
        "请核对项目和单位；系统不会猜测",
        "revise la prueba y su unidad; no se adivina nada",
    ),
    "a decimal": Text(
        "a number in a file whose decimal is chosen",
        "已选定小数写法的文件中的数字",
        "un número en un archivo con el decimal elegido",
    ),
    "choose decimal": Text(
        "choose above how one and a half is written: it may be a thousand times as much",
        "请在上方选择一又二分之一的写法：数值可能相差一千倍",
        "elija arriba cómo se escribe uno y medio: puede ser mil veces más",
    ),
    "a range": Text(
        "a range such as 3-40, <40 or >3",
        "参考范围，如 3-40、<40 或 >3",
        "un rango como 3-40, <40 o >3",
    ),
    "check range": Text(
        "write low and high in two columns, or leave the range out",
        "请将上下限分为两列，或不导入参考范围",
        "escriba los dos límites en dos columnas u omita el rango",
    ),
    "an occurrence": Text("a number from 1", "从 1 起的数字", "un número desde 1"),
    # places
    "not at": Text(
        "{form} at {visit}", "{visit}的{form}", "{form} en {visit}"
    ),
    "planned at": Text(
        "a visit at which the form is filled in: {visits}",
        "填写该表单的访视：{visits}",
        "una visita en la que se rellena el formulario: {visits}",
    ),
    "nowhere": Text(
        "{form} of {day}, a day within no visit's window",
        "{day} 的{form}，不在任何访视的窗口内",
        "{form} del {day}, un día fuera de la ventana de toda visita",
    ),
    "several": Text(
        "{form} of {day}, a day within the windows of {visits}",
        "{day} 的{form}，同时在 {visits} 的窗口内",
        "{form} del {day}, un día dentro de las ventanas de {visits}",
    ),
    "occupied": Text(
        "{form} of {day}; {visit} has one of {other} already",
        "{day} 的{form}；{visit}已有 {other} 的一份",
        "{form} del {day}; {visit} ya tiene uno del {other}",
    ),
    "undated": Text(
        "{form} without a visit and without a day",
        "{form}既无访视也无日期",
        "{form} sin visita y sin día",
    ),
    "one visit": Text(
        "a day within the window of one visit, or a stated visit",
        "仅在一个访视窗口内的日期，或写明的访视",
        "un día dentro de la ventana de una sola visita, o una visita indicada",
    ),
    "say visit": Text(
        "state the visit in a column, or choose “unscheduled” for such rows",
        "请在文件中写明访视，或为这类行选择“计划外”",
        "indique la visita en una columna o elija «no programada» para esas filas",
    ),
    "too many": Text(
        "more than 99 unscheduled visits",
        "超过 99 个计划外访视",
        "más de 99 visitas no programadas",
    ),
    "said twice": Text(
        "{label}: “{one}” here and “{other}” in row {row}, for the same form and visit",
        "{label}：此处为“{one}”，第 {row} 行为“{other}”，而表单和访视相同",
        "{label}: «{one}» aquí y «{other}» en la fila {row}, para el mismo formulario y visita",
    ),
    "looks like": Text(
        "a row that looks like entry {n} of “{form}”, and differs from it",
        "与“{form}”第 {n} 条相似但不完全相同的行",
        "una fila parecida a la entrada {n} de «{form}», pero distinta",
    ),
    "the same or its number": Text(
        "all as it stands there, or a stated number",
        "与已有内容完全一致，或写明记录序号",
        "todo como consta allí, o un número indicado",
    ),
    "state number": Text(
        "state the number of the entry in a column for “the number in a log”: {n} to change that "
        "entry, a number that is not used yet for one of its own",
        "请用一列写明“记录序号”：写 {n} 为修改该条记录，写尚未使用的序号为新增一条",
        "indique el número de la entrada en una columna para «el número en un registro»: {n} para "
        "cambiar esa entrada, un número aún sin usar para otra nueva",
    ),
    "said once": Text(
        "one answer to each question", "每个问题一个答案", "una respuesta por pregunta"
    ),
    "keep one row": Text(
        "keep the row that counts, or state two visits",
        "请保留有效的一行，或写明两个访视",
        "deje la fila que vale o indique dos visitas",
    ),
    "no such form": Text(
        "{form}, which the protocol version of this participant does not have",
        "{form}，该参加者所依据的方案版本没有此表单",
        "{form}, que no está en la versión del protocolo de este participante",
    ),
}  # fmt: skip
"""Sentences with places for what was said; dates and numbers stand as they were written."""


def say(key: str, **parts: str | int | Text) -> Text:
    """Fill the sentence of a key in every language."""
    return Text(
        **{
            language: getattr(WORDS[key], language).format(
                **{name: _in(part, language) for name, part in parts.items()}
            )
            for language in LANGUAGES
        }
    )


def quoted(text: str, most: int = 60) -> Text:
    """Show what was found in one line, cut where it grows long; nothing where there is none."""
    return say("quoted", said=shortened(text, most)) if text.strip() else WORDS["nothing"]


def shortened(text: str, most: int = 60) -> str:
    """Fold a text into one line, cut where it grows long."""
    folded = " ".join(text.split())
    return folded[: most - 1] + "…" if len(folded) > most else folded


def _in(part: str | int | Text, language: str) -> str:
    return part.say(language) if isinstance(part, Text) else str(part)
