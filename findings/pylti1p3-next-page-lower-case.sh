#!/usr/bin/env bash
# PyLTI1p3 2.0.0: of a list that the platform gives in pages (members of a course, columns, grades) the address of the next
# page is asked for in lower case.
#
# LTI's services name the next page in the header Link, and a platform's addresses are its own: paths and queries are
# case-sensitive (RFC 3986, 6.2.2.1), and a cursor of Base64 is another one in lower case. So a tool that reads a class list
# of more than a page is told that there is no such page, or gets another one; with a course that fits on a page all is well.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet PyLTI1p3==2.0.0
cat >"$folder/look.py" <<'LOOK'
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pylti1p3.names_roles import NamesRolesProvisioningService
from pylti1p3.registration import Registration
from pylti1p3.service_connector import ServiceConnector

asked = []


class Platform(BaseHTTPRequestHandler):
    def answer(self, found, **headers):
        body = json.dumps(found).encode()
        self.send_response(200)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer({"access_token": "token", "token_type": "bearer", "expires_in": 3600})

    def do_GET(self):
        asked.append(self.path)
        if self.path == "/members":
            self.answer({"members": [{"user_id": "1"}]}, Link=f'<{at}/members?cursor=QmVnaW4>; rel="next"')
        else:
            self.answer({"members": [{"user_id": "2"}]})

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Platform)
at = f"http://127.0.0.1:{server.server_port}"
threading.Thread(target=server.serve_forever, daemon=True).start()
key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
pem = key.private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
).decode()
registration = Registration().set_client_id("tool").set_auth_token_url(f"{at}/token").set_tool_private_key(pem)
NamesRolesProvisioningService(ServiceConnector(registration), {"context_memberships_url": f"{at}/members"}).get_members()
server.shutdown()
print("the platform said: /members?cursor=QmVnaW4")
print("what was asked for:", asked)
assert asked == ["/members", "/members?cursor=qmvnaw4"], "this has changed: the address is kept as it is"
LOOK
"$folder/venv/bin/python" "$folder/look.py"
