#!/usr/bin/env bash
# Compares program, state and Atlas of a stack, and writes the report to drift.out: `ci/drift.sh STACK`. Changes nothing.
# Exit code 0: in sync. 2: drift, or unmanaged access that is not in the allow list. 1: an error.
# Access that cannot be read does not fail the job: Atlas shows access lists of keys to owners only, and this key is no owner.
set -euo pipefail
stack=$1
npx --no atlas-access drift --stack "$stack" --allow "allowed/$stack.yaml" --format markdown --out drift.out \
  --fail-on drift,unmanaged
