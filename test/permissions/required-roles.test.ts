import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Properties } from "../../provider/core/definition";
import { catalogue } from "../../provider/resources/catalogue.generated";
import type { ResourceSamples } from "../../provider/resources/samples";
import { acme, plainAccounts, serviceAccount, serviceAccountSecretId } from "../../testing/emulator/seed";
import { actions, type Subject } from "../../testing/permissions/actions";
import { type CallerRoles, Callers } from "../../testing/permissions/callers";
import { created, keyOf, ResourceHarness } from "../../testing/resources/harness";

// All rows with one caller take several seconds on a busy machine.
jest.setTimeout(60_000);

interface Row {
  readonly resource: string;
  readonly action: string;
  readonly needs: string;
  readonly evidence: string;
  readonly cells?: Readonly<Record<string, { readonly says: string; readonly evidence: string }>>;
}

interface Table {
  readonly callers: Readonly<Record<string, CallerRoles>>;
  readonly roles: Readonly<Record<string, { readonly may: readonly string[]; readonly evidence: string }>>;
  readonly rows: readonly Row[];
}

const table = JSON.parse(
  readFileSync(join(__dirname, "../../testing/permissions/what-a-credential-needs.json"), "utf8"),
) as Table;
const callers = new Callers(table.callers);
const existing = { inputs: { orgId: acme, name: "Acme" }, change: { name: "Acme Ltd" } };

/** What an action is done to. */
function subjectOf(resource: string): Subject {
  const [name = "", kind] = resource.split(", ");
  const definition = Object.values(catalogue).find((each) => each.name === name);
  if (definition === undefined) throw new Error(`there is no ${name}`);
  const folder = name.replace(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
  const { samples }: { samples: ResourceSamples } = require(`../../provider/resources/${folder}/samples`);
  const { inputs, updates, vanish, variants, prepare } = samples;
  if (kind === "existing") return { definition, vanish, takeover: existing.inputs, ...existing };
  const variant = kind === undefined ? undefined : variants?.[kind]?.inputs;
  if (variant !== undefined) {
    const { projectRoles, accessList } = variant;
    const change = { description: "changed", projectRoles: {} };
    return {
      definition,
      vanish,
      takeover: { ...existingPrincipals[name], projectRoles, accessList },
      inputs: variant,
      change,
    };
  }
  const adopts = definition.inputs.some((field) => field.name === "adopt");
  const takeover = existingPrincipals[name] ?? { ...inputs, ...(adopts && { adopt: true }) };
  const change = updates[0] ?? {};
  if (kind === "restored by a destroy")
    return { definition, vanish, takeover, inputs: { ...inputs, restoreOnDestroy: true }, change };
  return { definition, vanish, takeover, inputs, change, ...(prepare && { prepare }) };
}

/** Adopts a key or an account of the seed; the other actions use what an earlier action created. */
const existingPrincipals: Readonly<Record<string, Properties | undefined>> = {
  OrgApiKey: {
    orgId: acme,
    description: "plain",
    roles: ["ORG_READ_ONLY"],
    adopt: { publicKey: "plainkyb" },
  },
  ServiceAccount: {
    orgId: acme,
    name: "plain 1",
    description: "plain",
    roles: ["ORG_READ_ONLY"],
    adopt: { clientId: plainAccounts[0] },
  },
  ServiceAccountSecret: {
    orgId: acme,
    clientId: serviceAccount.clientId,
    expiresAfterHours: 720,
    adopt: { secretId: serviceAccountSecretId },
  },
};

function expected({ needs, cells }: Row, caller: string): string {
  const own = cells?.[caller];
  if (own !== undefined) return own.says;
  const may = table.roles[needs]?.may ?? [];
  const elsewhere = table.callers[caller]?.elsewhere === true;
  if (may.includes("everybody") || may.includes(caller)) return "done";
  if (needs.startsWith("Project ") && !seesProject(caller)) return `cannot see it without ${needs}`;
  if (elsewhere) return "cannot see it";
  return may.includes("everybody of the organization") ? "done" : `lacks ${needs}`;
}

/** A caller of the organization itself, with a role in the project or one that reads all projects. */
function seesProject(caller: string): boolean {
  const { organization = [], project, elsewhere } = table.callers[caller] ?? {};
  return elsewhere !== true && (project !== undefined || organization.includes("ORG_READ_ONLY"));
}

/** How it ended, in the words of the data file. */
async function outcome(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return "done";
  } catch (error) {
    const { message } = error as Error;
    const missing = /lacks a role for this.* It needs the role ([A-Z][\w ]+): grant it to/.exec(message)?.[1];
    if (missing !== undefined) return `lacks ${missing}`;
    const there = /in it they need the role ([A-Z][\w ]+) there/.exec(message)?.[1];
    if (/it does not exist, or .* cannot see it/.test(message))
      return there === undefined ? "cannot see it" : `cannot see it without ${there}`;
    return /Atlas says ([A-Z_]+)/.exec(message)?.[1] ?? message;
  }
}

