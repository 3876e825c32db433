#!/usr/bin/env bash
# jupyterlite-pyodide-kernel 0.8.6: installed to build a site, it makes each ordinary JupyterLab of its environment report
# an error, and to disable it there does not help.
#
# The package brings a prebuilt extension for the sites that JupyterLite builds. It lies where JupyterLab 4.6.6, too, looks
# for extensions, and takes from its host "@jupyterlite/services", which only JupyterLite shares. So the console of each
# page of JupyterLab has "Shared module @jupyterlite/services doesn't exist in shared scope default". An entry in
# disabledExtensions keeps an extension from being activated, not from being loaded: the error stays.
# Needs a Chromium of the system.
set -euo pipefail
chromium=$(command -v chromium || command -v chromium-browser) || { echo "install chromium"; exit 2; }
folder=$(mktemp -d)
server=
trap '[[ -z $server ]] || kill "$server"; wait; rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet jupyterlab==4.6.6 jupyterlite-core==0.8.6 jupyterlite-pyodide-kernel==0.8.6 playwright==1.61.0
export PATH="$folder/venv/bin:$PATH" HOME="$folder" JUPYTER_CONFIG_DIR="$folder/config"
mkdir -p "$folder/config/labconfig" "$folder/work"
cat >"$folder/config/labconfig/page_config.json" <<'CONFIG'
{"disabledExtensions": {"@jupyterlite/pyodide-kernel-extension": true}}
CONFIG
jupyter lab --version
jupyter lab --no-browser --allow-root --ip=127.0.0.1 --port=18899 --IdentityProvider.token=t --notebook-dir="$folder/work" \
  >"$folder/log" 2>&1 &
server=$!
cat >"$folder/look.py" <<'LOOK'
import sys
from playwright.sync_api import sync_playwright

with sync_playwright() as tool:
    browser = tool.chromium.launch(executable_path=sys.argv[1], args=["--no-sandbox"])
    page = browser.new_page()
    errors = []
    page.on("console", lambda said: said.type == "error" and errors.append(said.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto("http://127.0.0.1:18899/lab?token=t")
    page.wait_for_selector(".jp-Launcher-body")
    browser.close()
found = [error.splitlines()[0] for error in errors if "@jupyterlite/services" in error]
print("\n".join(found) or "no error")
sys.exit(0 if found else "this has changed: JupyterLab loads the extension without an error")
LOOK
until curl --silent --output /dev/null http://127.0.0.1:18899/api; do kill -0 "$server"; sleep 0.2; done
python "$folder/look.py" "$chromium"
