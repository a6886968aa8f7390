#!/usr/bin/env bash
# Compares program, state and Atlas of a stack, and writes the report to drift.out: `ci/drift.sh STACK`. Changes nothing.
# Exits with 0 when all is in sync, with 2 for drift and for unmanaged access that is not allowed, with 1 for an error.
# What could not be read is in the report alone: Atlas shows keys' access lists to owners only, and this runs without one.
set -euo pipefail
stack=$1
npx --no atlas-access drift --stack "$stack" --allow "allowed/$stack.yaml" --format markdown --out drift.out \
  --fail-on drift,unmanaged
