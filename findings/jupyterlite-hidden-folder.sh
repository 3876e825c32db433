#!/usr/bin/env bash
# jupyterlite-core 0.8.6: a hidden folder among the contents stops the build of a site, and the setting that the error
# proposes is no JSON, so that following it does not help.
#
# One would expect .vscode or .ipynb_checkpoints to be left out, as hidden files are. The build stops instead, and prints a
# piece of configuration with the pattern "/\.<name>". In JSON a backslash before a dot must be written twice: as printed, the
# configuration file is not read, and the build goes on without it to the same error. (Written twice, it works.)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet jupyterlite-core==0.8.6 jupyter_server==2.21.1
export HOME="$folder"
mkdir -p "$folder/site/content/.vscode"
cd "$folder/site"
echo "# Read me" >content/readme.md
echo "{}" >content/.vscode/settings.json
build() {
  local status=0
  rm -rf out .jupyterlite.doit.db # what an earlier build found is kept there
  "$folder/venv/bin/jupyter" lite build --contents content --output-dir out >said 2>&1 || status=$?
  grep -E '^ *"/|JSONDecodeError|Task failed' said | cut -c1-90 || true
  echo "exit status $status"
  return "$status"
}
! build || { echo "this has changed: a hidden folder does not stop the build"; exit 1; }
sed -n '/"LiteBuildConfig"/,/^ *}/p' said | sed 's/<the offendings path name>/vscode/; 1i {
$a }' >jupyter_lite_config.json
cat jupyter_lite_config.json
! build && grep -q JSONDecodeError said || { echo "this has changed: the setting helps as it is printed"; exit 1; }
sed -i 's/\\/\\\\/' jupyter_lite_config.json
build
