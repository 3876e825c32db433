# Reads what another student handed in.
# inside: PermissionError
# without: gains
from pathlib import Path

gained = Path(request["neighbour"]).read_text()
