"""Starts from a learning platform, by LTI 1.3: who comes, in which part, and where the platform takes grades."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROLES = "https://purl.imsglobal.org/spec/lti/claim/roles"
ENDPOINT = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership"
TEACHING = {f"{MEMBERSHIP}#Instructor", f"{MEMBERSHIP}/Instructor#TeachingAssistant"}


def configure(c: Any, lti: dict[str, Any], folder: Path) -> None:
    """Let people in who start from the platform, and nobody else.

    Args:
        c: the hub's configuration.
        lti: what ``hub.toml`` says of the platform.
        folder: where the file of people is kept.
    """
    c.JupyterHub.authenticator_class = "ltiauthenticator.lti13.auth.LTI13Authenticator"
    c.LTI13Authenticator.issuer = lti["issuer"]
    c.LTI13Authenticator.client_id = {lti["client_id"]}
    c.LTI13Authenticator.authorize_url = lti["authorize_url"]
    c.LTI13Authenticator.jwks_endpoint = lti["jwks_url"]
    c.LTI13Authenticator.username_key = lti["username_key"]
    c.Authenticator.allow_all = True  # whoever the platform sends is in the course
    c.Authenticator.manage_groups = True
    people = folder / lti["people"]

    def came(_authenticator: Any, _handler: Any, found: dict[str, Any]) -> dict[str, Any]:
        claims = found["auth_state"]
        _remember(people, found["name"], claims)
        return {**found, "groups": ["teaching"] if TEACHING & set(claims.get(ROLES, [])) else []}

    c.Authenticator.post_auth_hook = came


def _remember(path: Path, name: str, claims: dict[str, Any]) -> None:
    """Keep how the platform calls somebody, and where it takes the course's grades: only a start says so."""
    known = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {"people": {}}
    known["people"][name] = claims["sub"]
    if claims.get(ENDPOINT):
        known["endpoint"] = claims[ENDPOINT]
    new = path.with_suffix(".new")
    new.write_text(json.dumps(known, indent=2, sort_keys=True), encoding="utf-8")
    new.replace(path)
