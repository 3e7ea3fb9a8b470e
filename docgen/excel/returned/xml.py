"""Parts of a workbook as XML trees, and the relations between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from posixpath import dirname, join, normpath

from lxml import etree

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
Parts = Mapping[str, bytes]
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, collect_ids=False
)


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation of a part: its kind ("worksheet") and the name of the part it leads to."""

    id: str
    kind: str
    target: str


def tree(data: bytes) -> etree._Element:
    """The root of a part. Raises etree.XMLSyntaxError."""
    return etree.fromstring(data, _PARSER)


def relations(parts: Parts, owner: str) -> tuple[Relation, ...]:
    """Where the part `owner` leads to inside the file; "" is the file itself."""
    folder = dirname(owner)
    rels = join(folder, "_rels", f"{owner[len(folder) :].lstrip('/')}.rels")
    return _relations(parts[rels], folder) if rels in parts else ()


@lru_cache(maxsize=64)
def _relations(data: bytes, folder: str) -> tuple[Relation, ...]:
    """The relations a part tells of; forms of one making have the same."""
    found = [one for one in tree(data) if one.get("TargetMode") != "External"]
    return tuple(Relation(one.get("Id", ""), _kind(one), _target(folder, one.get("Target", ""))) for one in found)


def _kind(relation: etree._Element) -> str:
    return relation.get("Type", "").rpartition("/")[2]


def _target(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
