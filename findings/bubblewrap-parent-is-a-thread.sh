#!/usr/bin/env bash
# bubblewrap 0.8.0 (Debian bubblewrap 0.8.0-2+deb12u1): with --die-with-parent the sandbox is killed when the thread ends that
# started it, while the process lives on.
#
# The manual says "when bwrap's parent dies", and a parent is a process. Linux's PR_SET_PDEATHSIG, on which it rests, is
# about the thread. So a sandbox that outlives the task of a pool which started it is gone with the pool's worker, by
# SIGKILL, which looks as if it had been out of memory. Needs bubblewrap and user namespaces.
set -euo pipefail
command -v bwrap >/dev/null || { echo "install bubblewrap"; exit 2; }
bwrap --version
python3 - <<'PYTHON'
import subprocess
import threading

SANDBOX = ["bwrap", "--die-with-parent", "--ro-bind", "/", "/", "sh", "-c", "echo ready; read line; echo $line"]
sandboxes = {}


def start(name):
    sandboxes[name] = subprocess.Popen(SANDBOX, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert sandboxes[name].stdout.readline() == "ready\n", "no sandbox works here"


start("main thread")
starter = threading.Thread(target=start, args=("a thread that has ended",))
starter.start()
starter.join()
for name, sandbox in sandboxes.items():
    said, _ = sandbox.communicate("alive\n") if name == "main thread" else (sandbox.stdout.read(), sandbox.wait())
    print(f"started by {name}: exit status {sandbox.returncode}, said {said!r}")
assert [sandbox.returncode for sandbox in sandboxes.values()] == [0, -9], "this has changed"
PYTHON
