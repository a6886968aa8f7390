#!/usr/bin/env bash
# Creates an organization API key with an API key as the credential (HTTP Digest), and prints the response.
set -euo pipefail

curl --silent --show-error --fail --digest \
  --user "$MONGODB_ATLAS_PUBLIC_API_KEY:$MONGODB_ATLAS_PRIVATE_API_KEY" \
  --header "Accept: application/vnd.atlas.2023-01-01+json" \
  --header "Content-Type: application/json" \
  --data '{ "desc": "created by curl", "roles": ["ORG_READ_ONLY"] }' \
  "$MONGODB_ATLAS_BASE_URL/api/atlas/v2/orgs/$MONGODB_ATLAS_ORG_ID/apiKeys"
