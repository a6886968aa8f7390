import { DigestClient } from "../emulator/raw-client";
import { shop } from "../emulator/seed";

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
