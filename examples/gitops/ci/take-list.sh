#!/usr/bin/env bash
# Puts a pull request's list of one stack in place of main's: `ci/take-list.sh STACK COMMIT`.
# Only its text, read by git: a link in its place stays a text, and no other file of the pull request is ever there.
set -euo pipefail
stack=$1 commit=$2
git show "$commit:access/$stack.yaml" > list.out
mv list.out "access/$stack.yaml"
git diff --name-only "main...$commit" -- . ':(exclude)access/*.yaml' > others.out
