#!/usr/bin/env bash
# Prints the comment for a pull request: `ci/comment.sh STACK OUTCOME`. Its first line tells it from other comments.
set -euo pipefail
stack=$1 outcome=$2
echo "<!-- atlas-access preview of $stack -->"
if [ "$outcome" = success ]; then echo "### Access in $stack after this change"; else echo "### The preview of $stack failed"; fi
if [ -s others.out ]; then
  printf '\nNot previewed, since only main'"'"'s program runs here. Read these changes before you approve:\n\n'
  sed 's/^/    /' others.out
fi
# Indented, so that no text in it can end the block and pass for a word of the pipeline's.
if [ -s preview.out ]; then
  printf '\n<details open><summary>pulumi preview --refresh --diff</summary>\n\n'
  sed 's/^/    /' preview.out | head -c 50000
  printf '\n\n</details>\n'
else
  printf '\nIt did not get as far as asking Atlas: see the job.\n'
fi
