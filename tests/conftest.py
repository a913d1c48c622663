"""What every test may use."""

from __future__ import annotations

import gc
import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from tests.said import ENGLISH
from tests.verify_support import SharedMachine

# Times vary with the machine; speed is measured in benchmarks/, never asserted. The gate gives the same code
# the same verdict each time; HYPOTHESIS_PROFILE=search looks further afield.
settings.register_profile("gate", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=1000)
# For scripts/mutate.py, which asks only whether a test fails: the least example that does so is not sought.
settings.register_profile("verdict", deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))

# What commands in processes of their own say is looked for in English, on any machine.
os.environ.update(ENGLISH)

BASE = Path(__file__).parent / "bad" / "_base"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--shuffle", metavar="SEED", help="Run the files, and the tests of each, in a random order."
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Shuffle, where that is asked for; the tests of one file stay together, as they share its fixtures."""
    seed = config.getoption("shuffle")
    if seed is None:
        return
    chance = random.Random(seed)  # noqa: S311 - the same in every run and process
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    order = list(files)
    chance.shuffle(order)
    items.clear()
    for path in order:
        chance.shuffle(files[path])
        items.extend(files[path])


@pytest.fixture(scope="module", autouse=True)
def _passed_over_by_the_collector() -> Iterator[None]:
    """What a file's tests leave in memory is not gone through again and again while those of others run.

    Sites and reports that tests share fill two gigabytes at the end, which take seconds to go through.
    """
    yield
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def object_server() -> Iterator[str]:
    """The endpoint of a server that speaks S3, where the extra for object stores is installed."""
    pytest.importorskip("s3fs")
    pytest.importorskip("moto")
    from tests.object_server import running

    with running() as endpoint:
        yield endpoint


@pytest.fixture
def object_endpoint(object_server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """That server, with an environment by which the program finds it and may write there."""
    import fsspec

    from tests.object_server import ENVIRONMENT

    fsspec.get_filesystem_class("s3").clear_instance_cache()  # it has the environment of its beginning
    for name, value in (ENVIRONMENT | {"AWS_ENDPOINT_URL": object_server}).items():
        monkeypatch.setenv(name, value)
    return object_server


@pytest.fixture(scope="session")
def azure_server() -> Iterator[str]:
    """What the environment says of a server that speaks Azure's Blob Storage, where one is installed."""
    pytest.importorskip("adlfs")
    from tests.azure_server import running

    with running() as connection:
        yield connection


@pytest.fixture
def azure_connection(azure_server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """That server, with an environment by which the program finds it and may write there."""
    import fsspec

    from tests.azure_server import CONNECTION

    fsspec.get_filesystem_class("abfs").clear_instance_cache()  # it has the environment of its beginning
    monkeypatch.setenv(CONNECTION, azure_server)
    return azure_server


@pytest.fixture
def shared_verapdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program itself ask the session's Java machine, and not start one of its own each time."""
    monkeypatch.setattr("report_builder.check.verapdf._Machine", SharedMachine)


@pytest.fixture
def good_report(tmp_path: Path) -> Path:
    """Return a folder of the test's own with the small good report in it."""
    root = tmp_path / "report"
    shutil.copytree(BASE, root)
    return root
