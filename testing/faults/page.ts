import type { Outcome } from "./case";
import type { Extent } from "./matrix";
import { tables } from "./table";

/** Where the page is, from the project's folder. */
export const pagePath = "docs/explanation/fault-matrix.md";

/** Title and explanation of each part. */
const parts: Readonly<Record<Extent, string>> = {
  one: "## When one request fails\n\nOnly the request of the column fails.",
  all: "## When a request and all later ones fail\n\nThe request of the column and all later requests fail.",
};

/** One part of the page. */
function part(extent: Extent, outcomes: readonly Outcome[]): string {
  return `${parts[extent]} ${outcomes.length} cells.\n\n${tables(outcomes)}`;
}

/** The page; written by \`npm run faults\`. */
export function page(one: readonly Outcome[], all: readonly Outcome[]): string {
  return `${introduction}\n${part("one", one)}\n${part("all", all)}`;
}

const introduction = `# What happens when Atlas fails

This page shows what each operation does if one of its requests fails, or if a request and all later ones fail. \`npm run faults\` runs every
combination against the emulator and writes this page. Tests run them too, and fail if a case ends otherwise than the fault model promises.

In every cell:

- The command succeeds, or ends with one sentence: operation, object, what happened, what to do. It has no stack trace and no secret.
- Afterwards, one \`pulumi up --refresh\` (for a delete, one \`pulumi destroy --refresh\`) makes Atlas match the program, except for what
  the cell names.
- No private key is lost if its response arrived. Every object that was created is in the state or is named by a message.
- With a [private key sink](../guides/private-keys-outside-the-state.md), the private key is in no state and in no message, though the sinks of this test
  print it. If the sink itself fails, the fault applies to the deletion of the key. One \`pulumi up --refresh\` with a working sink repairs it.

| cell | meaning |
| --- | --- |
| ok | success with the usual number of requests |
| retried | success with more requests |
| any other word, such as refused | an error that says so |
| … orphaned key named | A key was created and its response was lost. The error names it by id and public key. |
| … orphaned key named by the next up | The same, but Atlas did not show the key yet. The \`up\` that creates it again names it. |
| … organization named | An organization may have been created and its response was lost. No listing shows it yet, so the error names it by its name. |
| deleted again | The sink failed. The error says so, and the key is deleted. |
| … key stays, named | The sink failed and the key could not be deleted. The error names it by id and public key. |
| key not found, named | The same, but Atlas does not find the key, as after a delete whose response was lost. |
| … remove it from the state | The organization is deleted and the response was lost. The error has the command that removes it from the state. |
`;
