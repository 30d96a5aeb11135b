#!/usr/bin/env bash
# Releases one version, waits for its end, and writes what became of it. Its exit code is the command's (docs/command-line.md).
# Asked for by the environment: VERSION, MIGRATION, REASON, COMMIT, BRANCH, SUMMARY (a file that is added to), KNOWNGOOD (the command).
set -uo pipefail
: "${VERSION:?}" "${MIGRATION:?}" "${REASON:?}" "${COMMIT:?}" "${BRANCH:?}" "${SUMMARY:?}"
read -ra knowngood <<<"${KNOWNGOOD:-knowngood}"

# A commit's message may be a page; a reason is a sentence.
REASON=${REASON%%$'\n'*}
REASON=${REASON:0:480}
# What a person wrote (REASON) is one word of the command, whatever it holds.
"${knowngood[@]}" release "$VERSION" --migration "$MIGRATION" --reason "$REASON" --commit "$COMMIT" --branch "$BRANCH" --yes
code=$?
# 2 to 5: nothing was started, so the newest record of that version, if any, is of another run.
case $code in
  0) outcome="is released" ;;
  6) outcome="ran, and did not stay: it failed, was rolled back, or waits for a person's decision" ;;
  *) outcome="was not started (exit code $code)" ;;
esac
{
  printf '## Version %s %s\n\n' "$VERSION" "$outcome"
  if [ "$code" -eq 0 ]; then
    # The change record is written at the end of a release.
    "${knowngood[@]}" report "$VERSION" || printf 'It has left no change record.\n'
  elif [ "$code" -eq 6 ]; then
    printf '```\n'
    "${knowngood[@]}" show "$VERSION"
    "${knowngood[@]}" status
    printf '```\n'
  fi
} >>"$SUMMARY"
exit "$code"
