"""Draws many figures on all processors, before a host asks for them one by one, so that it finds them drawn.

    python -m backprop_web.ahead

reads JSON, the notation of the site, the version of its figures and a list of `[source, language, live]`, draws each
into the cache, and answers with a dot for each. It is a process of its own, since hosts run programs of their authors'
that must not run again, and a fork of a process with threads may hang.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from itertools import zip_longest
from typing import IO, cast

from backprop_web import cache
from backprop_web.cache import Cache
from backprop_web.finished import Figures

FEWEST = 32
"""For fewer figures a process is not worth its start."""
DOT = b"."

Task = tuple[str, str, bool]
Logger = logging.Logger | logging.LoggerAdapter[logging.Logger]


def draw(figures: Figures, tasks: Iterable[Task], logger: Logger) -> None:
    """Draw what is not kept yet, and tell how far it is.

    What fails is drawn once more by the host, which knows its page.
    """
    if not figures.cache.is_usable:
        return
    missing = [task for task in dict.fromkeys(tasks) if not figures.has(*task)]
    processes = min(processors(), len(missing) // FEWEST)
    if processes > 1:
        shares = [missing[first::processes] for first in range(processes)]
        for drawn in _drawn(figures, shares):
            _tell(drawn, len(missing), logger)


def _tell(drawn: int, total: int, logger: Logger) -> None:
    """In a terminal on a line that stays where it is, in a log at the beginning and the end."""
    said = f"{drawn:,} of {total:,} new figures are drawn"
    if not logger.isEnabledFor(logging.INFO):
        return
    if sys.stderr.isatty():
        print(f"\r{said}", end="\n" if drawn == total else "", file=sys.stderr, flush=True)
    elif drawn in (0, total):
        logger.info(said)


def _drawn(figures: Figures, shares: Sequence[list[Task]]) -> Iterator[int]:
    """How many are drawn, again and again until all are: the first share in this process, which would have to wait
    else, and the others in one each."""
    own, *others = shares
    drawn = 0
    yield drawn
    reader, writer = os.pipe()
    with ExitStack() as stack, os.fdopen(reader, "rb", buffering=0) as dots:
        for share in others:
            _ask(stack.enter_context(_process(figures.cache, writer)), [figures.notation, figures.version, share])
        os.close(writer)
        os.set_blocking(dots.fileno(), False)
        for place, task in enumerate(_helped(figures, own, others)):
            _draw(figures, task)
            if more := len(dots.read(sum(map(len, others))) or b"") + (place < len(own)):
                drawn += more
                yield drawn
        os.set_blocking(dots.fileno(), True)
        while answered := dots.read(sum(map(len, others))):
            drawn += len(answered)
            yield drawn


def _helped(figures: Figures, own: Iterable[Task], others: Iterable[list[Task]]) -> Iterator[Task]:
    """A process's own share, and then those of the others from the end, as far as they are not drawn: they begin later,
    since Python starts anew for them, and find what was drawn here."""
    yield from own
    for tasks in zip_longest(*map(reversed, others)):
        yield from (task for task in tasks if task and not figures.has(*task))


def _draw(figures: Figures, task: Task) -> None:
    source, language, live = task
    # A fault of the program, too, is told where the page is known.
    with suppress(Exception):
        figures.finished(source, language, live=live)


def _process(kept: Cache, writer: int) -> subprocess.Popen[bytes]:
    variables = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), cache.VARIABLE: str(kept.folder)}
    command = [sys.executable, "-m", __spec__.name]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=writer, stderr=subprocess.DEVNULL, env=variables)


def _ask(process: subprocess.Popen[bytes], asked: list[object]) -> None:
    """It reads all before it answers."""
    stream = cast(IO[bytes], process.stdin)
    with suppress(BrokenPipeError), stream:
        stream.write(json.dumps(asked).encode())


def processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _main() -> None:
    notation, version, share = json.load(sys.stdin)
    figures = Figures(Cache(cache.place()), notation, version)
    for task in share:
        _draw(figures, task)
        os.write(sys.stdout.fileno(), DOT)


if __name__ == "__main__":
    _main()
