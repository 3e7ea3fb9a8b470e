"""What a returned PDF says otherwise than the issued one, object by object, beyond what a unit's signature must add.

The rule is closed: everything reachable from the end of the file must be what was issued, but for the places named
here, which are those that pyHanko, Adobe, poppler and PDFBox write when an honest unit signs its field, and those that
keep a signature checkable for years (docgen/pdf/proofs.py).
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

from docgen.pdf.facts import Change, Place
from docgen.pdf.proofs import is_closed_store, is_time_field, proofs

Path = tuple[str, ...]

_SIGNED_FIELD = frozenset({"/V", "/AP", "/AS", "/M", "/DA", "/MK"})
"""What signing sets in the field that is signed: value and appearance. Place, page, name and actions stay."""
_FORM = frozenset({"/SigFlags", "/DA", "/DR"})
"""What signing may set in the form as a whole; /DR names fonts for appearances."""
_CATALOGUE = frozenset({"/Version", "/Extensions", "/DSS"})
"""Where a signer may name the edition of PDF it writes, and keep its proofs; what stands there is looked at apart."""
_EXTENSION = frozenset({"/Type", "/BaseVersion", "/ExtensionLevel", "/ExtensionRevision", "/URL"})
_INFO = frozenset({"/ModDate", "/Producer"})
_ON_PAGE = "/Annots"
_DEEPEST = 200


def changes(issued: bytes, returned: bytes, *, unit_field: str) -> tuple[Change, ...]:
    """Every difference that is not part of signing `unit_field`. Raises PdfError if a file is broken."""
    with _open(issued) as old, _open(returned) as new:
        return tuple(dict.fromkeys(_walked(old, new, unit_field).found))


def later_changes(signed: bytes, returned: bytes) -> tuple[Change, ...]:
    """Every difference to the file as the unit signed it that is not there to keep its signature checkable.

    Bytes that add nothing of that kind are a difference too, of no place. Raises PdfError if a file is broken.
    """
    with _open(signed) as old, _open(returned) as new:
        walk = _walked(old, new, None)
        added = walk.stamped or proofs(new.Root) - proofs(old.Root)
        if not added or not returned.rstrip(b"\r\n").endswith(b"%%EOF"):
            walk.note(())
        return tuple(dict.fromkeys(walk.found))


def _walked(old: pikepdf.Pdf, new: pikepdf.Pdf, unit_field: str | None) -> "_Walk":
    walk = _Walk(unit_field, {page.obj.objgen: number for number, page in enumerate(old.pages, 1)})
    walk.compare(old.Root, new.Root, ("/Root",))
    walk.compare(_info(old), _info(new), ("/Info",))
    if not _edition_only(new.Root):
        walk.note(("/Root", "/Extensions"))
    if not is_closed_store(new.Root) or not proofs(old.Root) <= proofs(new.Root):
        walk.note(("/Root", "/DSS"))
    if "/Encrypt" in new.trailer:
        walk.note(("/Encrypt",))
    return walk


def places(pdf: bytes) -> tuple[Place, ...]:
    """The signature fields of `pdf`, in the order of its form."""
    with _open(pdf) as document:
        pages = {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}
        form = document.Root.get("/AcroForm", Dictionary())
        return tuple(_places(form.get("/Fields", Array()), pages))


def _places(fields: Object, pages: dict[tuple[int, int], int]) -> Iterator[Place]:
    for one in list(fields)[:1000]:
        if one.get("/FT") == Name.Sig:
            page = pages.get(one.P.objgen, 0) if "/P" in one else 0
            rectangle = tuple(round(float(number), 2) for number in one.get("/Rect", Array()))
            yield Place(str(one.get("/T", "")), page, rectangle, "/V" in one)


def _open(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf), attempt_recovery=False, suppress_warnings=True)


def _edition_only(root: Object) -> bool:
    """Whether the catalogue's version and extensions are names and numbers of editions, and nothing more."""
    extensions = root.get("/Extensions", Dictionary())
    if not isinstance(root.get("/Version", Name("/1.7")), Name) or not isinstance(extensions, Dictionary):
        return False
    makers = [one for key, one in extensions.items() if key != "/Type"]
    entries = [entry for one in makers for entry in (one if isinstance(one, Array) else [one])]
    return all(isinstance(entry, Dictionary) and set(entry.keys()) <= _EXTENSION for entry in entries)


