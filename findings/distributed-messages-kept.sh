#!/usr/bin/env bash
# Dask distributed 2026.8.0: what a client has sent stays in its memory after the result is fetched and the future is gone: the
# last thousand messages, with the data in them.
#
# Who grades a class on a cluster sends a submission with each task, and keeps nothing of it. The sender keeps a log of messages
# for those who look for a fault in Dask, on by default and by number alone (distributed.admin.low-level-log-length,
# "various logs for developers"): each message that is smaller than a megabyte is in it as a whole. So the memory grows
# with each submission, to as much as a gigabyte, and no object of one's own explains it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet distributed==2026.8.0 dask==2026.8.0
cat >"$folder/look.py" <<'LOOK'
import gc
import os
import tracemalloc

import dask
import distributed

SIZE, TASKS = 100_000, 60


def kept(messages):
    """Say how many bytes more are in use after so many tasks than before them, with nothing of them in hand."""
    with (
        dask.config.set({"distributed.admin.low-level-log-length": messages}),
        distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster.scheduler_address) as client,
    ):
        client.submit(len, os.urandom(SIZE), pure=False).result()
        gc.collect()
        before = tracemalloc.get_traced_memory()[0]
        for _ in range(TASKS):
            client.submit(len, os.urandom(SIZE), pure=False).result()
        gc.collect()
        return tracemalloc.get_traced_memory()[0] - before


if __name__ == "__main__":
    usual = dask.config.get("distributed.admin.low-level-log-length")
    tracemalloc.start()
    print("distributed", distributed.__version__)
    told = {messages: kept(messages) / (SIZE * TASKS) for messages in (usual, 1)}
    for messages, share in told.items():
        print(f"log of {messages}: {share:.0%} of what was sent is still in memory")
    assert told[usual] >= 1 and told[1] < 0.5, "this has changed"
LOOK
"$folder/venv/bin/python" "$folder/look.py" 2>/dev/null
