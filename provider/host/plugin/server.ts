import { type GrpcHandler, type PluginProtocol, pluginProtocol } from "../sdk-internals";
import type { PluginService } from "./service";
import { toFailedCall } from "./status";

/** A running server. */
export interface PluginServer {
  readonly port: number;
  close(): void;
}

/** Serves the operations over gRPC, on this machine only. */
export async function servePlugin(
  service: PluginService,
  protocol: PluginProtocol = pluginProtocol(),
): Promise<PluginServer> {
  const server = protocol.newServer();
  const handlers = Object.entries(service).map(([name, operation]) => [name, handlerOf(name, operation)]);
  server.addService(protocol.service, Object.fromEntries(handlers));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", protocol.serverCredentials, (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return { port, close: () => server.forceShutdown() };
}

/** An operation as a gRPC handler. */
export function handlerOf(name: string, operation: PluginService[string]): GrpcHandler {
  return ({ request }, done) => {
    operation(request as never).then(
      (response) => done(null, response),
      (error: unknown) => done(toFailedCall(error, { subject: name }).status),
    );
  };
}
