"""What Gradescope's "Download Submissions" says of its folders: ``submission_metadata.yml``, with who and when.

guides.gradescope.com, "Exporting Submission Data" of "Grading Online Assignments" (article 22066784117901), names the
download and shows no file; keys such as ``:submitters:`` and ``:created_at:`` are as public programs read them in 2026.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from threadlab.term.collecting.archives import File, UnreadableFileError
from threadlab.term.collecting.name_forms import Claim

NAME = "submission_metadata.yml"
_LARGEST = 64 << 20


class BadMetadataError(Exception):
    """A file of metadata cannot be read; the message says why."""


def read_metadata(file: File) -> Mapping[str, Mapping[str, Any]]:
    """Read the metadata, by the folders that they are about.

    Raises:
        BadMetadataError: if they are not of Gradescope's form.
    """
    try:
        data = file.read()
        # All values stay texts: a matriculation number may begin with a nought.
        found = yaml.load(data[:_LARGEST], Loader=yaml.BaseLoader)  # noqa: S506 - it makes texts, lists and dicts alone
    except (UnreadableFileError, yaml.YAMLError, ValueError, RecursionError) as problem:
        raise BadMetadataError(" ".join(str(problem).split())) from None
    if not isinstance(found, dict):
        raise BadMetadataError("it does not list submissions")
    return {str(folder): _plain(about) for folder, about in found.items() if isinstance(about, dict)}


def claims(folder: str, about: Mapping[str, Any], file: str) -> list[Claim]:
    """Say whose a file in a folder is: everybody's who submitted together; for whoever cannot be read, nobody's.

    Args:
        folder: the folder's name.
        about: what the metadata say of it.
        file: the file's name.
    """
    submitters = about.get("submitters")
    found = []
    for each in submitters if isinstance(submitters, list) and submitters else [None]:
        said = _plain(each) if isinstance(each, dict) else {}
        who = [("number", said.get("sid")), ("id", said.get("sid")), ("email", said.get("email"))]
        who.append(("name", said.get("name")))
        words = tuple((kind, str(word)) for kind, word in who if word)
        label = next((str(said[name]) for name in ("name", "email", "sid") if said.get(name)), folder)
        found.append(Claim("Gradescope", label, words, file, time=str(about.get("created_at") or ""), place=folder))
    return found


def _plain(about: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(name).removeprefix(":"): value for name, value in about.items()}
