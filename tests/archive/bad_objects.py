# ruff: noqa: E501 - one case on a line is what makes the table readable
"""Kinds of bad OCFL 1.1 objects, each made of a sound one by one change."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.archive.support import edit, edit_head, overwrite, seal

UNKNOWN = "0" * 128


@dataclass(frozen=True)
class Bad:
    """One way to spoil an object, and what must be said of it.

    ``path`` is below the object; ``rule`` the OCFL validation code. ``seen`` is False where ocfl-py
    does not look or falls over, or where OCFL leaves open what this program does not.
    """

    name: str
    spoil: Callable[[Path], object]
    code: str
    path: str
    rule: str
    seen: bool = True


def each(*calls: Callable[[], object]) -> None:
    for call in calls:
        call()


def root_of(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    return lambda item: edit_head(item, change)


def first_of(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    return lambda item: edit(item / "v1", change)


def inventory_bytes(data: bytes) -> Callable[[Path], None]:
    def spoil(item: Path) -> None:
        overwrite(item / "inventory.json", data)
        seal(item)

    return spoil


def report_digest(inventory: dict[str, Any]) -> str:
    return next(
        str(digest) for digest, paths in inventory["manifest"].items() if "v1/content/report.pdf" in paths
    )


def rename_content(target: str) -> Callable[[dict[str, Any]], None]:
    def change(inventory: dict[str, Any]) -> None:
        inventory["manifest"][report_digest(inventory)] = [target]

    return change


def rename_logical(*targets: str) -> Callable[[dict[str, Any]], None]:
    def change(inventory: dict[str, Any]) -> None:
        inventory["versions"]["v3"]["state"][report_digest(inventory)] = list(targets)

    return change


def set_version(key: str, value: object) -> Callable[[dict[str, Any]], None]:
    return lambda inventory: inventory["versions"]["v3"].update({key: value})


def without(*keys: str) -> Callable[[dict[str, Any]], None]:
    def change(inventory: dict[str, Any]) -> None:
        inner = inventory
        for key in keys[:-1]:
            inner = inner[key]
        del inner[keys[-1]]

    return change


def unknown_digest(inventory: dict[str, Any]) -> None:
    inventory["versions"]["v3"]["state"][UNKNOWN] = ["more.txt"]


def gap(inventory: dict[str, Any]) -> None:
    inventory["versions"]["v5"] = inventory["versions"].pop("v2")


def later_start(inventory: dict[str, Any]) -> None:
    inventory["versions"]["v4"] = inventory["versions"].pop("v1")


def digest_twice(inventory: dict[str, Any]) -> None:
    digest = report_digest(inventory)
    inventory["manifest"][digest.upper()] = ["v1/content/again.pdf"]


def unused_digest(inventory: dict[str, Any]) -> None:
    inventory["manifest"][UNKNOWN] = ["v1/content/unused.txt"]


def bad_digest(inventory: dict[str, Any]) -> None:
    inventory["manifest"]["xyz"] = ["v1/content/unused.txt"]


def swapped_first_state(inventory: dict[str, Any]) -> None:
    state = inventory["versions"]["v1"]["state"]
    first, second = list(state)[:2]
    state[first], state[second] = state[second], state[first]


def fixity_mismatch(inventory: dict[str, Any]) -> None:
    inventory["fixity"] = {"md5": {"0" * 32: ["v1/content/report.pdf"]}}


def replace_with_link(item: Path) -> None:
    path = item / "v1" / "content" / "report.pdf"
    path.rename(item.parent.parent / "elsewhere.pdf")
    path.symlink_to(item.parent.parent / "elsewhere.pdf")


def replace_folder_with_link(item: Path) -> None:
    path = item / "v1"
    path.rename(item.parent.parent / "elsewhere")
    path.symlink_to(item.parent.parent / "elsewhere")


def replace_with_pipe(item: Path) -> None:
    path = item / "v1" / "content" / "report.pdf"
    path.unlink()
    os.mkfifo(path)


def wrong_sidecar(item: Path) -> None:
    overwrite(item / "inventory.json.sha512", f"{UNKNOWN} inventory.json\n".encode())


def move_declaration(item: Path) -> None:
    (item / "0=ocfl_object_1.1").rename(item / "0=ocfl_object_9.9")


def replace_content(item: Path) -> None:
    overwrite(item / "v2" / "content" / "report.pdf", b"%PDF forged")


def differing_copy(item: Path) -> None:
    edit(item / "v3", lambda inventory: inventory["versions"]["v3"].update(message="another"))


def twin_key(item: Path) -> None:
    data = (item / "inventory.json").read_bytes()
    inventory_bytes(data.replace(b'"head": "v3"', b'"head": "v2", "head": "v3"'))(item)


def older_inventory(item: Path) -> None:
    overwrite(item / "v1" / "inventory.json", (item / "v2" / "inventory.json").read_bytes())
    seal(item / "v1")


INVENTORY = "inventory.json"
SIDECAR = "inventory.json.sha512"
DECLARATION = "0=ocfl_object_1.1"
RULE = "RB-ARCHIVE-INVENTORY"

CASES = [
    # The inventory as a file
    Bad("inventory is no JSON", inventory_bytes(b"{"), RULE, INVENTORY, "E033"),
    Bad("inventory is empty", inventory_bytes(b""), RULE, INVENTORY, "E033"),
    Bad("inventory is a list", inventory_bytes(b"[]"), RULE, INVENTORY, "E034", seen=False),
    Bad("inventory is no UTF-8", inventory_bytes(b'{"id": "\xff"}'), RULE, INVENTORY, "E033", seen=False),
    Bad("inventory is nested", inventory_bytes(b"[" * 200_000), RULE, INVENTORY, "E033", seen=False),
    Bad("a number of 5000 digits", inventory_bytes(b'{"id": ' + b"9" * 5000 + b"}"), RULE, INVENTORY, "E033", seen=False),
    Bad("NaN in the inventory", inventory_bytes(b'{"id": NaN}'), RULE, INVENTORY, "E033", seen=False),
    Bad("a key appears twice", twin_key, RULE, INVENTORY, "E033", seen=False),
    Bad("inventory is missing", lambda item: (item / INVENTORY).unlink(), "RB-ARCHIVE-FILE-MISSING", INVENTORY, "E063"),
    Bad("inventory is a folder", lambda item: each((item / INVENTORY).unlink, (item / INVENTORY).mkdir), "RB-ARCHIVE-KIND", INVENTORY, "E063", seen=False),
    # Sidecars
    Bad("sidecar is missing", lambda item: (item / SIDECAR).unlink(), "RB-ARCHIVE-FILE-MISSING", SIDECAR, "E058"),
    Bad("sidecar is wrong", wrong_sidecar, "RB-ARCHIVE-SIDECAR", SIDECAR, "E060"),
    Bad("sidecar has another form", lambda item: overwrite(item / SIDECAR, b"digest"), "RB-ARCHIVE-SIDECAR", SIDECAR, "E061"),
    Bad("inventory changed by hand", lambda item: overwrite(item / INVENTORY, (item / INVENTORY).read_bytes() + b" "), "RB-ARCHIVE-SIDECAR", SIDECAR, "E060"),
    Bad("sidecar of a version is missing", lambda item: (item / "v1" / SIDECAR).unlink(), "RB-ARCHIVE-FILE-MISSING", f"v1/{SIDECAR}", "E058"),
    Bad("sidecar of a version is wrong", lambda item: overwrite(item / "v1" / SIDECAR, b"0" * 128 + b" inventory.json"), "RB-ARCHIVE-SIDECAR", f"v1/{SIDECAR}", "E060"),
    # The head of the inventory
    Bad("id is missing", root_of(without("id")), RULE, INVENTORY, "E036"),
    Bad("id of another object", root_of(lambda found: found.update(id="other")), RULE, INVENTORY, "E037"),
    Bad("type is missing", root_of(without("type")), RULE, INVENTORY, "E036"),
    Bad("type is wrong", root_of(lambda found: found.update(type="https://example.org")), RULE, INVENTORY, "E038"),
    Bad("digest algorithm is weak", root_of(lambda found: found.update(digestAlgorithm="md5")), RULE, INVENTORY, "E025"),
    Bad("head is missing", root_of(without("head")), RULE, INVENTORY, "E036"),
    Bad("head is not the newest", lambda item: edit(item, lambda found: found.update(head="v2")), RULE, INVENTORY, "E040"),
    Bad("head is a number", lambda item: edit(item, lambda found: found.update(head=3)), RULE, INVENTORY, "E040"),
    Bad("an unknown key", root_of(lambda found: found.update(colour="red")), RULE, INVENTORY, "E102", seen=False),
    Bad("content folder leads out", root_of(lambda found: found.update(contentDirectory="..")), RULE, INVENTORY, "E021"),
    # The manifest
    Bad("manifest is missing", root_of(without("manifest")), RULE, INVENTORY, "E041", seen=False),
    Bad("manifest is a list", root_of(lambda found: found.update(manifest=[])), RULE, INVENTORY, "E041"),
    Bad("paths are no list", root_of(lambda found: found["manifest"].update({report_digest(found): "v1/content/report.pdf"})), RULE, INVENTORY, "E041", seen=False),
    Bad("a content path leads out", root_of(rename_content("v1/content/../../../../secret")), RULE, INVENTORY, "E099"),
    Bad("a content path is absolute", root_of(rename_content("/etc/hostname")), RULE, INVENTORY, "E100"),
    Bad("a content path is of no version", root_of(rename_content("v9/content/report.pdf")), RULE, INVENTORY, "E042"),
    Bad("a content path is of no content", root_of(rename_content("v1/inventory.json")), RULE, INVENTORY, "E042"),
    Bad("a content path has NUL", root_of(rename_content("v1/content/a\0b")), RULE, INVENTORY, "E099", seen=False),
    Bad("a digest is none", root_of(bad_digest), RULE, INVENTORY, "E025"),
    Bad("a digest in two spellings", root_of(digest_twice), RULE, INVENTORY, "E096"),
    Bad("a digest nobody uses", root_of(unused_digest), RULE, INVENTORY, "E107"),
    # The versions
    Bad("versions are missing", root_of(without("versions")), RULE, INVENTORY, "E043"),
    Bad("versions are a list", root_of(lambda found: found.update(versions=[])), RULE, INVENTORY, "E044"),
    Bad("there is no version", root_of(lambda found: found.update(versions={})), RULE, INVENTORY, "E008"),
    Bad("versions with a gap", root_of(gap), RULE, INVENTORY, "E010"),
    Bad("versions start late", root_of(later_start), RULE, INVENTORY, "E009"),
    Bad("a version is no number", root_of(lambda found: found["versions"].update(first=found["versions"]["v1"])), RULE, INVENTORY, "E046"),
    Bad("a version is a text", root_of(lambda found: found["versions"].update(v3="")), RULE, INVENTORY, "E047", seen=False),
    Bad("no time of creation", root_of(without("versions", "v3", "created")), RULE, INVENTORY, "E048"),
    Bad("a time without zone", root_of(set_version("created", "2019-12-04T09:00:00")), RULE, INVENTORY, "E049"),
    Bad("a time that does not exist", root_of(set_version("created", "2019-13-04T09:00:00Z")), RULE, INVENTORY, "E049"),
    Bad("a message that is no text", root_of(set_version("message", 3)), RULE, INVENTORY, "E094"),
    Bad("a user without a name", root_of(set_version("user", {"address": "mailto:a@example.org"})), RULE, INVENTORY, "E054"),
    Bad("an unknown key of a version", root_of(set_version("colour", "red")), RULE, INVENTORY, "E102", seen=False),
    Bad("no state", root_of(without("versions", "v3", "state")), RULE, INVENTORY, "E048"),
    Bad("a state that is a list", root_of(set_version("state", [])), RULE, INVENTORY, "E050"),
    Bad("a digest not in the manifest", root_of(unknown_digest), RULE, INVENTORY, "E050"),
    Bad("a logical path leads out", root_of(rename_logical("../../secret")), RULE, INVENTORY, "E052"),
    Bad("a logical path is absolute", root_of(rename_logical("/etc/hostname")), RULE, INVENTORY, "E053"),
    Bad("a logical path stands twice", root_of(rename_logical("report.pdf", "report.pdf")), RULE, INVENTORY, "E095"),
    Bad("a path is file and folder", root_of(rename_logical("report.pdf", "report.pdf/page")), RULE, INVENTORY, "E095"),
    Bad("a logical path is a lone surrogate", root_of(rename_logical("\ud800")), RULE, INVENTORY, "E051", seen=False),
    # Fixity
    Bad("fixity is a list", root_of(lambda found: found.update(fixity=[])), RULE, INVENTORY, "E111"),
    Bad("fixity of an unknown kind", root_of(lambda found: found.update(fixity={"rot13": {}})), RULE, INVENTORY, "E056"),
    Bad("fixity of an unknown file", root_of(lambda found: found.update(fixity={"md5": {"0" * 32: ["v1/content/x"]}})), RULE, INVENTORY, "E057"),
    Bad("fixity that does not hold", root_of(fixity_mismatch), "RB-ARCHIVE-DIGEST", "v1/content/report.pdf", "E093"),
    # Inventories of the versions
    Bad("newest copy differs", differing_copy, "RB-ARCHIVE-VERSIONS", f"v3/{INVENTORY}", "E064"),
    Bad("an earlier state differs", first_of(swapped_first_state), "RB-ARCHIVE-VERSIONS", f"v1/{INVENTORY}", "E066"),
    Bad("an earlier message differs", first_of(lambda found: found["versions"]["v1"].update(message="another")), "RB-ARCHIVE-VERSIONS", f"v1/{INVENTORY}", "W011", seen=False),
    Bad("an earlier id differs", first_of(lambda found: found.update(id="other")), RULE, f"v1/{INVENTORY}", "E037"),
    Bad("an earlier inventory is of another version", older_inventory, "RB-ARCHIVE-VERSIONS", f"v1/{INVENTORY}", "E040", seen=False),
    Bad("an earlier inventory is missing", lambda item: (item / "v1" / INVENTORY).unlink(), "RB-ARCHIVE-FILE-MISSING", f"v1/{INVENTORY}", "W010", seen=False),
    # Files and folders
    Bad("declaration is missing", lambda item: (item / DECLARATION).unlink(), "RB-ARCHIVE-DECLARATION", DECLARATION, "E003"),
    Bad("declaration says something else", lambda item: overwrite(item / DECLARATION, b"ocfl_object_1.0\n"), "RB-ARCHIVE-DECLARATION", DECLARATION, "E007"),
    Bad("declaration of another kind", move_declaration, "RB-ARCHIVE-DECLARATION", "0=ocfl_object_9.9", "E006"),
    Bad("bytes changed", replace_content, "RB-ARCHIVE-DIGEST", "v2/content/report.pdf", "E092"),
    Bad("a file is missing", lambda item: (item / "v1/content/report.pdf").unlink(), "RB-ARCHIVE-FILE-MISSING", "v1/content/report.pdf", "E092"),
    Bad("a file too many in the content", lambda item: (item / "v1/content/more.txt").write_bytes(b""), "RB-ARCHIVE-EXTRA", "v1/content/more.txt", "E023"),
    Bad("a file too many in a version", lambda item: (item / "v1/more.txt").write_bytes(b""), "RB-ARCHIVE-EXTRA", "v1/more.txt", "E015"),
    Bad("a folder too many in a version", lambda item: (item / "v1/more").mkdir(), "RB-ARCHIVE-EXTRA", "v1/more", "E024", seen=False),
    Bad("a file too many in the object", lambda item: (item / "more.txt").write_bytes(b""), "RB-ARCHIVE-EXTRA", "more.txt", "E001"),
    Bad("a folder too many in the object", lambda item: each((item / "more").mkdir, (item / "more/a").touch), "RB-ARCHIVE-EXTRA", "more", "E001"),
    Bad("an empty folder in the content", lambda item: (item / "v1/content/empty").mkdir(), "RB-ARCHIVE-EXTRA", "v1/content/empty", "E024"),
    Bad("a folder too many in the content", lambda item: each((item / "v1/content/more").mkdir, (item / "v1/content/more/a").touch), "RB-ARCHIVE-EXTRA", "v1/content/more/a", "E023"),
    Bad("a message with a lone surrogate", root_of(set_version("message", "\ud800")), RULE, INVENTORY, "E094", seen=False),
    Bad("an author with a lone surrogate", root_of(set_version("user", {"name": "\ud800"})), RULE, INVENTORY, "E054", seen=False),
    Bad("a version is missing", lambda item: shutil.rmtree(item / "v2"), "RB-ARCHIVE-VERSIONS", "v2", "E010"),
    Bad("a version too many", lambda item: shutil.copytree(item / "v3", item / "v4"), "RB-ARCHIVE-VERSIONS", "v4", "E046"),
    Bad("a content file is a link", replace_with_link, "RB-ARCHIVE-KIND", "v1/content/report.pdf", "E090", seen=False),
    Bad("a version folder is a link", replace_folder_with_link, "RB-ARCHIVE-KIND", "v1", "E090", seen=False),
    Bad("a content file is a pipe", replace_with_pipe, "RB-ARCHIVE-KIND", "v1/content/report.pdf", "E090", seen=False),
]  # fmt: skip
