"""What a signer may add to keep a signature checkable: certificates, revocation answers, and time-stamps of the file.

ETSI EN 319 142-1, 5.4 and 6: the document security store (/DSS) and document time-stamps, which B-LT and B-LTA need.
Both say nothing on any page; here it is seen to that they hold nothing but that.
"""

from collections.abc import Callable, Iterable

from asn1crypto import core
from pikepdf import Array, Dictionary, Name, Object, Stream

_STORE = frozenset({"/Type", "/Certs", "/OCSPs", "/CRLs", "/VRI"})
_OF_A_SIGNATURE = frozenset({"/Type", "/Cert", "/OCSP", "/CRL", "/TU", "/TS"})
_STREAM = frozenset({"/Length", "/Filter", "/Type"})
_TIME_FIELD = frozenset({"/FT", "/T", "/TU", "/V", "/Type", "/Subtype", "/Rect", "/F", "/Ff", "/P", "/AP", "/MK", "/M"})
_TIME = frozenset({"/Type", "/Filter", "/SubFilter", "/Contents", "/ByteRange", "/V", "/M"})


def proofs(root: Object) -> frozenset[bytes]:
    """Every certificate, list and answer that a catalogue's store of proofs lists for the whole file."""
    store = root.get("/DSS", Dictionary())
    lists = [store.get(key, Array()) for key in ("/Certs", "/OCSPs", "/CRLs")]
    return frozenset(one.read_bytes() for each in lists for one in each)


def is_closed_store(root: Object) -> bool:
    """Whether a catalogue's store of proofs, if it has one, holds nothing else."""
    store = root.get("/DSS", Dictionary())
    return isinstance(store, Dictionary) and _is_store(store)


def is_time_field(field: object) -> bool:
    """Whether a field, or what stands for it on a page, is a time-stamp of the file, and shows nothing."""
    if not isinstance(field, Dictionary) or not set(field.keys()) <= _TIME_FIELD or field.get("/FT") != Name.Sig:
        return False
    value, place = field.get("/V"), field.get("/Rect", Array([0, 0, 0, 0]))
    stamped = isinstance(value, Dictionary) and value.get("/Type") == Name.DocTimeStamp and set(value.keys()) <= _TIME
    return stamped and isinstance(place, Array) and list(map(float, place)) == [0.0] * 4


def _is_store(store: Dictionary) -> bool:
    told = store.get("/VRI", Dictionary())
    if not isinstance(told, Dictionary):
        return False
    each = (one for key, one in told.items() if key != "/Type")
    return _holds(store, _STORE, {"/VRI"}) and all(_holds(one, _OF_A_SIGNATURE, {"/TU"}) for one in each)


def _holds(entry: Object, keys: frozenset[str], plain: set[str]) -> bool:
    """Whether an entry has no other keys, and under each but its type and the `plain` ones proofs alone."""
    if not isinstance(entry, Dictionary) or not set(entry.keys()) <= keys:
        return False
    return all(_are_proofs(one) for key, one in entry.items() if key not in {"/Type", *plain})


def _are_proofs(entry: Object) -> bool:
    every: Iterable[object] = entry if isinstance(entry, Array) else [entry]
    return all(isinstance(one, Stream) and set(one.keys()) <= _STREAM and _is_der(one.read_bytes()) for one in every)


def _is_der(data: bytes) -> bool:
    """Whether it is one value in DER, as certificates, revocation lists and their answers are, and nothing behind."""
    parse: Callable[..., object] = core.Sequence.load
    try:
        parse(data, strict=True)
    except (ValueError, TypeError):
        return False
    return True
