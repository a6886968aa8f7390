"""Creates an organization API key with the standard library's Digest client, and prints its public key."""

import json
import os
from urllib.request import (
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    Request,
    build_opener,
)

base_url = os.environ["MONGODB_ATLAS_BASE_URL"]
org_id = os.environ["MONGODB_ATLAS_ORG_ID"]

passwords = HTTPPasswordMgrWithDefaultRealm()
passwords.add_password(
    None,
    base_url,
    os.environ["MONGODB_ATLAS_PUBLIC_API_KEY"],
    os.environ["MONGODB_ATLAS_PRIVATE_API_KEY"],
)
opener = build_opener(HTTPDigestAuthHandler(passwords))

request = Request(
    f"{base_url}/api/atlas/v2/orgs/{org_id}/apiKeys",
    method="POST",
    data=json.dumps({"desc": "created by Python", "roles": ["ORG_READ_ONLY"]}).encode(),
    headers={
        "Accept": "application/vnd.atlas.2023-01-01+json",
        "Content-Type": "application/json",
    },
)
with opener.open(request) as response:
    print(json.load(response)["publicKey"])
