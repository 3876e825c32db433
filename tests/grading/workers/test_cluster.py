"""The same outcomes from a Dask cluster as from one machine, whoever is lost on the way."""

import os
import signal

import psutil
import pytest

from tests.patience import PATIENCE
from threadlab.grading.executors.base import judge_all
from threadlab.grading.executors.pool import Pool
from threadlab.grading.worker.protocol import Submission

distributed = pytest.importorskip("distributed", reason="install threadlab[cluster]")

import dask  # noqa: E402

from threadlab.grading.executors import cluster  # noqa: E402
from threadlab.grading.executors.cluster import Cluster, ClusterError  # noqa: E402

CLASS = [Submission(f"student-{n}", {"code": f"gained = [str({n} ** 9), 'lock']"}) for n in range(60)]
HOSTILE = {3: "import os; os._exit(0)", 17: "import os; os.fork()", 40: "raise MemoryError"}
for _n, _code in HOSTILE.items():
    CLASS[_n] = Submission(f"student-{_n}", {"code": _code})


@pytest.fixture(scope="module")
def scheduler(bubblewrap):
    """Two worker processes of one thread each."""
    del bubblewrap
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0") as local:
        yield local


@pytest.fixture(scope="module")
def alone(bubblewrap, raw):
    with Pool(bubblewrap, jobs=2, program=raw) as pool:
        return list(judge_all(CLASS, pool))


def test_a_cluster_judges_as_one_machine_does(scheduler, raw, alone):
    with Cluster(scheduler.scheduler_address, program=raw) as executor:
        assert executor.jobs == 2
        assert list(judge_all(CLASS, executor)) == alone
    assert alone[3].reason == "ended itself (exit status 0)"
    assert alone[17].report["error"][0] == "PermissionError"


def test_a_worker_process_killed_on_the_way_costs_nothing(scheduler, raw, alone):
    outcomes = []
    with Cluster(scheduler.scheduler_address, program=raw) as executor:
        for outcome in judge_all(CLASS, executor):
            outcomes.append(outcome)
            if len(outcomes) == 10:
                pids = executor._client.run(os.getpid)
                victim = psutil.Process(min(pids.values()))
                inside = victim.children(recursive=True)
                victim.send_signal(signal.SIGKILL)
                gone, left = psutil.wait_procs(inside, timeout=PATIENCE)
                assert gone
                assert not left
    assert outcomes == alone


def test_of_what_was_sent_hardly_anything_is_kept_so_that_a_class_of_any_size_fits(scheduler, raw):
    with Cluster(scheduler.scheduler_address, program=raw) as executor:
        list(judge_all(CLASS, executor))
        assert len(executor._client.scheduler_comm.recent_message_log) == 1


def test_another_version_of_the_package_is_not_trusted_with_grades(scheduler, raw, monkeypatch):
    monkeypatch.setattr(cluster, "source_digest", lambda: "another")
    with (
        Cluster(scheduler.scheduler_address, program=raw) as executor,
        pytest.raises(ClusterError, match="another version"),
    ):
        list(judge_all(CLASS, executor))


def test_a_cluster_that_is_not_there_is_said_so():
    quickly = dask.config.set({"distributed.comm.timeouts.connect": "1s"})
    with quickly, pytest.raises(ClusterError, match="there is no cluster at"):
        Cluster("tcp://127.0.0.1:9")


def test_a_cluster_that_is_lost_on_the_way_is_no_verdict_on_anybody(raw, alone):
    quickly = dask.config.set({"distributed.comm.timeouts.connect": "1s"})
    with (
        quickly,
        distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=":0") as local,
        Cluster(local.scheduler_address, program=raw) as executor,
    ):
        outcomes = judge_all(CLASS, executor)
        assert next(outcomes) == alone[0]
        local.close()
        with pytest.raises(ClusterError, match="is lost"):
            list(outcomes)
