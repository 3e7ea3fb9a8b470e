"""The released books of a campaign, found again by their bytes or by what their pages say of themselves."""

import hashlib
import json
import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from docgen.campaign import Campaign
from docgen.files import digest, read_bytes, safe_name
from docgen.model import Identity
from docgen.press.identity import short_code
from docgen.store import Archive, Document, Store, documents, signatures

KINDS = {"B": "book", "S": "supplement", "R": "letter", "O": "order"}
"""The letter of an identity and the kind of document in the store."""
ONE_SIDED = ("letter", "order")
"""Kinds of documents that tell a unit something: it signs nothing in them, and they are good as they were issued."""
CERTIFICATES = "certificates"
"""The folder in which units' certificates lie, CODE.crt, where campaign.toml names no other under signing, units."""
_ENDINGS = (".crt", ".pem", ".cer", ".der")
_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Issued:
    """One issued document and where its PDF lies in the archive."""

    document: Document
    path: Path
    size: int

    @property
    def is_one_sided(self) -> bool:
        """Whether the unit has nothing to sign in it."""
        return self.document.kind in ONE_SIDED

    @property
    def told(self) -> Mapping[str, str]:
        """What was kept of a letter or an order: `result` (the digest of the result it tells) and its `short_code`."""
        return json.loads(self.document.data or "{}") if self.is_one_sided else {}


class Register:
    """Every version of every document that was issued in the campaign's year."""

    def __init__(self, campaign: Campaign, store: Store) -> None:
        self._campaign = campaign
        archive, year = Archive(campaign.folder / "archive"), campaign.settings.year
        with store.begin() as tx:
            every = [d for kind in KINDS.values() for d in documents.of_kind(tx, kind, year)]
            self._signers = {
                (d.kind, d.unit, d.version): [(s.field, s.fingerprint) for s in signatures.of(tx, d)] for d in every
            }
        self.issued = tuple(
            Issued(d, path, path.stat().st_size)
            for d in every
            if d.released and d.pdf and (path := archive.path(d.pdf, ".pdf")).exists()
        )
        self._by_digest = {issued.document.pdf: issued for issued in self.issued}
        self._sizes = sorted({issued.size for issued in self.issued})
        self._named = {(i.document.kind, i.document.unit, i.document.version): i for i in self.issued}
        self._coded = {code: issued for issued in self.issued if (code := issued.told.get("short_code"))}

    def beginning_of(self, data: bytes) -> Issued | None:
        """The issued document whose very bytes `data` begins with, the longest if there are several."""
        hasher, done, found = hashlib.sha256(), 0, None
        for size in self._sizes:
            if size > len(data):
                break
            hasher.update(memoryview(data)[done:size])
            done = size
            found = self._by_digest.get(hasher.copy().hexdigest(), found)
        return found

    def named(self, identity: Identity) -> Issued | None:
        """The issued document a code names, if it names it as it was released: other data make another code."""
        if KINDS.get(identity.kind) in ONE_SIDED:
            return self._coded.get(short_code(identity))
        issued = self._named.get((KINDS.get(identity.kind, ""), identity.id, identity.version))
        if issued is None or issued.document.kind != "book":
            return issued
        printed = json.loads(issued.document.data)["data"]["book"]["short_code"]
        return issued if printed == short_code(identity) else None

    def latest(self, document: Document) -> Document:
        """The newest issued version of the same unit's book, letter or order; a supplement has none but itself."""
        if document.kind == "supplement":
            return document
        same = [i.document for i in self.issued if (i.document.kind, i.document.unit) == (document.kind, document.unit)]
        return max(same, key=lambda each: each.version)

    def unit_name(self, code: str) -> str:
        """The unit's name, or its code if the roster has it no more."""
        unit = self._campaign.unit(code)
        return unit.name if unit else code

    def signers_of(self, document: Document) -> dict[str, str]:
        """Field and SHA-256 of the certificate of each who signed `document` when it was issued."""
        return dict(self._signers.get((document.kind, document.unit, document.version), ()))

    @property
    def authorities(self) -> tuple[Path, ...]:
        """The file of certificates that the campaign trusts to stamp times, if it names one that is there."""
        named = self._campaign.settings.signing.authorities
        path = self._campaign.folder / named
        return (path,) if named and path.is_file() else ()

    def pin(self, owner: str) -> tuple[str, str]:
        """The SHA-256 of the certificate kept for `owner` (a field or a unit code), "" if there is none; its file."""
        folder = getattr(self._campaign.settings.signing, "units", "") or CERTIFICATES
        paths = [self._campaign.folder / folder / f"{safe_name(owner)}{ending}" for ending in _ENDINGS]
        path = next((path for path in paths if path.is_file()), None)
        if path is None:
            return "", f"{folder}/{paths[0].name}"
        return _fingerprint(read_bytes(path)), f"{folder}/{path.name}"


def by_fields(pins: Mapping[str, tuple[str, str]]) -> tuple[dict[str, str], dict[str, str]]:
    """Fingerprints and files by field, of what `Register.pin` gives."""
    return {field: pin for field, (pin, _) in pins.items() if pin}, {field: file for field, (_, file) in pins.items()}


def _fingerprint(data: bytes) -> str:
    """The SHA-256 of the first certificate in a PEM or DER file; that of the bytes where it holds none."""
    found = _PEM.search(data)
    try:
        return digest(b64decode(found[1])) if found else digest(data)
    except NotBase64:
        return digest(data)
