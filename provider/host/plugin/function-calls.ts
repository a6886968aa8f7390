import { callFunction } from "../../core/function";
import type { ProviderRuntime } from "../../runtime/provider-runtime";
import type { PluginProtocol, ProviderMessages } from "../sdk-internals";
import { tokenOf } from "../tokens";
import { decode, encode } from "./property-codec";
import { toFailedCall } from "./status";
import { unknownTokenError } from "./unknown-token";

/** The calls of the look-up functions. */
export class FunctionCalls {
  constructor(
    private readonly runtime: ProviderRuntime,
    private readonly protocol: PluginProtocol,
  ) {}

  async invoke(
    request: InstanceType<ProviderMessages["InvokeRequest"]>,
  ): Promise<InstanceType<ProviderMessages["InvokeResponse"]>> {
    const token = request.getTok();
    try {
      const definition = functionOf(token);
      const profileField = definition.inputs.find(({ traits }) => traits.selectsProfile)?.name;
      const { values } = decode(request.getArgs());
      const result = await callFunction(
        definition,
        (inputs) => this.runtime.context(profileField && (inputs[profileField] as string | undefined)),
        values,
      );
      const response = new this.protocol.messages.InvokeResponse();
      response.setReturn(this.protocol.toStruct(encode(result, undefined)));
      return response;
    } catch (error) {
      throw toFailedCall(error, { subject: token });
    } finally {
      await this.runtime.log.flush();
    }
  }
}

function functionOf(token: string) {
  const { functions } =
    require("../../functions/catalogue.generated") as typeof import("../../functions/catalogue.generated");
  const definitions = Object.values(functions);
  const found = definitions.find(({ name }) => tokenOf(name) === token);
  if (found !== undefined) return found;
  const names = definitions.map(({ name }) => name);
  throw unknownTokenError(token, "function", names);
}
