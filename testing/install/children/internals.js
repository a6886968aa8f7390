// Prints the results of provider/host/sdk-internals with the SDK that is installed beside it.
const { dirname, join } = require("node:path");
const pulumi = require("@pulumi/pulumi");

const root = dirname(require.resolve("pulumi-atlas-access/package.json"));
const internals = require(join(root, "dist/provider/host/sdk-internals.js"));
const { EngineClient, LogRequest, LogSeverity, credentials } = internals.engineProtocol();
const request = new LogRequest();
request.setSeverity(LogSeverity.WARNING);
request.setMessage("a warning");
const error = internals.asRunError(new TypeError("it is not there"));

console.log(
  JSON.stringify({
    sdk: require("@pulumi/pulumi/package.json").version,
    signatures: [internals.unknownValue, internals.signatureKey, internals.secretSignature],
    runError: [pulumi.RunError.isInstance(error), error instanceof TypeError, error.message],
    log: [request.toObject().severity, request.toObject().message],
    client: typeof new EngineClient("127.0.0.1:1", credentials).log,
    entries: ["run", "dynamic-provider"].map((name) =>
      internals.isProgramEntry(require.resolve(`@pulumi/pulumi/cmd/${name}`)),
    ),
  }),
);
