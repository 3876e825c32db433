"""Grading a class: submissions are run in sandboxed workers, side by side, and scored by nbgrader."""

import sys

# jsonschema, which nbgrader needs, would build a grammar of internationalised addresses, and take a second for it. It
# leaves such addresses unchecked if this module cannot be imported, and no notebook has one.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
