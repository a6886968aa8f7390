import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** The stack's secrets provider, in the words of `pulumi stack init --secrets-provider`. */
export const keyServiceProvider = "hashivault://stacks";

/**
 * A key management service with the two requests of HashiCorp Vault's transit engine that Pulumi makes. With it each command
 * of the engine asks once for the key of a stack; from a passphrase it derives that key in a million rounds of PBKDF2.
 */
export class KeyService {
  private readonly kept = new Map<string, string>();

  private constructor(private readonly server: Server) {
    server.on("request", async (request, response) => {
      const [, operation] = /^\/v1\/transit\/(encrypt|decrypt)\/stacks$/.exec(request.url ?? "") ?? [];
      const data = operation === undefined ? undefined : this.respond(operation, await bodyOf(request));
      response.writeHead(data === undefined ? 404 : 200, { "content-type": "application/json" });
      response.end(JSON.stringify(data === undefined ? { errors: [] } : { data }));
    });
  }

  static async start(): Promise<KeyService> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new KeyService(server);
  }

  /** Variables by which the engine finds it. */
  get env(): Record<string, string> {
    const { port } = this.server.address() as AddressInfo;
    return { VAULT_SERVER_URL: `http://127.0.0.1:${port}`, VAULT_SERVER_TOKEN: "of-the-tests" };
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, "close");
  }

  private respond(operation: string, { plaintext = "", ciphertext = "" }: Record<string, string>) {
    if (operation === "decrypt") {
      const known = this.kept.get(ciphertext);
      return known === undefined ? undefined : { plaintext: known };
    }
    const name = `vault:v1:${randomBytes(16).toString("base64")}`;
    this.kept.set(name, plaintext);
    return { ciphertext: name };
  }
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, string>> {
  let text = "";
  for await (const piece of request) text += piece;
  return JSON.parse(text);
}
