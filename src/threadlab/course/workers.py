"""Who judges a class: the processors of this machine, or a cluster, helped by what was judged before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

from threadlab.course.folder import CourseFolder
from threadlab.errors import CannotRunError
from threadlab.grading.executors.base import Executor
from threadlab.grading.executors.pool import Pool
from threadlab.grading.executors.remembering import Remembering
from threadlab.grading.executors.verdict_cache import VerdictCache
from threadlab.grading.worker.sandbox_choice import NoSandboxError, open_box

# Verdicts on texts that were judged before; it can be thrown away at any time.
MEMORY = ".threadlab/verdicts.db"


class NoWorkersError(CannotRunError):
    """Nobody can judge; the message says why, and what would help."""


@contextmanager
def workers(
    course: CourseFolder, *, jobs: int | None = None, dask: str = "", trusted: bool = False, afresh: bool = False
) -> Iterator[Executor]:
    """Provide workers, each in a sandbox, for as long as the block lasts.

    Args:
        course: the course.
        jobs: how many submissions to judge at a time; as many as there are processors if it is not given.
        dask: the address of a Dask scheduler, to judge on its cluster instead.
        trusted: whether to go on without a sandbox where none works.
        afresh: whether to judge everything, even what was judged before.

    Raises:
        NoWorkersError: if no sandbox works here and the submissions are not trusted, or the cluster cannot be reached
            or is lost.
    """
    with _cluster(dask, trusted) if dask else _pool(jobs, trusted) as executor:
        if afresh:
            yield executor
        else:
            memory = VerdictCache(course.root / MEMORY)
            with closing(memory), closing(Remembering(executor, memory)) as remembering:
                yield remembering


def _pool(jobs: int | None, trusted: bool) -> Pool:
    try:
        box = open_box(trusted=trusted)
        return Pool(box.sandbox, jobs=jobs, box=box)
    except NoSandboxError as problem:
        raise NoWorkersError(str(problem)) from None


@contextmanager
def _cluster(address: str, trusted: bool) -> Iterator[Executor]:
    from threadlab.grading.executors.cluster import Cluster, ClusterError  # needs the extra "cluster"

    try:
        with Cluster(address, trusted=trusted) as cluster:
            yield cluster
    except (ClusterError, NoSandboxError) as problem:
        raise NoWorkersError(str(problem)) from None
