"""Line breaks, tabs, new paragraphs and page breaks inside a value, as docxtpl's Listing understands them."""

import re
from io import BytesIO

from docxtpl import DocxTemplate

_START = re.compile(r"<w:p(?: [^>]*)?>")
_END = "</w:p>"
_BREAK = re.compile("[\a\t\n\f]")

_docxtpl = DocxTemplate(BytesIO())


def resolve_listing(xml: str) -> str:
    r"""`\n` as line break, `\t` as tab, `\a` as new paragraph, `\f` as page break, in each paragraph that has one.

    docxtpl does the same to every paragraph; here only those that need it are handed to it.
    """
    out: list[str] = []
    done = 0
    while start := _START.search(xml, done):
        end = xml.find(_END, start.end())
        if end < 0:
            break
        end += len(_END)
        paragraph = xml[start.start() : end]
        out.append(xml[done : start.start()])
        out.append(_docxtpl.resolve_listing(paragraph) if _BREAK.search(paragraph) else paragraph)
        done = end
    out.append(xml[done:])
    return "".join(out)
