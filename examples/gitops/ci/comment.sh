#!/usr/bin/env bash
# Prints the comment for a pull request: `ci/comment.sh STACK OUTCOME`. Its first line tells it from other comments.
set -euo pipefail
stack=$1 outcome=$2
echo "<!-- atlas-access preview of $stack -->"
if [ "$outcome" = success ]; then
  echo "### Stack $stack after this change"
else
  echo "### The preview of stack $stack failed"
fi
if [ -s others.out ]; then
  printf '\nNot previewed, since only the program of main runs here. Read these changes before you approve:\n\n'
  sed 's/^/    /' others.out
fi
# A comment holds 65,536 characters, of which the report takes 60,000 at most.
left=60000
if [ -s access.out ]; then
  echo
  tail -n +2 access.out
  left=$((left - $(wc -c < access.out)))
fi
# Indented, so that no text in it can end the block and pass for a word of the pipeline's.
if [ -s preview.out ]; then
  printf '\n<details><summary>pulumi preview --refresh --diff</summary>\n\n'
  sed 's/^/    /' preview.out | head -c $((left > 3000 ? left : 3000)) || true
  printf '\n\n</details>\n'
else
  printf '\nIt did not get as far as asking Atlas: see the job.\n'
fi
