"""The forms of a campaign: each definition that campaign.toml names, with what the office says of it there."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from docgen.campaign import Campaign, FormSetting
from docgen.excel import nearest
from docgen.findings import Finding, Place
from docgen.findings import forms as codes
from docgen.forms.definition import compile_definition
from docgen.model import FormDefinition, Group, Node, Repeat


class Definitions(NamedTuple):
    """The forms of a campaign by code, in the order of campaign.toml, those without errors; and all findings."""

    forms: Mapping[str, FormDefinition]
    findings: tuple[Finding, ...] = ()


def load_definitions(campaign: Campaign) -> Definitions:
    """Compile the definitions of all forms the campaign names."""
    forms: dict[str, FormDefinition] = {}
    findings: list[Finding] = []
    for setting in campaign.settings.forms:
        form, found = _load(campaign.folder, setting)
        findings += found
        if form is not None:
            forms[setting.code] = form
    return Definitions(forms, tuple(findings))


def _load(folder: Path, setting: FormSetting) -> tuple[FormDefinition | None, tuple[Finding, ...]]:
    path = folder / setting.path
    if not path.is_file():
        return None, (_absent(folder, setting),)
    compiled = compile_definition(path)
    findings = tuple(_in_folder(finding, setting.path) for finding in compiled.findings)
    definition = compiled.definition
    if definition is None:
        return None, findings
    if definition.code != setting.code:
        place = replace(definition.place, file=setting.path)
        values = {"code": definition.code, "wanted": setting.code}
        return None, (*findings, Finding(codes.CODE_OTHER, place, values))
    settled = replace(
        definition,
        body=tuple(_with_rows(node, setting.rows) for node in definition.body),
        period=setting.period or definition.period,
        layouts=setting.layouts,
    )
    return settled, (*findings, *_lint_setting(folder, setting, definition))


def _in_folder(finding: Finding, path: str) -> Finding:
    """A finding with the path of its file in the campaign, as the office sees it."""
    return replace(finding, place=replace(finding.place, file=path))


def _absent(folder: Path, setting: FormSetting) -> Finding:
    there = [path.relative_to(folder).as_posix() for path in sorted(folder.glob("forms/**/*.xlsx"))]
    values = {"path": setting.path, "form": setting.code, "nearest": nearest(setting.path, there)}
    code = codes.DEFINITION_NEAR if values["nearest"] else codes.DEFINITION_ABSENT
    return Finding(code, Place(file="campaign.toml"), values)


def _with_rows(node: Node, rows: Mapping[str, int]) -> Node:
    if isinstance(node, Repeat):
        return replace(node, rows=rows.get(node.path.rpartition("/")[2], node.rows))
    if isinstance(node, Group):
        return replace(node, members=tuple(_with_rows(member, rows) for member in node.members))
    return node


def _lint_setting(folder: Path, setting: FormSetting, definition: FormDefinition) -> Iterator[Finding]:
    place = Place(file="campaign.toml")
    repeats = [repeat.path.rpartition("/")[2] for repeat in definition.repeats]
    for name in setting.rows:
        if name not in repeats:
            values = {"name": name, "form": setting.code, "nearest": nearest(name, repeats)}
            yield Finding(codes.ROWS_NEAR if values["nearest"] else codes.ROWS_UNKNOWN, place, values)
    for path in setting.layouts:
        if not (folder / path).is_file():
            yield Finding(codes.LAYOUT_ABSENT, place, {"path": path, "form": setting.code})
