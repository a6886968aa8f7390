import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type AdoptionTimes, adoptionLine, measureAdoption } from "./adoption";
import { BenchmarkStack, type Measurement, type Work } from "./bench-stack";
import { EmulatorProcess } from "./emulator-process";
import {
  type Comparison,
  type Form,
  forms,
  reportOf,
  type Size,
  seconds,
  verdictsOf,
} from "./organization-report";
import { emptySeed, fixture } from "./seed";

/** The measurements, in this order, after the first `up` of an empty organization. */
const works = [
  "up",
  "no-op preview",
  "preview --refresh",
  "refresh --preview-only",
] as const satisfies Work[];

/** The measurements of adopting that many keys. */
interface Adoption extends Size {
  readonly times: AdoptionTimes;
}

/** Everything that was measured; written as JSON. */
export interface OrganizationResults {
  readonly comparisons: readonly Comparison[];
  readonly adoptions: readonly Adoption[];
}

/**
 * Compares complete keys with keys and assignments in one run, N keys with roles in three projects each, and then adopts
 * these keys with a new stack. The caller is a service account, since an organization holds 500 keys.
 */
export async function measureOrganization(
  counts: readonly number[],
  latencies: readonly number[],
  print: (line: string) => void,
): Promise<OrganizationResults> {
  const comparisons: Comparison[] = [];
  const adoptions: Adoption[] = [];
  for (const latencyMs of latencies) {
    const atlas = await EmulatorProcess.start({ latencyMs });
    try {
      for (const count of counts) {
        comparisons.push(...(await compare(atlas, { count, latencyMs }, print)));
        // Atlas has the keys that the last program created.
        adoptions.push({ count, latencyMs, times: await measureAdoption(atlas, fixture(count)) });
      }
    } finally {
      await atlas.close();
    }
  }
  const lines = adoptions.map(({ count, latencyMs, times }) =>
    adoptionLine(`N = ${count}, ${latencyMs} ms`, times, latencyMs),
  );
  for (const line of [...reportOf(comparisons), "", ...verdictsOf(comparisons), "", ...lines]) print(line);
  return { comparisons, adoptions };
}

async function compare(
  atlas: EmulatorProcess,
  size: Size,
  print: (line: string) => void,
): Promise<Comparison[]> {
  const measured = {} as Record<Form, Record<Work, Measurement>>;
  for (const form of forms) {
    const stack = await BenchmarkStack.open(subjectOf(form));
    try {
      stack.describe(fixture(size.count));
      await atlas.begin(emptySeed(fixture(size.count)));
      measured[form] = {} as Record<Work, Measurement>;
      for (const work of works) {
        const taken = await stack.run(work, { atlas, caller: "account", waitMs: 0 });
        measured[form][work] = taken;
        print(`N = ${size.count}, ${size.latencyMs} ms, ${form}: ${work} took ${seconds(taken)} s`);
      }
    } finally {
      await stack.close();
    }
  }
  return works.map((work) => ({
    ...size,
    work,
    taken: { separate: measured.separate[work], complete: measured.complete[work] },
  }));
}

function subjectOf(form: Form) {
  return {
    name: "ours",
    title: `keys in the ${form} form`,
    program: readFileSync(join(__dirname, "programs", "keys-of-an-organization.js"), "utf8"),
    files: { "form.json": JSON.stringify({ form }) },
  } as const;
}
