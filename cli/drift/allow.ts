import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";

const apiKey = z
  .string()
  .regex(/^[a-f0-9]{24}$/, "expected the id of a key: 24 lower-case hexadecimal digits");
const account = z.string().regex(/^mdb_sa_id_[a-fA-F0-9]{24}$/, "expected a client id: mdb_sa_id_…");
const project = z
  .string()
  .regex(/^[a-f0-9]{24}$/, "expected the id of a project: 24 lower-case hexadecimal digits");

const accepted = z
  .strictObject({
    apiKey: apiKey.optional(),
    serviceAccount: account.optional(),
    project: project.optional(),
    roles: z.array(z.string().min(1)).min(1).optional(),
    entries: z.array(z.string().min(1)).min(1).optional(),
    reason: z.string().optional(),
  })
  .refine(({ apiKey, serviceAccount }) => (apiKey === undefined) !== (serviceAccount === undefined), {
    message: "expected either apiKey or serviceAccount",
  })
  .refine(({ entries, project, roles }) => entries === undefined || (project ?? roles) === undefined, {
    message: "entries go with apiKey or serviceAccount alone",
  });
type Accepted = z.output<typeof accepted>;

/** What somebody looked at and lets be, though no stack declares it. */
export class Allowed {
  constructor(private readonly items: readonly Accepted[]) {}

  /** The key or account itself: while it has no more than these roles in its organization, where roles are given. */
  principal(id: string, roles: readonly string[]): boolean {
    return this.of(id).some((item) => isWhole(item) && covers(item.roles, roles));
  }

  /** Its roles in a project. */
  grant(id: string, projectId: string, roles: readonly string[]): boolean {
    return this.of(id).some(
      (item) => isEverything(item) || (item.project === projectId && covers(item.roles, roles)),
    );
  }

  entry(id: string, entry: string): boolean {
    return this.of(id).some((item) => isEverything(item) || item.entries?.includes(entry) === true);
  }

  private of(id: string): readonly Accepted[] {
    return this.items.filter(({ apiKey, serviceAccount }) => (apiKey ?? serviceAccount) === id);
  }
}

function isWhole({ project, entries }: Accepted): boolean {
  return (project ?? entries) === undefined;
}

/** An item that narrows nothing accepts the key with its project roles and entries too. */
function isEverything(item: Accepted): boolean {
  return isWhole(item) && item.roles === undefined;
}

function covers(roles: readonly string[] | undefined, has: readonly string[]): boolean {
  return roles === undefined || has.every((role) => roles.includes(role));
}

/** @throws Error of one line that names the place in the file */
export function readAllowed(file: string | undefined): Allowed {
  if (file === undefined) return new Allowed([]);
  const { success, data, error } = z.array(accepted).safeParse(contentOf(file));
  if (success) return new Allowed(data);
  const [issue] = error.issues;
  const place = (issue?.path ?? []).map((part) =>
    typeof part === "number" ? `[${part}]` : `.${String(part)}`,
  );
  throw new Error(`--allow ${file}: ${place.join("") || "the file"}: ${issue?.message ?? "not valid"}`);
}

function contentOf(file: string): unknown {
  try {
    return parse(readFileSync(file, "utf8"));
  } catch (error) {
    const [reason = ""] = (error as Error).message.split("\n");
    throw new Error(`--allow ${file}: ${reason}`);
  }
}
