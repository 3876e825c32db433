"""A real kernel, and what its outputs say."""

import os
import queue
from pathlib import Path

from jupyter_client.manager import KernelManager

import threadlab
from tests.patience import PATIENCE


class Kernel:
    """A kernel, driven as JupyterLab drives it."""

    def __init__(self, **environment):
        self.manager = KernelManager(kernel_name="python3")
        source = str(Path(threadlab.__file__).parents[1])
        self.manager.start_kernel(env=os.environ | environment | {"PYTHONPATH": source})
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=PATIENCE)
        self._until_it_is_heard()

    def _until_it_is_heard(self):
        """Ask until something comes by IOPub: what is published before that channel is connected is lost."""
        for _ in range(PATIENCE):
            self.client.kernel_info()
            try:
                self.client.get_iopub_msg(timeout=1)
            except queue.Empty:
                continue
            return
        raise AssertionError("nothing is heard of the kernel")

    def run(self, code, cell_id=None):
        """Run a cell and return its outputs."""
        session = self.client.session
        content = {"code": code, "silent": False, "store_history": True, "allow_stdin": False, "stop_on_error": False}
        message = session.msg("execute_request", content, metadata={"cellId": cell_id} if cell_id else {})
        self.client.shell_channel.send(message)
        outputs = []
        while True:
            try:
                got = self.client.get_iopub_msg(timeout=PATIENCE)
            except queue.Empty:
                raise AssertionError("the kernel does not answer") from None
            if got["parent_header"].get("msg_id") == message["header"]["msg_id"]:
                if got["msg_type"] == "status" and got["content"]["execution_state"] == "idle":
                    return outputs
                if got["msg_type"] in ("stream", "display_data", "update_display_data", "error", "execute_result"):
                    outputs.append(got)

    def stop(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def error(outputs):
    found = [output["content"] for output in outputs if output["msg_type"] == "error"]
    assert len(found) <= 1
    return found[0] if found else None
