import { DigestClient, mediaType, sendOAuth, sendUnsigned } from "../emulator/raw-client";
import { acme, shop } from "../emulator/seed";

/** A program that reads its credentials once a day and calls Atlas every hour. */
export interface Consumer {
  readonly name: string;
  /** Reads the credentials where they are published. */
  read(): void;
  /** Calls Atlas. Returns the status; undefined before the first read. */
  call(): Promise<number | undefined>;
}

/** The public and the private key. */
export type KeyPair = readonly [publicKey: string, privateKey: string];

/** A consumer of an API key, which reads a project. */
export function keyConsumer(name: string, url: string, published: () => KeyPair | undefined): Consumer {
  let pair: KeyPair | undefined;
  return {
    name,
    read: () => {
      pair = published() ?? pair;
    },
    call: async () => {
      if (pair === undefined) return undefined;
      const client = new DigestClient(url, ...pair);
      return (await client.get(`/groups/${shop}`)).status;
    },
  };
}

/** A consumer of a service account's secret, which signs in and reads the organization. */
export function secretConsumer(
  name: string,
  url: string,
  clientId: string,
  published: () => string | undefined,
): Consumer {
  let secret: string | undefined;
  return {
    name,
    read: () => {
      secret = published() ?? secret;
    },
    call: async () => {
      if (secret === undefined) return undefined;
      const token = await sendOAuth(url, "token", clientId, secret, "grant_type=client_credentials");
      if (token.status !== 200) return token.status;
      const authorization = `Bearer ${token.json.access_token}`;
      const response = await sendUnsigned("GET", `${url}/api/atlas/v2/orgs/${acme}`, {
        accept: mediaType,
        headers: { authorization },
      });
      return response.status;
    },
  };
}
