"""A build that lasts says what it is at, and one that does not says nothing."""

from __future__ import annotations

import asyncio
import time
from threading import Event

import pytest

from report_builder.language.catalogue import catalogue, languages
from report_builder.pipeline.stages import Stages
from report_builder.preview.progress import Progress

STAGES = ("read", "theme", "layout", "compare", "finish", "check", "listen")


def follow(seconds: float, pause: float) -> list[str]:
    """What is told of work in three stages, each of which takes ``pause`` seconds."""
    told: list[str] = []

    async def tell(stage: str) -> None:
        told.append(stage)

    async def whole() -> None:
        async with Progress(tell, seconds) as progress:
            stages = Stages(time.monotonic, begun=progress.begin)

            def work() -> None:
                for stage in STAGES[:3]:
                    stages.begin(stage)
                    time.sleep(pause)

            await asyncio.to_thread(work)
        await asyncio.sleep(0.05)

    asyncio.run(whole())
    return told


def test_quick_work_says_nothing() -> None:
    assert follow(60, 0.01) == []


def test_long_work_says_each_stage_from_then_on() -> None:
    told = follow(0.05, 0.2)
    assert told == ["read", "theme", "layout"]


def test_nothing_is_told_when_the_work_is_over() -> None:
    told: list[str] = []
    over = Event()

    async def tell(stage: str) -> None:
        assert not over.is_set()
        told.append(stage)

    async def whole() -> None:
        async with Progress(tell, 0) as progress:
            progress.begin("read")
            await asyncio.sleep(0.02)
        over.set()
        progress.begin("late")
        await asyncio.sleep(0.02)

    asyncio.run(whole())
    assert set(told) == {"read"}


@pytest.mark.parametrize("language", languages())
def test_every_stage_has_its_words(language: str) -> None:
    words = catalogue(language)
    assert len({words(f"browser.stage-{stage}") for stage in STAGES}) == len(STAGES)
    assert len({words(f"browser.timing-{stage}") for stage in STAGES}) == len(STAGES)
