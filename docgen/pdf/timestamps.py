"""Trusted time for signatures, and what keeps them checkable when certificates have run out."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.sign.general import SigningError
from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper, TimestampRequestError
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathBuildingError, PathError

from docgen.pdf.keys import SigningKey


class Level(StrEnum):
    """What a signature has: nothing more (B), trusted time (T), proofs for checking offline (LT), renewal (LTA)."""

    B = "B-B"
    T = "B-T"
    LT = "B-LT"
    LTA = "B-LTA"


@dataclass(frozen=True)
class TimeStamps:
    """A time-stamp service and the level asked for; without a `url` signatures claim their time themselves.

    `roots` are the authorities that the service and the signers are trusted by, needed from LT on.
    """

    url: str = ""
    level: Level = Level.B
    roots: tuple[x509.Certificate, ...] = ()
    troubles: tuple[type[Exception], ...] = (TimestampRequestError, SigningError, PathError, PathBuildingError, OSError)

    @cached_property
    def client(self) -> TimeStamper | None:
        """Who asks the service."""
        return HTTPTimeStamper(self.url) if self.url else None

    def meta(self, key: SigningKey) -> dict[str, Any]:
        """What pyHanko must know for the level."""
        if self.level in (Level.B, Level.T):
            return {}
        return {
            "embed_validation_info": True,
            "use_pades_lta": self.level is Level.LTA,
            "validation_context": self._context(key),
            "timestamp_field_name": "DocTime",
        }

    def _context(self, key: SigningKey) -> ValidationContext:
        own = tuple(certificate for certificate in key.chain if certificate.subject == certificate.issuer)
        roots = [asn1_x509.Certificate.load(root.public_bytes(Encoding.DER)) for root in (*self.roots, *own)]
        return ValidationContext(trust_roots=roots, allow_fetching=True)
