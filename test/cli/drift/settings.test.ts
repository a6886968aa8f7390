import { changesBetween } from "../../../cli/drift/changes";
import { markIgnored } from "../../../cli/drift/ignored";
import type { NameLookup } from "../../../cli/drift/name-lookup";
import { describeRepair } from "../../../cli/drift/repair";
import type { ManagedResource } from "../../../cli/pulumi/managed-resources";
import { catalogue } from "../../../provider/resources/catalogue.generated";
import { acme } from "../../../testing/emulator/seed";

const definition = catalogue.organizationSettings;
const names: NameLookup = { scope: (kind, id) => ({ kind, id }), organizationOf: () => acme };
const scope = { kind: "organization", id: acme } as const;
const timeouts = { absoluteSessionTimeoutInSeconds: 36_000, idleSessionTimeoutInSeconds: 900 };
const inputs = { orgId: acme, multiFactorAuthRequired: true, customSessionTimeouts: timeouts };

const changes = (to: object) => changesBetween(definition, inputs, { ...inputs, ...to }, scope, names);

function stored(state: object = {}, ignoreChanges: readonly string[] = []): ManagedResource {
  const own = { definition, inputs, state: { ...inputs, ...state }, ignoreChanges, isRetained: false };
  return { urn: "urn", name: "settings", id: acme, ...own };
}

test("a report names the single setting that differs, inside of an object too", () => {
  const drifted = {
    multiFactorAuthRequired: false,
    customSessionTimeouts: { ...timeouts, idleSessionTimeoutInSeconds: 600 },
  };
  expect(changes(drifted)).toEqual([
    { kind: "value", property: "customSessionTimeouts.idleSessionTimeoutInSeconds", from: "900", to: "600" },
    { kind: "value", property: "multiFactorAuthRequired", from: "true", to: "false" },
  ]);
});

test("a setting that was cleared in Atlas is named as unset", () => {
  expect(changes({ multiFactorAuthRequired: undefined, unset: ["operationsContact"] })).toEqual([
    { kind: "value", property: "multiFactorAuthRequired", from: "true" },
    { kind: "value", property: "unset", to: '["operationsContact"]' },
  ]);
});

test.each(["customSessionTimeouts", "customSessionTimeouts.idleSessionTimeoutInSeconds"])(
  "ignoreChanges of %s covers a timeout that differs",
  (path) => {
    const [change] = changes({ customSessionTimeouts: { ...timeouts, idleSessionTimeoutInSeconds: 600 } });
    if (change === undefined) throw new Error("nothing differs");
    expect(markIgnored(change, stored({}, [path]))).toMatchObject({ ignored: true });
    expect(markIgnored(change, stored({}, ["securityContact"]))).not.toHaveProperty("ignored");
  },
);

test("a destroy leaves the settings, or restores the original ones", () => {
  const repair = (state: object) => describeRepair("not applied", "delete", definition, stored(state));
  expect(repair({})).toContain("leaves the settings as they are");
  expect(repair({ restoreOnDestroy: true })).toContain(
    "restores the settings from before this stack managed them",
  );
});