def _info(document: pikepdf.Pdf) -> Object:
    return document.trailer.get("/Info", Dictionary())


@dataclass
class _Walk:
    """Both documents side by side, from the root down; each pair of objects is looked at once.

    `unit_field` may have been signed meanwhile; `stamped` if time-stamps of the whole file were added.
    """

    unit_field: str | None
    pages: dict[tuple[int, int], int]
    found: list[Change] = field(default_factory=list)
    stamped: bool = False
    page: int = 0
    _seen: set[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=set)

    def note(self, path: Path) -> None:
        self.found.append(Change(" ".join(part.removeprefix("/") for part in path), self.page))

    def compare(self, old: Object, new: Object, path: Path) -> None:
        """Note what differs at `path` and below."""
        if len(path) > _DEEPEST:
            self.note(path[:5])
        elif not _alike(old, new):
            self.note(path)
        elif isinstance(old, Object) and self._is_new(old, new):
            self._compare_within(old, new, path)

    def _is_new(self, old: Object, new: Object) -> bool:
        pair = (old.objgen, new.objgen)
        if not (old.is_indirect and new.is_indirect):
            return True
        if pair in self._seen:
            return False
        self._seen.add(pair)
        return True

    def _compare_within(self, old: Object, new: Object, path: Path) -> None:
        if isinstance(old, Array):
            self._compare_arrays(old, new, path)
        elif isinstance(old, Dictionary):
            self._compare_keys(old, new, path)
        elif isinstance(old, Stream):
            self._compare_keys(old, new, path)
            if old.read_raw_bytes() != new.read_raw_bytes():
                self.note(path)

    def _compare_arrays(self, old: Object, new: Object, path: Path) -> None:
        more = list(new)[len(old) :]
        if len(old) > len(new) or (more and not self._are_times(more, path)):
            self.note(path)
            return
        for number, (one, other) in enumerate(zip(old, new, strict=False), 1):
            self.compare(one, other, (*path, str(number)))

    def _are_times(self, more: list[Object], path: Path) -> bool:
        """Whether what is added to the fields of the form, or to what stands on a page, are time-stamps."""
        if path != ("/Root", "/AcroForm", "/Fields") and path[-1] != _ON_PAGE:
            return False
        times = all(map(is_time_field, more))
        self.stamped |= times
        return times

    def _compare_keys(self, old: Object, new: Object, path: Path) -> None:
        free = self._free(old, path) | self._hidden(old, new)
        before, self.page = self.page, self.pages.get(old.objgen, self.page)
        for key in sorted({*old.keys(), *new.keys()} - free):
            if key in new and (key in old or key == _ON_PAGE):
                self.compare(old.get(key, Array()), new[key], (*path, key))
            else:
                self.note((*path, key))
        self.page = before

    def _free(self, old: Object, path: Path) -> frozenset[str]:
        """The keys that signing may set at this place."""
        if path == ("/Info",):
            return _INFO
        if path == ("/Root",):
            return _CATALOGUE
        if path == ("/Root", "/AcroForm"):
            return _FORM
        if self._is_unit_field(old):
            return _SIGNED_FIELD
        return frozenset()

    def _hidden(self, old: Object, new: Object) -> frozenset[str]:
        """The rectangle of the unit's field, where the signer has made it nothing: such a signature shows nothing."""
        nothing = list(map(float, new.get("/Rect", Array()))) == [0.0] * 4
        return frozenset({"/Rect"}) if nothing and self._is_unit_field(old) else frozenset()

    def _is_unit_field(self, old: Object) -> bool:
        own = old.get("/FT") == Name.Sig and str(old.get("/T", "")) == self.unit_field
        return own and "/V" not in old and "/Parent" not in old


def _alike(old: object, new: object) -> bool:
    """Whether both are of one kind and, if simple, equal."""
    if isinstance(old, Object) != isinstance(new, Object):
        return False
    if not isinstance(old, Object) or not isinstance(new, Object):
        return type(old) is type(new) and old == new
    if old._type_code != new._type_code:
        return False
    return isinstance(old, Array | Dictionary | Stream) or old == new
