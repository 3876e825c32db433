"""A JupyterHub for one course: students hand in through nbgrader's exchange, and all who teach share one formgrader.

Whatever differs from course to course stands in hub.toml, beside this file or where ``THREADLAB_HUB`` says.
"""

import os
import sys
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).resolve().parent
TOML = Path(os.environ.get("THREADLAB_HUB", HERE / "hub.toml"))
hub = tomllib.loads(TOML.read_text(encoding="utf-8"))
course = hub["course"]
own_accounts = hub["accounts"] == "own"
as_root = [] if own_accounts else ["--allow-root"]  # with "one", servers run as whoever started the hub

c = get_config()

# Everything listens on this machine alone; a web server in front of it brings https.
place = urlsplit(hub["address"])
c.JupyterHub.bind_url = hub["address"]
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{place.port + 1}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{place.port + 2}"
c.ConfigurableHTTPProxy.command = [str(HERE / "node_modules/.bin/configurable-http-proxy")]
c.JupyterHub.cleanup_servers = True

# A student's server: JupyterLab, without the menus that instructors have.
c.Spawner.cmd = [sys.executable, "-m", "jupyterhub.singleuser"]
c.Spawner.args = as_root
c.Spawner.default_url = "/lab"
c.Spawner.start_timeout = c.Spawner.http_timeout = 120
c.Spawner.environment = {
    "JUPYTER_CONFIG_PATH": str(HERE / "students"),
    "THREADLAB_COURSE": hub["course_id"],
    "THREADLAB_EXCHANGE": hub["exchange"],
}
if not own_accounts:
    c.JupyterHub.spawner_class = "simple"
    c.SimpleLocalProcessSpawner.home_dir_template = f"{hub['homes']}/{{username}}"

# The course's server, with the formgrader: one for all who teach, so that all mark in one gradebook.
c.JupyterHub.services = [
    {
        "name": "course",
        "url": f"http://127.0.0.1:{place.port + 3}",
        "command": [sys.executable, "-m", "jupyterhub.singleuser", f"--ServerApp.root_dir={course}", *as_root],
        "cwd": course,
        "oauth_no_confirm": True,
        **({"user": hub["grader"]} if own_accounts else {}),
    }
]
c.JupyterHub.load_roles = [
    {"name": "teaching", "groups": ["teaching"], "scopes": ["access:services!service=course"]},
]

if "lti" in hub:
    sys.path.insert(0, str(HERE))
    import starts

    starts.configure(c, hub["lti"], TOML.parent)
else:
    teaching = [*hub["instructors"], *hub["assistants"]]
    c.JupyterHub.load_groups = {"teaching": {"users": teaching}}
    c.Authenticator.allowed_users = {*teaching, *hub["students"]}
    if own_accounts:
        c.JupyterHub.authenticator_class = "pam"
    else:
        c.JupyterHub.authenticator_class = "shared-password"
        c.SharedPasswordAuthenticator.user_password = os.environ["THREADLAB_HUB_PASSWORD"]