let harness: ResourceHarness;
beforeAll(async () => {
  harness = await ResourceHarness.start();
});
afterAll(() => harness.close());

/** Everything in Atlas but when somebody signed in. */
const seed = () =>
  JSON.stringify(harness.emulator.store.state().organizations, (name, value) =>
    name === "lastUsedAt" ? undefined : value,
  );

test.each(Object.keys(table.callers))(
  "%s can preview, refresh and apply what the table says, and errors name the missing role",
  async (caller) => {
    const found: string[] = [];
    const changed: string[] = [];
    for (const { resource, action } of table.rows) {
      harness.emulator.store.replace(callers.seed());
      const subject = subjectOf(resource);
      harness.change((draft) => subject.prepare?.(draft));
      const act = actions[action];
      if (act === undefined) throw new Error(`there is no action ${action}`);
      const made = act.onWhatExists
        ? await created(harness.process(subject.definition), subject.inputs)
        : undefined;
      if (act.afterVanishing && made) harness.change((draft) => subject.vanish(draft, made.id));
      const before = seed();
      const provider = harness.process(subject.definition, callers.config(caller));
      const ended = await outcome(() => act.run(provider, subject, made));
      found.push(`${resource}, ${action}: ${ended}`);
      if (ended !== "done" && seed() !== before) changed.push(`${resource}, ${action}`);
    }
    expect(found).toEqual(
      table.rows.map((row) => `${row.resource}, ${row.action}: ${expected(row, caller)}`),
    );
    // Whoever is refused has changed nothing.
    expect(changed).toEqual([]);
  },
);

test("a key reads its own access list, whatever its roles", async () => {
  harness.emulator.store.replace(callers.seed());
  const subject = subjectOf("OrgApiKeyAccessList");
  const made = await created(harness.process(subject.definition), subject.inputs);
  const { publicKey = "", privateKey = "" } =
    harness.emulator.store.apiKey(String(subject.inputs.apiKeyId)) ?? {};
  const itself = harness.process(subject.definition, keyOf({ publicKey, privateKey }));
  const act = actions.refresh;
  if (act === undefined) throw new Error("there is no action refresh");
  expect(await outcome(() => act.run(itself, subject, made))).toBe("done");
});

test("names the evidence for every role, row and permission", () => {
  const cells = table.rows.flatMap((row) => Object.values(row.cells ?? {}));
  for (const { evidence } of [...Object.values(table.roles), ...table.rows, ...cells]) {
    expect(evidence).toMatch(/recorded|observed|documented|inferred|silent/);
  }
});

test("the page on permissions has the table of what a credential needs", () => {
  const page = readFileSync(join(__dirname, "../../docs/reference/permissions.md"), "utf8");
  const lines = page.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
  const needs = (resource: string, action: string) =>
    table.rows.find((row) => row.resource === resource && row.action === action)?.needs;
  for (const resource of new Set(table.rows.map((row) => row.resource))) {
    const cells = ["preview", "refresh", "create", "change", "delete"].map((action) =>
      needs(resource, action),
    );
    expect(lines).toContainEqual(["", resource.replace(/^\w+/, "`$&`"), ...cells, ""]);
  }
});
