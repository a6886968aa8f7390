import { deepEqual } from "../../core/deep-equal";
import { SettingsError } from "../../core/errors";
import type { ProviderRuntime } from "../../runtime/provider-runtime";
import { checkFailure, type PluginProtocol, type ProviderMessages } from "../sdk-internals";
import { packageName } from "../tokens";
import { decode, encode, mergeMasks } from "./property-codec";
import { configProblems, secretSettings, settingTexts } from "./provider-config";
import { toFailedCall } from "./status";

type Request<Name extends keyof ProviderMessages> = InstanceType<ProviderMessages[Name]>;

/** The oldest engine that this package supports. */
const oldestEngine = "3.216.0";

/** The calls of the protocol about the provider itself: the stack's config, or the arguments of an explicit provider. */
export class Configuration {
  private hasHandshake = false;
  private otherVersion: string | undefined;

  constructor(
    private readonly runtime: ProviderRuntime,
    private readonly protocol: PluginProtocol,
    /** Of this package. */
    private readonly version: string,
  ) {}

  async handshake() {
    this.hasHandshake = true;
    const response = new this.protocol.messages.ProviderHandshakeResponse();
    response.setAcceptSecrets(true);
    return response;
  }

  async check(request: Request<"CheckRequest">) {
    const { values, secrets } = decode(request.getNews());
    const response = new this.protocol.messages.CheckResponse();
    const failures = configProblems(values).map((problem) => {
      const { property, reason } = checkFailure(problem);
      const failure = new this.protocol.messages.CheckFailure();
      failure.setProperty(property);
      failure.setReason(reason);
      return failure;
    });
    const always = Object.fromEntries(secretSettings.map((name) => [name, true as const]));
    response.setFailuresList(failures);
    response.setInputs(this.protocol.toStruct(encode(values, mergeMasks(always, secrets))));
    return response;
  }

  /** Never a replacement: other credentials manage the same objects. */
  async diff(request: Request<"DiffRequest">) {
    const { values: olds } = decode(request.getOlds());
    const { values: news } = decode(request.getNews());
    const names = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
    const changed = names.filter((name) => !deepEqual(olds[name], news[name]));
    const { DiffChanges } = this.protocol.messages.DiffResponse;
    const response = new this.protocol.messages.DiffResponse();
    response.setChanges(changed.length > 0 ? DiffChanges.DIFF_SOME : DiffChanges.DIFF_NONE);
    response.setDiffsList(changed);
    return response;
  }

  async configure(request: Request<"ConfigureRequest">) {
    if (!this.hasHandshake) {
      const problem = new SettingsError(
        `This Pulumi engine is too old for the plugin ${packageName}: it begins without a handshake. Install Pulumi ${oldestEngine} or newer`,
      );
      throw toFailedCall(problem, { subject: packageName });
    }
    const texts = settingTexts(decode(request.getArgs()).values);
    this.runtime.configure((name) => texts.get(name));
    this.otherVersion = otherVersion(request.getName() ?? "", this.version);
    const response = new this.protocol.messages.ConfigureResponse();
    response.setAcceptsecrets(true);
    response.setSupportspreview(true);
    return response;
  }

  /** Warns once that the program declares resources with another version of the package. */
  warnOfVersion(): void {
    const other = this.otherVersion;
    if (other === undefined) return;
    this.otherVersion = undefined;
    this.runtime.log.write(
      "warning",
      `the program declares resources with version ${other} of ${packageName}, and version ${this.version} of the plugin manages them. ` +
        "Install one version of pulumi-atlas-access, and name that in the program's package.json and in Pulumi.yaml",
    );
  }
}

/** The version in the name of a default provider, `default_0_1_0`, if it is another one. */
function otherVersion(providerName: string, own: string): string | undefined {
  const wanted = /^default_(\d+_\d+_\d+.*)$/.exec(providerName)?.[1];
  return wanted === undefined || wanted === own.replaceAll(".", "_")
    ? undefined
    : wanted.replaceAll("_", ".");
}
