"""What waits for a person as one page to read beside the workbook: each question with place, words and picture.

The page is one file and loads nothing: it can be mailed, and opens anywhere.
"""

from collections.abc import Callable, Iterable, Iterator
from html import escape
from pathlib import Path

from docgen.batch import LimitedRead
from docgen.batch.limited import Answer
from docgen.desk.collect import Office
from docgen.language import say, speaking
from docgen.model import Question, kind_word
from docgen.model.blanks import mark

Looker = Callable[[Path, Answer], LimitedRead]
"""Calls `docgen.pdf.pieces.piece` on a file in the limited reader."""
_MOST_PICTURES = 300
_STYLE = """
body{font:15px/1.45 "Liberation Sans","Noto Sans SC",sans-serif;margin:2em auto;max-width:60em;padding:0 1em;
  color:#1c2430}
h1{font-size:1.5em}h2{font-size:1.15em;margin-top:2em;border-bottom:2px solid #33507a;padding-bottom:.2em}
section{border:1px solid #c9d2de;border-radius:6px;padding:.7em 1em;margin:1em 0;break-inside:avoid}
section p{margin:.3em 0}.kind{float:right;color:#5a6b80}.where{color:#5a6b80}.raw{background:#fff200;padding:0 .3em}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15em 1em;margin:.5em 0}dt{color:#5a6b80}dd{margin:0}
img{max-width:100%;border:1px solid #c9d2de;margin-top:.4em}
"""


def review_page(office: Office, waiting: Iterable[Question], look: Looker) -> bytes:
    """The page, in the campaign's language; pieces of PDFs are pictures made in the limited reader."""
    every = tuple(waiting)
    language = office.campaign.settings.language
    with speaking(language):
        title = escape(say("{name}: what waits for a decision", name=office.campaign.settings.name))
        body = "\n".join(_body(office, every, look))
        count = escape(say("{count:question|questions}. Decide in the workbook beside this page.", count=len(every)))
    head = f'<!doctype html>\n<html lang="{language}">\n<head><meta charset="utf-8">'
    top = f"{head}<title>{title}</title><style>{_STYLE}</style></head>"
    return f"{top}\n<body><h1>{title}</h1><p>{count}</p>\n{body}\n</body></html>\n".encode()


def _body(office: Office, every: tuple[Question, ...], look: Looker) -> Iterator[str]:
    names = {unit.code: unit.name for unit in office.campaign.units}
    unit, pictures = "", 0
    for question in every:
        if question.unit != unit:
            unit = question.unit
            yield f"<h2>{escape(f'{unit} {names.get(unit, str())}')}</h2>"
        picture = _picture(office, question, look) if pictures < _MOST_PICTURES else ""
        pictures += bool(picture)
        yield _section(question, picture)


def _section(question: Question, picture: str) -> str:
    facts = (
        (say("place"), str(question.place)),
        (say("field"), question.context),
        (say("as it stands"), question.raw),
        (say("read as"), question.read),
        (say("candidates"), "; ".join(question.candidates)),
    )
    lines = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in facts if text)
    image = f'<img alt="" src="data:image/png;base64,{picture}">' if picture else ""
    head = f'<span class="kind">{escape(kind_word(question.kind))}</span><strong>{escape(question.title)}</strong>'
    return f"<section>{head}<p>{escape(question.about)}</p><dl>{lines}</dl>{image}</section>"


def _picture(office: Office, question: Question, look: Looker) -> str:
    """The piece of the page in question, in base 64; empty if there is none to show."""
    if question.picture is None:
        return ""
    path = office.archive.path(*question.picture)
    form, _, rest = question.subject.partition("/")
    field = rest.partition("/")[2]
    order: Answer = {"mark": mark(form, field), "page": question.place.page or 1}
    read = look(path, order) if path.is_file() else None
    return read.answer if read and isinstance(read.answer, str) else ""
