import { digestHeader, type RawResponse, type RequestOptions, sendUnsigned } from "../emulator/raw-client";

export type Send = (method: string, path: string, options: RequestOptions) => Promise<RawResponse>;

/** Go's HTTP client sends this header, so that a response may be compressed. */
const fromGo = { "accept-encoding": "gzip" };

/** As mongodb-forks/digest: every request is sent without credentials first, and signed once on each nonce. */
export function goDigest(url: string, publicKey: string, privateKey: string): Send {
  return async (method, path, options) => {
    const headers = { ...options.headers, ...fromGo };
    const first = await sendUnsigned(method, url + path, { ...options, headers });
    if (first.status !== 401) return first;
    const nonce = nonceFrom(String(first.headers["www-authenticate"]));
    const authorization = digestHeader(method, path, publicKey, privateKey, { nonce });
    const quoted = authorization.replace("algorithm=MD5", 'algorithm="MD5"');
    return sendUnsigned(method, url + path, { ...options, headers: { ...headers, authorization: quoted } });
  };
}

const known = ["realm", "domain", "nonce", "opaque", "stale", "algorithm", "qop"];

/** mongodb-forks/digest digest.go splits at comma and space, and rejects unknown parameters and more than one qop. */
function nonceFrom(challenge: string): string {
  if (!challenge.startsWith("Digest ")) throw new Error(`not a Digest challenge: ${challenge}`);
  const pairs = challenge.slice("Digest ".length).split(", ");
  const found = new Map(pairs.map((pair) => [pair.split("=")[0] ?? "", pair.slice(pair.indexOf("=") + 1)]));
  const of = (name: string) => found.get(name)?.replace(/^"+|"+$/g, "");
  for (const name of found.keys()) if (!known.includes(name)) throw new Error(`unknown parameter ${name}`);
  expect([of("realm"), of("algorithm"), of("qop")]).toEqual(["MMS Public API", "MD5", "auth"]);
  return of("nonce") ?? "";
}

/** As golang.org/x/oauth2's client credentials in atlas-sdk-go auth/clientcredentials: the token is fetched once, on first use. */
export function goOauth(url: string, clientId: string, clientSecret: string): Send {
  let token: Promise<string> | undefined;
  return async (method, path, options) => {
    token ??= fetchToken(url, clientId, clientSecret);
    const authorization = `Bearer ${await token}`;
    return sendUnsigned(method, url + path, {
      ...options,
      headers: { ...options.headers, ...fromGo, authorization },
    });
  };
}

/** Sends no Accept header. The response must have a token, a type and a lifetime. */
export async function fetchToken(url: string, clientId: string, clientSecret: string): Promise<string> {
  const response = await sendForm(
    `${url}/api/oauth/token`,
    "grant_type=client_credentials",
    clientId,
    clientSecret,
  );
  expect(response).toMatchObject({
    status: 200,
    headers: { "content-type": expect.stringMatching(/^application\/json/) },
    json: { access_token: expect.any(String), token_type: "Bearer", expires_in: expect.any(Number) },
  });
  return response.json.access_token;
}

/** Revokes the token at the end, in a form and with the account's credentials. */
export function revokeToken(url: string, token: string, clientId: string, clientSecret: string) {
  const form = `token=${encodeURIComponent(token)}&token_type_hint=access_token`;
  return sendForm(`${url}/api/oauth/revoke`, form, clientId, clientSecret);
}

function sendForm(url: string, form: string, clientId: string, clientSecret: string): Promise<RawResponse> {
  const pair = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`;
  return sendUnsigned("POST", url, {
    raw: form,
    headers: {
      ...fromGo,
      "user-agent": "atlascli/1.50.0",
      authorization: `Basic ${Buffer.from(pair).toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
    },
  });
}
