#!/usr/bin/env bash
# Compares program, state and Atlas of a stack, and writes the report to drift.out: `ci/drift.sh STACK`. Changes nothing.
# Ends with 0 when all is in step, with 2 for drift and for access that nobody declared or accepted, with 1 when nobody knows.
# What could not be read is in the report alone: Atlas shows keys' access lists to owners only, and this runs without one.
set -euo pipefail
stack=$1
npx --no atlas-access drift --stack "$stack" --allow "accepted/$stack.yaml" --format markdown --out drift.out \
  --fail-on drift,unmanaged
