"""A stand-in for a learning platform that keeps to LTI 1.3 and to Assignment and Grade Services 2.0.

It is the platform's half: the OIDC start (1EdTech Security Framework 1.0, section 5.1.1), its keys, access tokens for a
tool that proves itself with a signed assertion (section 4.1), and a gradebook of line items and scores. What does not
keep to the standards it refuses, and keeps in ``refused``.
"""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from jwcrypto.jwk import JWK

CLIENT = "threadlab-hub"
CLAIM = "https://purl.imsglobal.org/spec/lti/claim"
AGS = "https://purl.imsglobal.org/spec/lti-ags"
MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership"
LEARNER, INSTRUCTOR = f"{MEMBERSHIP}#Learner", f"{MEMBERSHIP}#Instructor"
ASSISTANT = f"{MEMBERSHIP}/Instructor#TeachingAssistant"
SCOPES = [f"{AGS}/scope/lineitem", f"{AGS}/scope/score"]
ITEM, ITEMS = "application/vnd.ims.lis.v2.lineitem+json", "application/vnd.ims.lis.v2.lineitemcontainer+json"
SCORE = "application/vnd.ims.lis.v1.score+json"
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
PAGE = 2  # line items in an answer


def _new_key() -> JWK:
    key = JWK.generate(kty="RSA", size=2048)
    return JWK(**key.export(as_dict=True), kid=key.thumbprint())


@dataclass
class Platform:
    """What the platform knows; ``people`` are names by the numbers that it sends, ``roles`` theirs."""

    address: str
    people: dict[str, str] = field(default_factory=dict)
    roles: dict[str, list[str]] = field(default_factory=dict)
    callback: str = ""  # where the tool said it wants answers
    tool_keys: dict[str, Any] = field(default_factory=lambda: {"keys": []})
    key: JWK = field(default_factory=_new_key)
    items: list[dict[str, Any]] = field(default_factory=list)
    scores: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    tokens: dict[str, set[str]] = field(default_factory=dict)
    assertions: set[str] = field(default_factory=set)

    def start(self, tool: str, person: str, target: str) -> str:
        """Give the address that begins a start: the platform's page sends the browser there."""
        hints = {"iss": self.address, "login_hint": person, "target_link_uri": target, "client_id": CLIENT}
        return f"{tool}/hub/lti13/oauth_login?{urlencode(hints | {'lti_message_hint': 'link-1'})}"

    def id_token(self, person: str, nonce: str, **changed: Any) -> str:
        now = datetime.now(UTC)
        claims = {
            "iss": self.address,
            "aud": CLIENT,
            "sub": person,
            "iat": now,
            "exp": now + timedelta(minutes=5),
            "nonce": nonce,
            f"{CLAIM}/message_type": "LtiResourceLinkRequest",
            f"{CLAIM}/version": "1.3.0",
            f"{CLAIM}/deployment_id": "1",
            f"{CLAIM}/target_link_uri": "http://127.0.0.1/",
            f"{CLAIM}/resource_link": {"id": "link-1"},
            f"{CLAIM}/context": {"id": "course-1", "label": "threads", "title": "Threads"},
            f"{CLAIM}/roles": self.roles[person],
            f"{CLAIM}/custom": {"student": self.people[person]},
            f"{AGS}/claim/endpoint": {"scope": SCOPES, "lineitems": f"{self.address}/Course-1/lineitems?type=A"},
        }
        pem = self.key.export_to_pem(private_key=True, password=None)
        return jwt.encode(claims | changed, pem, algorithm="RS256", headers={"kid": self.key.kid})


