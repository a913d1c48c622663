"""Processes that make the reports of a batch, each many of them: they stay warm.

They are spawned, not forked, so that the same holds on every system. A process that dies takes nothing with
it but what was being made meanwhile, which is made once more.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Generic, TypeVar

from msgspec import Struct

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 2
"""So many tasks are given out for each process, so that none waits for the next one."""


class Lost(Struct, Generic[T], frozen=True):
    """A task during which the process died, alone as well."""

    task: T


def each_done(work: Callable[[T], R], tasks: Iterable[T], jobs: int) -> Iterator[R | Lost[T]]:
    """What ``work``, a function of a module, gives for each task, as it is done.

    With one job it is done here. Tasks are taken as there is room for them.
    """
    coming = iter(tasks)
    if jobs <= 1:
        yield from map(work, coming)
        return
    while True:
        suspects: list[T] = []
        with _pool(jobs) as pool:
            yield from _until_broken(pool, work, coming, suspects, jobs * _AHEAD)
        if not suspects:
            return
        for task in suspects:  # one of them did it, and is told by being alone
            with _pool(1) as pool:
                yield _alone(pool, work, task)


@contextmanager
def _pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """So many processes; what was not begun is let go when the block is left, however that happens."""
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _follow_parent)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _follow_parent() -> None:
    """Let this process end when the one ends that gives out the tasks, however it does, and not before.

    Ctrl-C reaches every process of a terminal. A process that is killed tells nobody, and the others would
    wait for tasks for ever.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    assert parent is not None, "not started by another process"
    parent.join()
    os._exit(1)


def _until_broken(
    pool: ProcessPoolExecutor, work: Callable[[T], R], coming: Iterator[T], suspects: list[T], most: int
) -> Iterator[R]:
    """Do tasks until all are done, or until a process dies; ``suspects`` gets what was given out then."""
    running: dict[Future[R], T] = {}
    while True:
        while not suspects and len(running) < most and (task := next(coming, None)) is not None:
            try:
                running[pool.submit(work, task)] = task
            except BrokenProcessPool:
                suspects.append(task)
        if not running:
            return
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for one in done:
            task = running.pop(one)
            if isinstance(one.exception(), BrokenProcessPool):
                suspects.append(task)
            else:
                yield one.result()


def _alone(pool: ProcessPoolExecutor, work: Callable[[T], R], task: T) -> R | Lost[T]:
    try:
        return pool.submit(work, task).result()
    except BrokenProcessPool:
        return Lost(task)
