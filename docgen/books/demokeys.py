"""Throw-away keys for a campaign, so that signing can be tried at once: an authority's, the issuer's, each unit's."""

from datetime import datetime
from pathlib import Path

from docgen.campaign import Campaign, declare_signing
from docgen.errors import UsageError
from docgen.files import make_folder, sweep_partial, write_atomic
from docgen.language import say
from docgen.pdf.boxes import FIRST_ISSUER
from docgen.pdf.demokeys import Authority, as_pem, as_pkcs12
from docgen.pdf.keys import SigningKey

FOLDER = "keys/demo"
SIGNING = {
    "key": f"{FOLDER}/issuer.p12",
    "passphrase": "none",
    "authorities": f"{FOLDER}/ca.crt",
    "units": f"{FOLDER}/units",
}
"""What campaign.toml says under signing with demo keys."""


def make_demo_keys(campaign: Campaign, at: datetime) -> tuple[Path, ...]:
    """Make the keys under `keys/demo`, name them in campaign.toml, and return the files.

    They are in the clear and say of themselves that they prove nothing. Raises UsageError if the campaign names a key
    already; FileTroubleError.
    """
    if campaign.settings.signing.key:
        raise UsageError(
            say("The campaign names a key already: {key}.", key=campaign.settings.signing.key),
            say("Take the table signing out of campaign.toml first, if it is to be replaced."),
        )
    folder, authority = campaign.folder / FOLDER, Authority.new(at)
    issuer = authority.key(campaign.settings.issuer.name, "", at)
    contents = {"ca.crt": as_pem(authority.certificate), "issuer.p12": as_pkcs12(issuer)}
    contents[f"units/{FIRST_ISSUER}.crt"] = as_pem(issuer.certificate)
    for unit in campaign.active_units():
        contents |= _unit_files(unit.code, authority.key(unit.name, unit.code, at))
    for name, content in contents.items():
        _write(folder / name, content)
    declare_signing(campaign.folder, SIGNING)
    return tuple(folder / name for name in contents)


def _unit_files(code: str, key: SigningKey) -> dict[str, bytes]:
    return {f"units/{code}.p12": as_pkcs12(key), f"units/{code}.crt": as_pem(key.certificate)}


def _write(path: Path, content: bytes) -> None:
    make_folder(path.parent)
    path.parent.chmod(0o700)
    write_atomic(path, content)
    if path.suffix == ".p12":
        path.chmod(0o600)
    sweep_partial(path.parent)
