"""Who signs a campaign's documents, made ready once for any number: at the same moment again, the same bytes."""

from dataclasses import dataclass, replace
from datetime import datetime

from docgen.files import digest
from docgen.pdf.boxes import ISSUERS
from docgen.pdf.signing import Issue, Signed, Signer, certify, sign_bytes
from docgen.store import Signature, canonical_digest


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs, the certifying issuer first; `countersigned` documents keep a field for the unit's own signature."""

    signers: tuple[Signer, ...]
    countersigned: bool = True

    @property
    def of_letters(self) -> "Signing":
        """The first issuer alone, for papers that no unit signs."""
        return replace(self, signers=self.signers[:1], countersigned=False)

    @property
    def names(self) -> str:
        """Whose signatures they will be."""
        return ", ".join(signer.key.name for signer in self.signers)

    @property
    def key(self) -> str:
        """The digest of all that shapes the signatures, but for the moment."""
        signers = [(s.key.fingerprint, digest(s.seal.alpha), s.wording.reason, s.stamps.level) for s in self.signers]
        return canonical_digest(signers)

    def sign(self, pdf: bytes, at: str) -> Signed:
        """`pdf` signed at the moment `at` (ISO 8601), or why not."""
        return certify(pdf, Issue(self.signers, datetime.fromisoformat(at), self.countersigned))

    def pinned(self, at: str) -> tuple[Signature, ...]:
        """The certificates to be found in the fields from then on."""
        return tuple(
            Signature(field, signer.key.name, signer.key.fingerprint, at)
            for field, signer in zip(ISSUERS, self.signers, strict=False)
        )

    def sign_manifest(self, manifest: bytes, at: str) -> bytes:
        """A detached CMS signature of `manifest` by the first issuer."""
        return sign_bytes(manifest, self.signers[0].key, datetime.fromisoformat(at))
