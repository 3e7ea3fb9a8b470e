"""The keys of a campaign made ready to sign, or all that is wrong with them.

unlocked = unlock(campaign, passphrase_of, at)      # every fault of keys, seals and template, before anything is signed
release(campaign, who=who, signing=unlocked.signing)
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from docgen.campaign import Campaign, KeySetting, Source
from docgen.errors import FileTroubleError
from docgen.files import read_bytes
from docgen.findings import Finding, Place, has_errors
from docgen.findings import signing as codes
from docgen.language import say, speaking
from docgen.pdf.boxes import FIRST_ISSUER, ISSUERS, UNIT, picture_of
from docgen.pdf.hardware import open_token
from docgen.pdf.keys import KeyFile, Opened, SigningKey, open_key, read_certificates
from docgen.pdf.seal import Seal, drawn_seal, picture_seal
from docgen.pdf.signing import Signer, Wording
from docgen.pdf.timestamps import Level, TimeStamps
from docgen.press.signing import Signing
from docgen.word.template import WordTemplate

Passphrases = Callable[[KeySetting], str | None]
"""Where passphrases come from: a prompt, the environment, the keyring. None is none."""


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The campaign's keys ready to sign: None where it names none, or where an error speaks against it."""

    signing: Signing | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def may_go_on(self) -> bool:
        """Whether books can be released: signed, or unsigned because the campaign has no key."""
        return not has_errors(self.findings)


def unlock(campaign: Campaign, passphrase: Passphrases, at: datetime) -> Unlocked:
    """Open every key the campaign names, with its seal, and look for its box in the template of the books."""
    return _unlock(campaign, passphrase, at, lacking_boxes)


def unlock_for_letters(campaign: Campaign, passphrase: Passphrases, at: datetime) -> Unlocked:
    """The same for the letters and orders of the year's end."""
    return _unlock(campaign, passphrase, at, _letters_lacking_boxes)


Look = Callable[[Campaign], tuple[Finding, ...]]
"""Looks for the boxes that templates lack."""


def _unlock(campaign: Campaign, passphrase: Passphrases, at: datetime, lacking: Look) -> Unlocked:
    settings = campaign.settings.signing
    if not settings.keys:
        return Unlocked()
    findings = [*lacking(campaign), *_extras(settings.authorities, campaign)]
    signers = []
    for setting in settings.keys:
        opened = open_setting(campaign, setting, passphrase, at)
        findings += opened.findings
        seal = _seal(campaign, setting, opened.key, findings) if opened.key else None
        if opened.key and seal:
            signers.append(signer_of(campaign, opened.key, seal))
    unlocked = Unlocked(Signing(tuple(signers)), tuple(findings))
    return unlocked if unlocked.may_go_on else Unlocked(None, tuple(findings))


def open_setting(campaign: Campaign, setting: KeySetting, passphrase: Passphrases, at: datetime) -> Opened:
    """The key that `setting` names."""
    certificate = campaign.folder / setting.certificate if setting.certificate else None
    file = KeyFile(campaign.folder / setting.key, setting.kind, certificate)
    if setting.kind == "pkcs11":
        return open_token(file.path, setting.token, setting.label, passphrase(setting), at)
    if not file.path.is_file():
        return open_key(file, None, at)  # nobody is asked for the passphrase of a key that is not there
    secret = passphrase(setting)
    if secret is None and setting.passphrase in (Source.ENVIRONMENT, Source.KEYRING):
        values = {"path": file.shown, "source": setting.passphrase_env or setting.passphrase}
        return Opened(None, (Finding(codes.KEY_NO_PASSPHRASE, Place(file="campaign.toml"), values),))
    return open_key(file, secret, at)


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key as it is listed: the field it signs, whose it is, and from when until when it may sign."""

    field: str
    name: str
    valid_from: str
    until: str
    fingerprint: str
    demo: bool


def key_rows(
    campaign: Campaign, passphrase: Passphrases, at: datetime
) -> tuple[tuple[KeyRow, ...], tuple[Finding, ...]]:
    """Every key the campaign names, and what is wrong with them."""
    opened = [open_setting(campaign, setting, passphrase, at) for setting in campaign.settings.signing.keys]
    rows = tuple(_row(field, one.key) for field, one in zip(ISSUERS, opened, strict=False) if one.key)
    return rows, tuple(finding for one in opened for finding in one.findings)


def _row(field: str, key: SigningKey) -> KeyRow:
    since, until = key.certificate.not_valid_before_utc, key.certificate.not_valid_after_utc
    days = since.date().isoformat(), until.date().isoformat()
    return KeyRow(field, key.name, *days, key.fingerprint, key.is_demo)


def signer_of(campaign: Campaign, key: SigningKey, seal: Seal) -> Signer:
    """A signer that says what the campaign says."""
    settings = campaign.settings.signing
    roots = read_certificates(campaign.folder / settings.authorities) if settings.authorities else ()
    stamps = TimeStamps(settings.timestamp, Level(settings.level), roots)
    return Signer(key, seal, Wording(settings.reason, settings.location), stamps)


def demo_seal(campaign: Campaign, name: str) -> Seal:
    """A seal that says of itself that it is none."""
    with speaking(campaign.settings.language):
        return drawn_seal(name, say("DEMO"))


def lacking_boxes(campaign: Campaign) -> tuple[Finding, ...]:
    """The boxes for signatures that the book template lacks. Raises FileTroubleError, TemplateTroubleError."""
    wanted = (*ISSUERS[: max(1, len(campaign.settings.signing.keys))], UNIT)
    return _lacking(campaign, campaign.settings.books.template, wanted)


def _letters_lacking_boxes(campaign: Campaign) -> tuple[Finding, ...]:
    templates = (campaign.settings.results.letter, campaign.settings.results.order)
    return tuple(finding for path in templates for finding in _lacking(campaign, path, (FIRST_ISSUER,)))


def _lacking(campaign: Campaign, template: str, wanted: Iterable[str]) -> tuple[Finding, ...]:
    path = Path(template)
    there = WordTemplate(read_bytes(campaign.folder / path), name=path.name).picture_names
    return tuple(
        Finding(codes.TEMPLATE_NO_BOX, Place(file=path.as_posix()), {"picture": picture_of(field)})
        for field in wanted
        if picture_of(field) not in there
    )


def _seal(campaign: Campaign, setting: KeySetting, key: SigningKey, findings: list[Finding]) -> Seal | None:
    if key.is_demo and not setting.seal:
        return demo_seal(campaign, key.name)
    values = {"name": key.name, "path": setting.seal or "—"}
    try:
        seal = picture_seal(read_bytes(campaign.folder / setting.seal)) if setting.seal else None
    except FileTroubleError:
        findings.append(Finding(codes.SEAL_MISSING, Place(file="campaign.toml"), values))
        return None
    if seal is None:
        code = codes.SEAL_UNREADABLE if setting.seal else codes.SEAL_MISSING
        findings.append(Finding(code, Place(file="campaign.toml"), values))
    return seal


def _extras(authorities: str, campaign: Campaign) -> Iterable[Finding]:
    if authorities and not (campaign.folder / authorities).is_file():
        return (Finding(codes.KEY_MISSING, Place(file="campaign.toml"), {"path": authorities}),)
    return ()
