#!/usr/bin/env bash
# jupyterlite-core 0.8.6 (with jupyterlite-javascript-kernel 0.3.0): "Run All" stops after a cell that has the tag
# "raises-exception".
#
# The tag says that a cell is meant to fail, as where a lesson shows an error. JupyterLab, of which JupyterLite is made, nbclient and
# nbconvert go on after it: JupyterLab asks the kernel with stop_on_error = false. JupyterLite's part for kernels drops all
# cells that wait whenever one ends with an error, whatever was asked. (So it is with the kernel of Pyodide; the one of
# JavaScript is smaller.) The same notebook that runs through on a server stops in the browser. Needs a Chromium of the system.
set -euo pipefail
chromium=$(command -v chromium || command -v chromium-browser) || { echo "install chromium"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet \
  jupyterlite-core==0.8.6 jupyterlite-javascript-kernel==0.3.0 jupyter_server==2.21.1 nbformat==5.11.0 playwright==1.61.0
export HOME="$folder"
mkdir -p "$folder/site/content"
cd "$folder/site"
"$folder/venv/bin/python" - <<'PYTHON'
import nbformat

kernel = {"name": "javascript", "display_name": "JavaScript", "language": "javascript"}
fails = nbformat.v4.new_code_cell("throw new Error('as it should')", metadata={"tags": ["raises-exception"]})
notebook = nbformat.v4.new_notebook(cells=[fails, nbformat.v4.new_code_cell("1 + 1")], metadata={"kernelspec": kernel})
nbformat.write(notebook, "content/two.ipynb")
PYTHON
"$folder/venv/bin/jupyter" lite build --contents content --output-dir out >said 2>&1 || { cat said; exit 2; }
"$folder/venv/bin/python" - "$chromium" <<'PYTHON'
import functools
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

from playwright.sync_api import sync_playwright


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory="out"))
threading.Thread(target=server.serve_forever, daemon=True).start()
with sync_playwright() as tool:
    browser = tool.chromium.launch(executable_path=sys.argv[1], args=["--no-sandbox"])
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{server.server_port}/notebooks/index.html?path=two.ipynb")
    page.wait_for_selector(".jp-CodeCell")
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    page.wait_for_function(
        "() => { const [first, second] = [...document.querySelectorAll('.jp-InputPrompt')].map(each => each.innerText);"
        " return first === '[1]:' && !second.includes('*'); }"
    )
    prompts = page.locator(".jp-InputPrompt").all_inner_texts()
    browser.close()
server.shutdown()
print("the cell that is meant to fail, and the one after it:", *prompts)
assert prompts == ["[1]:", "[ ]:"], "this has changed: the cell after it is run"
PYTHON
