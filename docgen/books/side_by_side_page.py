"""The page that shows two engines side by side: one HTML file that needs nothing else, not even the network."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import zip_longest

from docgen.findings import Finding
from docgen.language import say, speaking

_SHOWN = 40
"""How many characters that differ are shown."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one engine made of a book: a picture and the text of each page, and what the press found."""

    engine: str
    pictures: tuple[bytes, ...]
    texts: tuple[str, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """A unit's book by two engines, and the characters that only one of the two shows."""

    unit: str
    name: str
    kind: str
    sides: tuple[Side, ...]
    apart: tuple[str, str]

    @property
    def is_same_text(self) -> bool:
        """Whether both show the same characters."""
        return not any(self.apart)


def page(title: str, language: str, books: Sequence[Compared]) -> str:
    """The whole page, in `language`."""
    with speaking(language):
        heading = say("Both PDF engines side by side")
        body = "".join((*_summary(books), *(part for book in books for part in _book(book))))
        return (
            f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{escape(heading)} – {escape(title)}</title><style>{_STYLE}</style></head>"
            f"<body><header><h1>{escape(heading)}</h1><p>{escape(title)}</p></header>\n<main>{body}</main></body></html>\n"
        )


def _summary(books: Sequence[Compared]) -> Iterator[str]:
    names = [side.engine for side in books[0].sides] if books else []
    heads = [say("unit"), say("type"), *(say("pages, {engine}", engine=name) for name in names), say("characters")]
    hint = say("The first unit of each type. A page whose text differs is marked.")
    yield f"<p class=hint>{escape(hint)}</p>"
    yield "<table><thead><tr>" + "".join(f"<th>{escape(head)}" for head in heads) + "</thead><tbody>"
    for book in books:
        counts = "".join(f"<td class=number>{len(side.pictures)}" for side in book.sides)
        unit = f'<a href="#{escape(book.unit)}">{escape(book.unit)} {escape(book.name)}</a>'
        yield f"<tr><td>{unit}<td>{escape(book.kind)}{counts}<td>{_characters(book)}"
    yield "</tbody></table>\n"


def _characters(book: Compared) -> str:
    if book.is_same_text:
        same = say("the same")
        return f"<span class=same>{escape(same)}</span>"
    lines = (
        say("only {engine}: {characters}", engine=side.engine, characters=only[:_SHOWN])
        for side, only in zip(book.sides, book.apart, strict=True)
        if only
    )
    return f"<span class=apart>{escape('; '.join(lines))}</span>"


def _book(book: Compared) -> Iterator[str]:
    yield f'<section id="{escape(book.unit)}"><h2>{escape(book.name)} <small>{escape(book.kind)}</small></h2>'
    yield "<div class=pair>"
    for side in book.sides:
        count = say("{count:page|pages}", count=len(side.pictures))
        yield f"<div class=engine><b>{escape(side.engine)}</b> {escape(count)}{_findings(side.findings)}</div>"
    yield "</div>"
    for number, pair in enumerate(zip_longest(*(_pages(side) for side in book.sides)), 1):
        mark = "" if len({_plain(shown[1]) for shown in pair if shown}) == 1 and all(pair) else " differs"
        yield f'<div class="pair{mark}">' + "".join(_figure(shown, number) for shown in pair) + "</div>\n"
    yield "</section>"


def _pages(side: Side) -> list[tuple[bytes, str]]:
    return list(zip(side.pictures, side.texts, strict=True))


def _plain(text: str) -> str:
    return "".join(text.split())


def _findings(findings: Sequence[Finding]) -> str:
    return f"<ul>{''.join(f'<li>{escape(str(found))}' for found in findings)}</ul>" if findings else ""


def _figure(shown: tuple[bytes, str] | None, number: int) -> str:
    words = escape(say("page {number}", number=number))
    if shown is None:
        return f"<figure class=none><figcaption>{words}: –</figcaption></figure>"
    data = b64encode(shown[0]).decode()
    return f'<figure><img alt="{words}" src="data:image/png;base64,{data}"><figcaption>{words}</figcaption></figure>'


_STYLE = """
:root{--ink:#1d2733;--soft:#5d6b7a;--line:#d5dbe2;--ground:#f3f5f7;--card:#fff;--mark:#b4530a}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);
font:15px/1.5 system-ui,"Noto Sans SC","Microsoft YaHei","PingFang SC",sans-serif}
header,main{max-width:1180px;margin:auto;padding:0 24px}
header{padding-top:32px}
h1{margin:0;font-size:26px;font-weight:650}
header p,.hint{margin:4px 0 16px;color:var(--soft)}
table{border-collapse:collapse;width:100%;background:var(--card);border:1px solid var(--line);border-radius:8px}
th,td{padding:8px 12px;text-align:left;border-bottom:1px solid var(--line)}
th{color:var(--soft);font-weight:600;font-size:13px}
.number{font-variant-numeric:tabular-nums}
a{color:inherit}
.same{color:#1c7a3e}
.apart{color:var(--mark)}
section{margin-top:40px}
h2{position:sticky;top:0;z-index:1;margin:0 0 8px;padding:10px 0;background:var(--ground);font-size:19px}
h2 small{margin-left:8px;color:var(--soft);font-weight:400}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:20px;margin-bottom:20px}
.engine{color:var(--soft)}
.engine b{margin-right:6px;color:var(--ink)}
ul{margin:6px 0;padding-left:18px;color:var(--mark)}
figure{margin:0}
img{display:block;width:100%;background:#fff;border:1px solid var(--line);box-shadow:0 1px 3px #0002}
.differs img{border-color:var(--mark)}
.differs figcaption::after{content:" ≠";color:var(--mark);font-weight:700}
figcaption{margin-top:4px;color:var(--soft);font-size:13px;text-align:center}
.none{display:grid;place-items:center;border:1px dashed var(--line)}
@media print{h2{position:static}.pair{break-inside:avoid}}
"""
