"""Where the passphrase of a key comes from: typed unseen, an environment variable, or the system's keyring."""

import os
from importlib.util import find_spec

from docgen.books import Passphrases
from docgen.campaign import KeySetting, Source
from docgen.cli.voice import Voice
from docgen.language import say
from docgen.pdf.keys import KeyFile, needs_passphrase


def passphrases(voice: Voice) -> Passphrases:
    """The source that campaign.toml names for each key; None where it gives nothing. Never the command line."""

    def passphrase_of(setting: KeySetting) -> str | None:
        match setting.passphrase:
            case Source.PROMPT:
                return voice.ask_secret(say("Passphrase of {key}", key=setting.key))
            case Source.ENVIRONMENT:
                return os.environ.get(setting.passphrase_env)
            case Source.KEYRING:
                return _from_keyring(setting.key)
        return None

    return passphrase_of


def _from_keyring(key: str) -> str | None:
    if find_spec("keyring") is None:
        return None
    import keyring  # an extra
    from keyring.errors import KeyringError

    try:
        found: str | None = keyring.get_password("docgen", key)
    except KeyringError:  # locked, or this machine has none
        return None
    return found


def typed_or_named(voice: Voice, key: KeyFile, variable: str) -> str | None:
    """The passphrase of a unit's key: from `variable`, else typed, where the key opens only with one."""
    if variable:
        return os.environ.get(variable)
    return voice.ask_secret(say("Passphrase of {key}", key=key.shown)) if needs_passphrase(key) else None
