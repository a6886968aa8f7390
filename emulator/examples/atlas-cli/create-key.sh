#!/usr/bin/env bash
# Creates an organization API key with the Atlas CLI, and lists the organization's keys.
# The CLI reads MONGODB_ATLAS_OPS_MANAGER_URL (with a slash at the end), MONGODB_ATLAS_PUBLIC_API_KEY,
# MONGODB_ATLAS_PRIVATE_API_KEY and MONGODB_ATLAS_ORG_ID. The emulator prints all of them when it starts without a seed.
set -euo pipefail

export MONGODB_ATLAS_SKIP_UPDATE_CHECK=yes DO_NOT_TRACK=1

atlas organizations apiKeys create --desc "created by the Atlas CLI" --role ORG_READ_ONLY --output json
atlas organizations apiKeys list
