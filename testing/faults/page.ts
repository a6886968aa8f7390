import type { Outcome } from "./case";
import type { Extent } from "./matrix";
import { tables } from "./table";

/** Where the page is, from the project's folder. */
export const pagePath = "docs/explanation/fault-matrix.md";

/** Title and explanation of each part, which a test can look for on its own. */
const parts: Readonly<Record<Extent, string>> = {
  one: "## When one request goes wrong\n\nThe fault meets the request of the column alone; all others are answered.",
  all: "## When everything goes wrong from then on\n\nThe fault meets the request of the column and all that follow it.",
};

/** One part of the page. */
export function part(extent: Extent, outcomes: readonly Outcome[]): string {
  return `${parts[extent]} ${outcomes.length} cells.\n\n${tables(outcomes)}`;
}

/** The page; written by \`npm run faults\`. */
export function page(one: readonly Outcome[], all: readonly Outcome[]): string {
  return `${introduction}\n${part("one", one)}\n${part("all", all)}`;
}

const introduction = `# What happens when Atlas fails

Every operation of every resource, crossed with every fault, at each request that it makes. This page is written by
\`npm run faults\`, which runs all of it against the emulator; tests run it too and fail when a cell says something else.

In every cell: the command succeeds, or ends with one sentence that names what was asked for, what happened and what to
do, without a stack and without a secret. After the fault is over one \`pulumi up --refresh\` (for a delete, one
\`pulumi destroy --refresh\`) brings Atlas to exactly what the program says, but for what the cell names. No private key
whose answer arrived is lost, and nothing is made that neither the state nor a message names. With a sink
([private keys outside the state](../guides/private-keys-outside-the-state.md)) the private key is with it alone: in no state and in no message, though the sinks here
print it. Where the sink itself fails, the fault meets the removal of the key, and one \`pulumi up --refresh\` with a sink that works mends it.

| the cell says                 | which means                                                                                                  |
| ----------------------------- | ------------------------------------------------------------------------------------------------------------ |
| ok                            | it succeeded with no more requests than usual                                                                |
| retried                       | it succeeded with more                                                                                       |
| anything else, such as refused | an error that says so                                                                                       |
| … twin named                  | a key was made and its answer lost; the error names it by id and public key                                  |
| … twin named by the next up   | the same, but Atlas did not show the key or did not answer by then; the \`up\` that makes it again names it    |
| … named by its name           | an organization may have been made and its answer lost; nobody can see it yet, so the error says its name    |
| removed again                 | the sink failed; the error says so, and the key that it did not take is deleted                              |
| … stays and is named          | the sink failed and its key could not be deleted; the error names it by id and public key                      |
| not found, and named          | the same, but Atlas says that there is no such key, as after a delete whose answer was lost                      |
| … take it from the state      | the organization is deleted, its answer was lost, and the error says the command that takes it out of the state |
`;
