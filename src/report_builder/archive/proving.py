"""What the copies of an inventory prove of each other.

An object says what it holds in four places at least: the inventory and its sidecar at the top, and both again
in the newest version. Each place that tells a digest is a vote for it. Two votes prove a digest where the
sidecar at the top tells no other, and three where it does. A sidecar counts although its inventory is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import sha512
from typing import TypeAlias

from msgspec import Struct

from report_builder.archive.faults import Faults
from report_builder.archive.inventory import INVENTORY, SIDECAR, Inventory, sidecar, version_folder
from report_builder.archive.object_state import recorded
from report_builder.archive.parsing import MAX_INVENTORY_BYTES, parse_inventory
from report_builder.archive.purging import until
from report_builder.archive.tree import Kind, Tree, UnreadableError
from report_builder.language.message import Message, Value, say

_PROVEN, _PROVEN_AGAINST_ONE = 2, 3


class Copy(Struct, frozen=True):
    """One inventory with its sidecar: what can be read of each; ``data`` only where it is an inventory.

    ``stands`` is False where neither is there.
    """

    folder: str
    data: bytes | None = None
    inventory: Inventory | None = None
    recorded: str | None = None
    stands: bool = False

    @property
    def digest(self) -> str | None:
        """The sha512 of the inventory."""
        return None if self.data is None else sha512(self.data).hexdigest()

    @property
    def is_sealed(self) -> bool:
        """True where both are there and agree."""
        return self.digest is not None and self.digest == self.recorded


class Leading(Struct, frozen=True):
    """The inventory that is proven to be the newest, and by what."""

    data: bytes
    inventory: Inventory
    proof: Value


class Mend(Struct, frozen=True):
    """A file of the storage root that is to be written anew: its bytes, and what proves them."""

    path: str
    data: bytes
    proof: Message


class Unproven(Struct, frozen=True):
    """A file that is missing or damaged, of which nothing proves what it was; ``hint`` where one is known."""

    path: str
    why: Message
    hint: Message | None = None


Refuses: TypeAlias = Callable[[Inventory], tuple[Message, Message] | None]
"""Says why an inventory is of another copy of the archive, however well it is proven, and what helps."""


def refuses_none(_: Inventory) -> None:
    """Where nothing is known but what stands in the archive."""


def read_copy(tree: Tree, object_id: str, folder: str) -> Copy:
    """Read the inventory and the sidecar of a folder, whatever state they are in."""
    data = inventory = seal = None
    with suppress(UnreadableError):
        data = tree.read(f"{folder}/{INVENTORY}", MAX_INVENTORY_BYTES)
        inventory = parse_inventory(data, folder, object_id, Faults())
    with suppress(UnreadableError):
        seal = recorded(tree, folder)
    stands = any(tree.kind(f"{folder}/{name}") is not None for name in (INVENTORY, SIDECAR))
    return Copy(folder, data if inventory else None, inventory, seal, stands)


def copies(tree: Tree, object_id: str) -> dict[int, Copy]:
    """The inventories of an object: 0 is the one at the top, the others are those of the versions."""
    found = {0: read_copy(tree, object_id, object_id)}
    for name, kind in tree.entries(object_id).items():
        if kind is Kind.FOLDER and name[:1] == "v" and name[1:].isdecimal() and name[1] != "0":
            found[int(name[1:])] = read_copy(tree, object_id, f"{object_id}/{name}")
    return found


def leading(own: dict[int, Copy], other: dict[int, Copy], refuses: Refuses = refuses_none) -> Leading | None:
    """The inventory that the copies prove to be the newest; None where they prove none, or two.

    ``own`` are the copies of the object, ``other`` those of the same object in a copy of the archive. What
    ``refuses`` is passed over.
    """
    newest = own[max(own)]
    for one in (own[0], newest, other.get(0, Copy(""))):
        found = _proven(one, own, other)
        is_folders = one is newest and one is not own[0]  # which stays when every folder is lost
        if found is None or (is_folders and found.inventory.head.number != max(own)):
            continue
        if refuses(found.inventory) is not None:
            continue
        head = own.get(found.inventory.head.number)
        # Where two different inventories are each proven, nothing tells which of them is the newest.
        return None if head is not None and head.is_sealed and head.data != found.data else found
    return None


def likeliest(own: dict[int, Copy], number: int) -> Leading | None:
    """The inventory of version ``number``, the newest, that most copies tell; enough to name a fault by.

    Where two are proven, the earlier ones decide, since each of them is the beginning of the right one. None
    where nothing decides.
    """
    found = leading(own, {})
    if found is not None:
        return found if found.inventory.head.number == number else None
    earlier = [copy for count, copy in own.items() if 0 < count < number and copy.is_sealed]
    told = []
    for copy in (own[0], own.get(number, Copy(""))):
        if copy.data is None or copy.inventory is None or copy.inventory.head.number != number:
            return None
        fits = sum(_begins(one, copy.inventory) for one in earlier)
        told.append((fits, Leading(copy.data, copy.inventory, copy.folder)))
    (fewer, _), (more, likely) = sorted(told, key=lambda one: one[0])
    return likely if more > fewer else None


def _begins(copy: Copy, inventory: Inventory) -> bool:
    """Tell whether an earlier inventory says of its versions what ``inventory`` says."""
    own = copy.inventory
    return own is not None and own.versions == inventory.versions[: own.head.number]


def _proven(one: Copy, own: dict[int, Copy], other: dict[int, Copy]) -> Leading | None:
    if one.inventory is None or one.data is None or one.digest is None:
        return None
    number = one.inventory.head.number
    voters = list(_voters(own, number, one.digest))
    if not voters:  # an old copy alone could bring back what was purged since
        return None
    voters += _elsewhere(other, number, one.digest)
    dissent = own[0].recorded not in (None, one.digest, _before(own, number))
    enough = len(voters) >= (_PROVEN_AGAINST_ONE if dissent else _PROVEN)
    return Leading(one.data, one.inventory, voters[-1]) if enough else None


def _voters(own: dict[int, Copy], number: int, digest: str) -> Iterator[Value]:
    """Who tells this digest, in words; the last is the one to name."""
    for copy in (own[0], own.get(number, Copy(""))):
        if copy.digest == digest:
            yield f"{copy.folder}/{INVENTORY}"
        if copy.recorded == digest:
            yield f"{copy.folder}/{SIDECAR}"


def _elsewhere(other: dict[int, Copy], number: int, digest: str) -> Iterator[Value]:
    """A copy of the archive has a vote, and a second one where it is sound itself."""
    top, head = other.get(0), other.get(number)
    if top is not None and top.digest == digest and top.is_sealed:
        yield _OTHER_COPY
        if head is not None and head.digest == digest and head.is_sealed:
            yield _OTHER_COPY


_OTHER_COPY = say("archive.other-copy")


def _before(own: dict[int, Copy], number: int) -> str | None:
    """What the sidecar at the top tells between the last steps of a version: see :mod:`.object_state`."""
    return own[number - 1].recorded if number - 1 in own and number > 1 else None


def mend_inventories(
    own: dict[int, Copy], other: dict[int, Copy], proven: Leading, object_id: str
) -> Iterator[Mend | Unproven]:
    """What is to be written so that every inventory and sidecar is what ``proven`` says."""
    head, kept = proven.inventory.head.number, proven.inventory.kept_copies
    yield from _mend_pair(own[0], proven.data, proven.proof)
    for number in range(1, head + 1):
        folder = f"{object_id}/{version_folder(number)}"
        copy = own.get(number, Copy(folder))
        if number == head:
            yield from _mend_pair(copy, proven.data, proven.proof)
        elif not copy.is_sealed and (number in kept or copy.stands):
            yield from _mend_earlier(copy, other.get(number), until(proven.inventory, number), object_id)


def _mend_pair(copy: Copy, data: bytes, proof: Value) -> Iterator[Mend]:
    proven = say("archive.proven-by", proof=proof)
    if copy.data != data:
        yield Mend(f"{copy.folder}/{INVENTORY}", data, proven)
    if copy.recorded != sha512(data).hexdigest():
        yield Mend(f"{copy.folder}/{SIDECAR}", sidecar(data), proven)


def _mend_earlier(
    copy: Copy, other: Copy | None, expected: Inventory, object_id: str
) -> Iterator[Mend | Unproven]:
    """An earlier inventory is the beginning of the newest one, which proves what it said."""
    written = expected.to_bytes()
    proof = f"{object_id}/{INVENTORY}"
    if copy.recorded == sha512(written).hexdigest():
        yield from _mend_pair(copy, written, f"{copy.folder}/{SIDECAR}")
    elif other is not None and other.data is not None and other.digest == copy.recorded:
        yield from _mend_pair(copy, other.data, f"{copy.folder}/{SIDECAR}")
    elif copy.data is not None and _says_the_same(copy.inventory, expected):
        yield from _mend_pair(copy, copy.data, proof)
    elif copy.recorded is None:
        yield from _mend_pair(copy, written, proof)
    else:
        yield Unproven(f"{copy.folder}/{INVENTORY}", say("archive.unproven-sidecar"))


def _says_the_same(inventory: Inventory | None, expected: Inventory) -> bool:
    return inventory is not None and (inventory.object_id, inventory.versions, inventory.manifest) == (
        expected.object_id,
        expected.versions,
        expected.manifest,
    )