class Refusal(Exception):
    """What is asked for does not keep to the standard."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


def insist(holds: object, why: str, status: int = 400) -> None:
    if not holds:
        raise Refusal(status, why)


class _Pages(BaseHTTPRequestHandler):
    """The platform's pages and services."""

    platform: Platform

    def do_GET(self) -> None:
        self._serve({"/certs": self._certs, "/auth": self._auth, "/Course-1/lineitems": self._list_items})

    def do_POST(self) -> None:
        place = urlsplit(self.path).path
        services = {"/token": self._token, "/Course-1/lineitems": self._make_item}
        if place.endswith("/scores"):
            services[place] = self._take_score
        self._serve(services)

    def _serve(self, services: dict[str, Any]) -> None:
        parts = urlsplit(self.path)
        self.query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        self.body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        try:
            insist(parts.path in services, f"nothing is at {parts.path}", 404)
            services[parts.path]()
        except Refusal as why:
            self.platform.refused.append(str(why))
            self._answer(json.dumps({"error": str(why)}), status=why.status)

    def _answer(self, text: str, kind: str = "application/json", status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(text.encode())), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text.encode())

    def _certs(self) -> None:
        public = self.platform.key.export_public(as_dict=True) | {"alg": "RS256", "use": "sig"}
        self._answer(json.dumps({"keys": [public]}))

    def _auth(self) -> None:
        """Answer the tool's authentication request with a form that the browser posts to it."""
        asked, platform = self.query, self.platform
        fixed = {"scope": "openid", "response_type": "id_token", "response_mode": "form_post", "prompt": "none"}
        for name, value in (fixed | {"client_id": CLIENT, "lti_message_hint": "link-1"}).items():
            insist(asked.get(name) == value, f"{name} is {asked.get(name)}, not {value}")
        insist(asked.get("redirect_uri") == platform.callback, f"{asked.get('redirect_uri')} is not registered")
        insist(asked.get("state") and asked.get("nonce"), "no state or no nonce")
        insist(asked.get("login_hint") in platform.people, "nobody is called that")
        fields = {"id_token": platform.id_token(asked["login_hint"], asked["nonce"]), "state": asked["state"]}
        inputs = "".join(f'<input type="hidden" name="{name}" value="{escape(fields[name])}">' for name in fields)
        form = f'<form method="post" action="{escape(platform.callback)}">{inputs}</form>'
        self._answer(f"<!doctype html>{form}<script>document.forms[0].submit()</script>", "text/html")

    def _token(self) -> None:
        asked = {key: values[0] for key, values in parse_qs(self.body).items()}
        insist(asked.get("grant_type") == "client_credentials", "unsupported_grant_type")
        insist(asked.get("client_assertion_type") == ASSERTION, "invalid_request")
        token = asked.get("client_assertion", "")
        try:
            keys = jwt.PyJWKSet.from_dict(self.platform.tool_keys)
            key = keys[jwt.get_unverified_header(token)["kid"]]
            audience, needed = f"{self.platform.address}/token", ["iss", "sub", "aud", "iat", "exp", "jti"]
            claims = jwt.decode(token, key, ["RS256"], audience=audience, options={"require": needed})
        except (jwt.PyJWTError, KeyError) as why:
            raise Refusal(400, f"invalid_client: {why!r}") from None
        insist(claims["iss"] == claims["sub"] == CLIENT, "invalid_client: another client")
        insist(claims["jti"] not in self.platform.assertions, "invalid_client: said before")
        self.platform.assertions.add(claims["jti"])
        wanted = set(asked.get("scope", "").split())
        insist(wanted and wanted <= set(SCOPES), f"invalid_scope: {wanted - set(SCOPES)}")
        token = secrets.token_urlsafe()
        self.platform.tokens[token] = wanted
        answer = {"access_token": token, "token_type": "Bearer", "expires_in": 3600, "scope": " ".join(wanted)}
        self._answer(json.dumps(answer))

    def _may(self, scope: str) -> None:
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        insist(f"{AGS}/scope/{scope}" in self.platform.tokens.get(token, ()), "not allowed", 401)

    def _list_items(self) -> None:
        self._may("lineitem")
        insist(self.headers.get("Accept") == ITEMS, f"{self.headers.get('Accept')} cannot be had", 406)
        insist(self.query.get("type") == "A", "the address of line items has been changed", 404)
        wanted = self.query.get("resource_id")
        found = [each for each in self.platform.items if wanted in (None, each.get("resourceId"))]
        begin = int(self.query.get("From", 0))
        later = urlencode(self.query | {"From": str(begin + PAGE)})
        more = begin + PAGE < len(found)
        link = {"Link": f'<{self.platform.address}/Course-1/lineitems?{later}>; rel="next"'} if more else {}
        self._answer(json.dumps(found[begin : begin + PAGE]), ITEMS, **link)

    def _make_item(self) -> None:
        self._may("lineitem")
        insist(self.headers.get("Content-Type") == ITEM, f"no line item: {self.headers.get('Content-Type')}", 415)
        item = json.loads(self.body)
        insist(item.get("label") and item.get("scoreMaximum", 0) > 0, "a line item needs a label and a maximum")
        insist("id" not in item, "the platform gives ids")
        item["id"] = f"{self.platform.address}/Course-1/lineitems/{len(self.platform.items) + 1}/lineitem?type=A"
        self.platform.items.append(item)
        self._answer(json.dumps(item), ITEM, 201)

    def _take_score(self) -> None:
        self._may("score")
        insist(self.headers.get("Content-Type") == SCORE, f"no score: {self.headers.get('Content-Type')}", 415)
        address = f"{self.platform.address}{self.path}".replace("/scores", "")
        item = next((each for each in self.platform.items if each["id"] == address), None)
        insist(item is not None, "there is no such line item", 404)
        score = json.loads(self.body)
        for name in ("userId", "activityProgress", "gradingProgress", "timestamp"):
            insist(score.get(name), f"a score needs {name}")
        insist(score["userId"] in self.platform.people, "nobody is called that", 404)
        insist("scoreGiven" not in score or score.get("scoreMaximum", 0) > 0, "points need a maximum")
        insist(datetime.fromisoformat(score["timestamp"]).microsecond % 1000 == 0, "times have milliseconds at most")
        insist(datetime.fromisoformat(score["timestamp"]).tzinfo, "times need a zone")
        place = (item["label"], score["userId"])  # type: ignore[index]
        earlier = self.platform.scores.get(place)
        insist(earlier is None or earlier["timestamp"] < score["timestamp"], "a newer score is known", 409)
        self.platform.scores[place] = score
        self._answer("", status=204)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def platform_running() -> Iterator[Platform]:
    """Run the platform until the block ends."""
    with ThreadingHTTPServer(("127.0.0.1", 0), type("Pages", (_Pages,), {})) as server:
        platform = Platform(f"http://127.0.0.1:{server.server_address[1]}")
        server.RequestHandlerClass.platform = platform  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield platform
        finally:
            server.shutdown()
            thread.join()
