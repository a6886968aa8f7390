#!/usr/bin/env bash
# What an `up --refresh` of a stack would do, printed and kept for the comment: `ci/preview.sh STACK`. Changes nothing.
set -euo pipefail
stack=$1
# Who gains and who loses what, in words. Whether the job fails is for the preview to say.
npx --no atlas-access drift --stack "$stack" --unmanaged ignore --format markdown --out access.out || true
pulumi preview --stack "$stack" --refresh --diff --non-interactive --color never 2>&1 | tee preview.out
