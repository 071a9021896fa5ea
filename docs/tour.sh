#!/bin/sh
# Runs the commands of docs/tour.commands on the sample articles and puts them,
# with what they print, between the tour marks of README.md.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
PATH="$PWD/bin:$PATH"
DOSSIER_DB="$work/tour.db"
export PATH DOSSIER_DB
{
  open=no
  while IFS= read -r line; do
    case "$line" in
    '# '*)
      if [ $open = yes ]; then printf '```\n\n'; fi
      printf '%s:\n\n```console\n' "${line#\# }"
      open=yes
      ;;
    '') ;;
    *)
      printf '$ %s\n' "$line"
      # What a command prints, and its complaints, as a person would see them.
      sh -c "$line" 2>&1 | sed -E 's/; [0-9]+ words in [0-9.a-zµ]+$//' || true
      ;;
    esac
  done <docs/tour.commands
  printf '```\n'
} >"$work/tour.md"
awk -v tour="$work/tour.md" '
  /<!-- tour -->/ { print; print ""; while ((getline line < tour) > 0) print line; print ""; skip = 1; next }
  /<!-- \/tour -->/ { skip = 0 }
  !skip { print }
' README.md >"$work/README.md"
cat "$work/README.md" >README.md
