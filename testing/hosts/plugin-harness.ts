import { type Emulator, startEmulator } from "../../emulator";
import type { Properties } from "../../provider/core/definition";
import { currentUrn } from "../../provider/host/plugin/current-resource";
import { type PluginService, pluginService } from "../../provider/host/plugin/service";
import type { Message, Struct } from "../../provider/host/sdk-internals";
import { tokenOf } from "../../provider/host/tokens";
import { ProviderRuntime, type RuntimeDependencies } from "../../provider/runtime/provider-runtime";
import { callers, seed } from "../emulator/seed";
import { call, protocol } from "./plugin-client";

type Messages = typeof protocol.messages;

/** A log message, and the resource that it belongs to. */
export interface LoggedMessage {
  readonly level: string;
  readonly text: string;
  readonly urn: string | undefined;
}

/** The URN of a resource of the plugin. */
export function urnOf(type: string, name = "it"): string {
  return `urn:pulumi:dev::lab::${tokenOf(type)}::${name}`;
}

/** An emulator and a plugin process against it: the messages of the protocol as they are, without an engine. */
export class PluginHarness {
  readonly logged: LoggedMessage[] = [];
  readonly runtime: ProviderRuntime;
  readonly service: PluginService;

  private constructor(
    readonly emulator: Emulator,
    dependencies: RuntimeDependencies,
  ) {
    this.runtime = new ProviderRuntime({
      log: {
        write: (level, text) => void this.logged.push({ level, text, urn: currentUrn() }),
        flush: async () => undefined,
      },
      ...dependencies,
    });
    this.service = pluginService(this.runtime, protocol);
  }

  /** The emulator's clock is ten minutes behind: a key younger than two minutes never counts as missing. */
  static async start(dependencies: RuntimeDependencies = {}): Promise<PluginHarness> {
    const emulator = await startEmulator({ seed: seed(), now: () => Date.now() - 600_000 });
    return new PluginHarness(emulator, dependencies);
  }

  /** Handshake and Configure, with the owner's credentials unless others are given. */
  async configure(config: Properties = ownerConfig): Promise<this> {
    await this.call("handshake", new protocol.messages.ProviderHandshakeRequest());
    const request = new protocol.messages.ConfigureRequest();
    request.setArgs(protocol.toStruct({ baseUrl: this.emulator.url, ...config }));
    await this.call("configure", request);
    return this;
  }

  /** Calls an operation. @throws StatusError */
  call<Name extends keyof Messages>(
    operation: string,
    request: Message,
  ): Promise<InstanceType<Messages[Name]>> {
    return call(this.service, operation, request) as Promise<InstanceType<Messages[Name]>>;
  }

  async check(type: string, news: Properties, olds: Properties = {}) {
    const request = new protocol.messages.CheckRequest();
    request.setUrn(urnOf(type));
    request.setOlds(protocol.toStruct(olds));
    request.setNews(protocol.toStruct(news));
    const response = await this.call<"CheckResponse">("check", request);
    return {
      inputs: javaScript(response.getInputs()),
      failures: response.getFailuresList().map((failure) => failure.toObject()),
    };
  }

  async create(type: string, news: Properties, { preview = false, timeoutS = 0 } = {}) {
    const request = new protocol.messages.CreateRequest();
    request.setUrn(urnOf(type));
    request.setProperties(protocol.toStruct(news));
    request.setPreview(preview);
    request.setTimeout(timeoutS);
    const response = await this.call<"CreateResponse">("create", request);
    return { id: response.getId(), state: javaScript(response.getProperties()) };
  }

  async read(type: string, id: string, state: Properties = {}, inputs: Properties = {}) {
    const request = new protocol.messages.ReadRequest();
    request.setUrn(urnOf(type));
    request.setId(id);
    request.setProperties(protocol.toStruct(state));
    request.setInputs(protocol.toStruct(inputs));
    const response = await this.call<"ReadResponse">("read", request);
    return {
      id: response.getId(),
      state: javaScript(response.getProperties()),
      inputs: javaScript(response.getInputs()),
    };
  }

  async invoke(name: string, args: Properties) {
    const request = new protocol.messages.InvokeRequest();
    request.setTok(tokenOf(name));
    request.setArgs(protocol.toStruct(args));
    return javaScript((await this.call<"InvokeResponse">("invoke", request)).getReturn());
  }

  async close(): Promise<void> {
    await this.runtime.close();
    await this.emulator.close();
  }
}

const ownerConfig: Properties = {
  publicKey: callers.owner.publicKey,
  privateKey: callers.owner.privateKey,
};

function javaScript(struct: Struct | undefined): Properties {
  return struct?.toJavaScript() ?? {};
}
