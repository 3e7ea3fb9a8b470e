"""Starting a campaign folder from a shipped sample: its files, its templates, and the office's answers."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit import TOMLDocument

from docgen.campaign.questions import Answer, Question, questions
from docgen.campaign.shipped import form_folder, sample_folder, template_folder
from docgen.campaign.toml import FILE
from docgen.errors import UsageError
from docgen.files import read_bytes, sweep_partial, write_atomic
from docgen.language import say

_MADE = ("out", "archive", "returns", "rehearsal")
"""Folders of a campaign, or a sample, that a new one begins without."""


def sample_questions(sample: str) -> tuple[Question, ...]:
    """What to ask of an office that starts from `sample`, with the sample's own choices as defaults."""
    settled = _document(sample).unwrap()
    return tuple(q for q in questions(settled) if not _is_settled(q, settled))


def _is_settled(question: Question, settled: Mapping[str, Any]) -> bool:
    """Whether the sample leaves no choice: one part of the score only, or no template of the other style."""
    one_part = isinstance(question.default, dict) and len(question.default) == 1
    return one_part or (question.key == "books.style" and not _style_follows(settled))


def _style_follows(settled: Mapping[str, Any]) -> bool:
    """Whether the sample's template is one of a pair, book-letter and book-contract."""
    books = settled.get("books", {})
    return str(books.get("style")) in str(books.get("template"))


def start_campaign(folder: Path, sample: str, answers: Mapping[str, Answer]) -> tuple[Path, ...]:
    """Copy `sample` into `folder`, write `answers` (by dotted key) into its campaign.toml, and return what was written.

    Raises UsageError if `folder` holds any of the files already: nothing is overwritten.
    """
    document = _document(sample)
    files = dict(_files(sample, document))
    for key, answer in answers.items():
        _set(document, key.split("."), answer)
    _follow_style(document, answers, files)
    files[FILE] = tomlkit.dumps(document).encode()
    refuse_to_overwrite(folder, files)
    return write_all(folder, files)


def write_all(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write files by their paths in `folder`, and return what was written, in order.

    The file that makes it a campaign comes last: a folder that was begun and not finished is none.
    """
    for name in sorted(files, key=lambda name: (name == FILE, name)):
        write_atomic(folder / name, files[name])
    written = tuple(folder / name for name in sorted(files))
    for directory in {path.parent for path in written}:
        sweep_partial(directory)
    return written


def declare_signing(folder: Path, signing: Mapping[str, str]) -> None:
    """Add the table `signing` to the campaign.toml of `folder`; all else in it stays. Raises FileTroubleError."""
    document = tomlkit.parse(read_bytes(folder / FILE).decode("utf-8-sig"))
    table = tomlkit.table()
    table.update(signing)
    document["signing"] = table
    write_atomic(folder / FILE, tomlkit.dumps(document).encode())
    sweep_partial(folder)


def _document(sample: str) -> TOMLDocument:
    return tomlkit.parse(read_bytes(sample_folder(sample) / FILE).decode())


def _files(sample: str, document: TOMLDocument) -> Iterator[tuple[str, bytes]]:
    """The new campaign's files by their path in it; the sample's own win over the shipped templates and forms."""
    templates = template_folder(sample, str(document.get("language", "en")))
    for path in tree(templates):
        yield f"templates/{path.relative_to(templates).as_posix()}", read_bytes(path)
    for form in document.unwrap().get("forms", ()):
        path = form_folder(sample) / f"{form['code']}.xlsx"
        yield f"forms/{path.name}", read_bytes(path)
    source = sample_folder(sample)
    for path in tree(source):
        if path.relative_to(source).parts[0] not in _MADE:
            yield path.relative_to(source).as_posix(), read_bytes(path)


def tree(folder: Path) -> list[Path]:
    """Every file in `folder` but hidden ones and the lock files of office programs, in order."""

    def seen(path: Path) -> bool:
        return path.is_file() and not any(p.startswith((".", "~$")) for p in path.relative_to(folder).parts)

    return sorted(path for path in folder.rglob("*") if seen(path))


def _set(document: TOMLDocument, key: list[str], answer: Answer) -> None:
    """Write one answer where the key stands; the comment beside it stays."""
    table: Any = document
    for part in key[:-1]:
        table = table[part]
    value = table[key[-1]]
    if isinstance(answer, dict):
        for name, share in answer.items():
            value[name] = share
    elif value != answer:
        table[key[-1]] = _inline(answer, value) if isinstance(answer, list) else answer


def _inline(steps: list[dict[str, int | float]], before: Any) -> Any:
    """A list of tables in one line, with the comment of the list that stood there `before`."""
    array = tomlkit.array()
    for step in steps:
        table = tomlkit.inline_table()
        table.update(step)
        array.append(table)
    if comment := re.search(r"#\s*(.*)", before.as_string() + before.trivia.comment):
        array.comment(comment[1])
    return array


def _follow_style(document: TOMLDocument, answers: Mapping[str, Answer], files: Mapping[str, bytes]) -> None:
    """Let the template follow the chosen style where the sample ships one for it: book-letter, book-contract."""
    style = answers.get("books.style")
    books: Any = document.get("books", {})
    for other in ("letter", "contract"):
        path = str(books.get("template", "")).replace(other, str(style))
        if style and path in files and path != books["template"]:
            books["template"] = path


def refuse_to_overwrite(folder: Path, files: Mapping[str, bytes]) -> None:
    """Raise UsageError if any of `files` is there already."""
    there = next((name for name in sorted(files) if (folder / name).exists()), None)
    if there is not None:
        raise UsageError(
            say("{folder} holds {name} already; nothing was changed.", folder=folder, name=there),
            say("Name a new folder: docgen init DIR."),
        )
