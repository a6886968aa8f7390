import { RunError } from "@pulumi/pulumi";
import { MissingError } from "../../provider/core/errors";
import * as internals from "../../provider/host/sdk-internals";

test("the engine's signatures are those that states and golden files hold", () => {
  expect(internals.unknownValue).toBe("04da6b54-80e4-46f7-96ec-b56ff0331ba9");
  expect(internals.signatureKey).toBe("4dabf18193072939515e22adb298388d");
  expect(internals.secretSignature).toBe("1b47061264138c4ac30d75fd1eb44270");
});

test("an error that the SDK shows as its message alone keeps its class, message and code", () => {
  const error = internals.asRunError(new MissingError("it is not there"));
  expect(RunError.isInstance(error)).toBe(true);
  expect(error).toBeInstanceOf(MissingError);
  expect([error.name, error.message, error.code]).toEqual(["MissingError", "it is not there", "MISSING"]);
  expect(RunError.isInstance(new MissingError("it is not there"))).toBe(false);
});

test("a check failure names no property, so that the engine prints no value", () => {
  expect(internals.checkFailure("privateKey: too short")).toEqual({
    property: "",
    reason: "privateKey: too short",
  });
});

test("the service of the engine's log is in the SDK", () => {
  const { EngineClient, LogRequest, LogSeverity, credentials } = internals.engineProtocol();
  const request = new LogRequest();
  request.setSeverity(LogSeverity.WARNING);
  request.setMessage("a warning");
  const message = request as unknown as { toObject(): object };
  expect(message.toObject()).toMatchObject({ severity: LogSeverity.WARNING, message: "a warning" });
  expect(LogSeverity.WARNING).not.toBe(LogSeverity.INFO);
  expect(new EngineClient("127.0.0.1:1", credentials).log).toBeInstanceOf(Function);
});

test.each([
  ["the SDK's dynamic provider", "/p/node_modules/@pulumi/pulumi/cmd/dynamic-provider", "127.0.0.1:1", true],
  ["one without an engine's address", "/p/node_modules/@pulumi/pulumi/cmd/dynamic-provider", "--help", false],
  ["another program", "/p/index.js", "127.0.0.1:1", false],
])("%s: its engine is found only where one started it (%s)", (_, script, address, has) => {
  const { argv } = process;
  process.argv = [process.execPath, script, address];
  try {
    expect(internals.engineAddress()).toBe(has ? address : undefined);
  } finally {
    process.argv = argv;
  }
});

test("the SDK's file that runs a program is known by its path, of which there is one", () => {
  expect(internals.isProgramEntry(require.resolve("@pulumi/pulumi/cmd/run"))).toBe(true);
  expect(internals.isProgramEntry(require.resolve("@pulumi/pulumi/cmd/dynamic-provider"))).toBe(false);
});
