import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { undoAtExit } from "../sandbox/cleanup";
import { type Usage, usageOf } from "./process-watch";

const least = join(__dirname, "../../test/bench/least-provider.js");

/** What the state of a resource names as its code: that of every OrgApiKey, the least that reads, and one that calls nobody. */
const codes = {
  ours: 'exports.handler=()=>require("pulumi-atlas-access/host").orgApiKey',
  least: `exports.handler=()=>require(${JSON.stringify(least)})`,
  nothing: "exports.handler=()=>({read:async(id,props)=>({id,props})})",
} as const;

/** As many reads at once as the engine asks for on two cores. */
const atOnce = 8;

/** A key as the engine hands it to a read. */
interface Key {
  readonly id: string;
  readonly state: Record<string, unknown>;
}

/** A dynamic-provider process, started and asked as the engine does, over gRPC, but without an engine. */
export class ProviderProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly client: ProviderClient,
    private readonly forget: () => void,
  ) {}

  /** @param env its whole environment, beside PATH */
  static async start(folder: string, env: Readonly<Record<string, string>>): Promise<ProviderProcess> {
    const script = require.resolve("@pulumi/pulumi/cmd/dynamic-provider/index.js");
    // The engine's address is for messages, of which there are none here.
    const child = spawn(process.execPath, [script, "127.0.0.1:1"], {
      cwd: folder,
      env: { PATH: process.env.PATH, ...env },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const forget = undoAtExit(() => child.kill("SIGKILL"));
    for await (const line of createInterface({ input: child.stdout })) {
      if (/^\d+$/.test(line)) return new ProviderProcess(child, connect(Number(line)), forget);
    }
    throw new Error("the provider process ended without listening");
  }

  /** Gives it an empty stack config, so that credentials come from the environment. */
  async configure(): Promise<void> {
    const { messages, Struct } = protocol();
    const request = new messages.ConfigureRequest();
    request.setArgs(Struct.fromJavaScript({}));
    await new Promise<void>((resolve, reject) =>
      this.client.configure(request, (error) => (error ? reject(error) : resolve())),
    );
  }

  /** Reads keys as a refresh does. */
  async read(keys: readonly Key[], of: keyof typeof codes): Promise<void> {
    const { messages, Struct } = protocol();
    let next = 0;
    const worker = async () => {
      for (let key = keys[next++]; key; key = keys[next++]) {
        const request = new messages.ReadRequest();
        request.setId(key.id);
        request.setUrn(`urn:pulumi:dev::lab::pulumi-nodejs:dynamic/atlas:OrgApiKey::${key.id}`);
        request.setProperties(Struct.fromJavaScript({ ...key.state, __provider: codes[of] }));
        await new Promise<void>((resolve, reject) =>
          this.client.read(request, (error) => (error ? reject(error) : resolve())),
        );
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
  }

  /** What it has used so far. */
  usage(): Usage {
    return usageOf(this.child.pid ?? 0) ?? { cpuMs: 0, peakMb: 0 };
  }

  async close(): Promise<void> {
    this.forget();
    const ended = once(this.child, "exit");
    this.client.close();
    this.child.kill("SIGKILL");
    await ended;
  }
}

interface ConfigureRequest {
  setArgs(args: unknown): void;
}

interface ReadRequest {
  setId(id: string): void;
  setUrn(urn: string): void;
  setProperties(properties: unknown): void;
}

interface ProviderClient {
  configure(request: ConfigureRequest, done: (error: Error | null) => void): void;
  read(request: ReadRequest, done: (error: Error | null) => void): void;
  close(): void;
}

interface Protocol {
  readonly messages: {
    readonly ConfigureRequest: new () => ConfigureRequest;
    readonly ReadRequest: new () => ReadRequest;
  };
  readonly Struct: { fromJavaScript(value: Record<string, unknown>): unknown };
  readonly service: {
    readonly ResourceProviderClient: new (address: string, credentials: unknown) => ProviderClient;
  };
  readonly insecure: unknown;
}

/** gRPC and protobuf are the SDK's own dependencies, so they are found from there. */
function protocol(): Protocol {
  const fromSdk = createRequire(require.resolve("@pulumi/pulumi/package.json"));
  return {
    messages: fromSdk("./proto/provider_pb.js"),
    Struct: fromSdk("google-protobuf/google/protobuf/struct_pb.js").Struct,
    service: fromSdk("./proto/provider_grpc_pb.js"),
    insecure: fromSdk("@grpc/grpc-js").credentials.createInsecure(),
  };
}

function connect(port: number): ProviderClient {
  const { service, insecure } = protocol();
  return new service.ResourceProviderClient(`127.0.0.1:${port}`, insecure);
}
