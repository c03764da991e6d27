"""define.xml 2.1 (CDISC): which data sets there are, which variables, where they come from.

Written with the standard library: odmlib would bring four further packages for one file of a
fixed shape. What is written here was loaded with odmlib 0.2.1 (`define_2_1`), which found every
element in its order.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from xml.etree import ElementTree as ET

from trialogue import __version__
from trialogue.exchange.adam.dataset import DataSet, Kind, Variable
from trialogue.exchange.adam.dataset_json import group_oid, item_oid

ODM = "http://www.cdisc.org/ns/odm/v1.3"
DEF = "http://www.cdisc.org/ns/def/v2.1"
XLINK = "http://www.w3.org/1999/xlink"
_TYPES = {
    Kind.TEXT: "text",
    Kind.NUMBER: "float",
    Kind.INTEGER: "integer",
    Kind.DATE: "date",
    Kind.DATETIME: "datetime",
}
_LENGTHS = {Kind.NUMBER: "8", Kind.INTEGER: "8"}
STANDARD = "STD.1"
_CLASSES = {
    "ADSL": "SUBJECT LEVEL ANALYSIS DATASET",
    "ADAE": "OCCURRENCE DATA STRUCTURE",
}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def write_define(data_sets: Sequence[DataSet], *, study: str, made: datetime) -> str:
    """Write the metadata of all data sets of a study."""
    for prefix, space in (("", ODM), ("def", DEF), ("xlink", XLINK)):
        ET.register_namespace(prefix, space)
    root = ET.Element(
        f"{{{ODM}}}ODM",
        {
            "ODMVersion": "1.3.2",
            "FileType": "Snapshot",
            "FileOID": f"DEFINE.{study}",
            "CreationDateTime": made.isoformat(timespec="seconds"),
            "Originator": "Trialogue",
            "SourceSystem": "Trialogue",
            "SourceSystemVersion": __version__,
            f"{{{DEF}}}Context": "Other",
        },
    )
    part = ET.SubElement(root, f"{{{ODM}}}Study", {"OID": f"STUDY.{study}"})
    names = ET.SubElement(part, f"{{{ODM}}}GlobalVariables")
    for name, words in (
        ("StudyName", study),
        ("StudyDescription", f"Analysis data sets of {study}"),
        ("ProtocolName", study),
    ):
        ET.SubElement(names, f"{{{ODM}}}{name}").text = words
    _version(part, data_sets, study)
    ET.indent(root, " ")
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _version(part: ET.Element, data_sets: Sequence[DataSet], study: str) -> None:
    version = ET.SubElement(
        part,
        f"{{{ODM}}}MetaDataVersion",
        {
            "OID": f"MDV.{study}",
            "Name": f"{study}, analysis data sets",
            f"{{{DEF}}}DefineVersion": "2.1.0",
        },
    )
    standards = ET.SubElement(version, f"{{{DEF}}}Standards")
    ET.SubElement(
        standards,
        f"{{{DEF}}}Standard",
        {"OID": STANDARD, "Name": "ADaMIG", "Type": "IG", "Version": "1.3", "Status": "Final"},
    )
    for data in data_sets:
        _group(version, data)
    for data in data_sets:
        for variable in data.variables:
            _item(version, data, variable)


def _group(version: ET.Element, data: DataSet) -> None:
    group = ET.SubElement(
        version,
        f"{{{ODM}}}ItemGroupDef",
        {
            "OID": group_oid(data.name),
            "Name": data.name,
            "Repeating": "No" if data.name == "ADSL" else "Yes",
            "IsReferenceData": "No",
            "SASDatasetName": data.name,
            "Purpose": "Analysis",
            f"{{{DEF}}}Structure": data.structure,
            f"{{{DEF}}}ArchiveLocationID": f"LF.{data.name}",
            f"{{{DEF}}}StandardOID": STANDARD,
        },
    )
    _described(group, data.label)
    for place, variable in enumerate(data.variables, start=1):
        reference = {
            "ItemOID": item_oid(data.name, variable.name),
            "OrderNumber": str(place),
            "Mandatory": "Yes" if variable.name in data.keys else "No",
        }
        if variable.name in data.keys:
            reference["KeySequence"] = str(data.keys.index(variable.name) + 1)
        ET.SubElement(group, f"{{{ODM}}}ItemRef", reference)
    kind = _CLASSES.get(data.name, "BASIC DATA STRUCTURE")
    ET.SubElement(group, f"{{{DEF}}}Class", {"Name": kind})
    leaf = ET.SubElement(
        group,
        f"{{{DEF}}}leaf",
        {"ID": f"LF.{data.name}", f"{{{XLINK}}}href": f"{data.name.lower()}.xpt"},
    )
    ET.SubElement(leaf, f"{{{DEF}}}title").text = f"{data.name.lower()}.xpt"


def _item(version: ET.Element, data: DataSet, variable: Variable) -> None:
    attributes = {
        "OID": item_oid(data.name, variable.name),
        "Name": variable.name,
        "SASFieldName": variable.name,
        "DataType": _TYPES[variable.kind],
    }
    if variable.kind is Kind.TEXT:
        longest = data.frame.get_column(variable.name).str.len_bytes().max()
        attributes["Length"] = str(max(longest if isinstance(longest, int) else 1, 1))
    elif variable.kind in _LENGTHS:
        attributes["Length"] = _LENGTHS[variable.kind]
    if variable.kind is Kind.NUMBER:
        attributes["SignificantDigits"] = "4"
    item = ET.SubElement(version, f"{{{ODM}}}ItemDef", attributes)
    _described(item, variable.label)
    origin = ET.SubElement(
        item, f"{{{DEF}}}Origin", {"Type": "Derived" if variable.source else "Predecessor"}
    )
    _described(origin, variable.source or variable.name)


def _described(parent: ET.Element, words: str) -> None:
    description = ET.SubElement(parent, f"{{{ODM}}}Description")
    ET.SubElement(description, f"{{{ODM}}}TranslatedText", {_LANGUAGE: "en"}).text = words
