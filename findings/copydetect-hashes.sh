#!/usr/bin/env bash
# copydetect 0.5.0: the same two files are another percentage alike in another process, and of what a file repeats one
# place is left out, as if it were boilerplate.
#
# Fingerprints are chosen by the smallest hash() of a window (winnowing), and hash() of texts differs from process to process
# unless PYTHONHASHSEED is set. Boilerplate is taken out with numpy.intersect1d(..., assume_unique=True), though a file's
# fingerprints are not unique: where a passage comes twice in a file, one place is taken out although no boilerplate has it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet copydetect==0.5.0
cat >"$folder/look.py" <<'LOOK'
import io
from copydetect import CodeFingerprint, compare_files

ONE = "".join(f"def f{n}(a, b):\n    return a * {n} + b if a > {n * n} else [{n}, a, b]\n\n" for n in range(8))
TWO = "".join(f"def g{n}(c, d):\n    return c * {n} + d if c > {n * n} else [{n}, c]\n\n" for n in range(0, 12, 3))
marks = [CodeFingerprint("a.py", 25, 6, fp=io.StringIO(text)) for text in (ONE, TWO)]
print("alike:", *(f"{share:.4f}" for share in compare_files(*marks)[1]))
TWICE = "print(11 + 22 * 33 - 44 / 55 % 66)\n" * 2
own = CodeFingerprint("a.py", 20, 1, fp=io.StringIO(TWICE))
strange = CodeFingerprint("b.py", 20, 1, fp=io.StringIO("while True: print(1 + 2 + 3 + 4 + 5 + 6)\n"))
assert not own.hashes & strange.hashes
left = CodeFingerprint("a.py", 20, 1, boilerplate=list(strange.hashes), fp=io.StringIO(TWICE))
places = [sum(map(len, mark.hash_idx.values())) for mark in (own, left)]
assert places[1] < places[0], "this has changed: what is repeated stays"
print("places of fingerprints:", places[0], "with boilerplate that has none of them:", places[1])
LOOK
for seed in 1 2 3 4 5 6; do PYTHONHASHSEED=$seed "$folder/venv/bin/python" "$folder/look.py" 2>/dev/null; done | tee "$folder/out"
[[ $(grep alike "$folder/out" | sort -u | wc -l) -gt 1 ]] || { echo "this has changed: the percentage is the same"; exit 1; }
