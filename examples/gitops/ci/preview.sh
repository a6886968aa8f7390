#!/usr/bin/env bash
# What an `up --refresh` of a stack would do, printed and kept for the comment: `ci/preview.sh STACK`. Changes nothing.
set -euo pipefail
stack=$1
pulumi preview --stack "$stack" --refresh --diff --non-interactive --color never 2>&1 | tee preview.out
