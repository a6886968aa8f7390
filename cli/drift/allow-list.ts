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

const allowItem = z
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
    message: "entries cannot be combined with project or roles",
  });
type AllowItem = z.output<typeof allowItem>;

/** Access that is meant to exist although no stack manages it. */
export class AllowList {
  constructor(private readonly items: readonly AllowItem[]) {}

  /** Whether a key or service account is allowed with these roles in its organization. */
  allowsPrincipal(id: string, roles: readonly string[]): boolean {
    return this.of(id).some((item) => isForPrincipal(item) && covers(item.roles, roles));
  }

  /** Whether it is allowed with these roles in a project. */
  allowsGrant(id: string, projectId: string, roles: readonly string[]): boolean {
    return this.of(id).some(
      (item) => allowsEverything(item) || (item.project === projectId && covers(item.roles, roles)),
    );
  }

  /** Whether its access list is allowed to contain an entry. */
  allowsEntry(id: string, entry: string): boolean {
    return this.of(id).some((item) => allowsEverything(item) || item.entries?.includes(entry) === true);
  }

  private of(id: string): readonly AllowItem[] {
    return this.items.filter(({ apiKey, serviceAccount }) => (apiKey ?? serviceAccount) === id);
  }
}

function isForPrincipal({ project, entries }: AllowItem): boolean {
  return (project ?? entries) === undefined;
}

/** An item with only an id allows all project roles and entries too. */
function allowsEverything(item: AllowItem): boolean {
  return isForPrincipal(item) && item.roles === undefined;
}

function covers(allowed: readonly string[] | undefined, roles: readonly string[]): boolean {
  return allowed === undefined || roles.every((role) => allowed.includes(role));
}

/** Reads the file of `--allow`. @throws Error of one line that names the position in the file */
export function readAllowList(file: string | undefined): AllowList {
  if (file === undefined) return new AllowList([]);
  const { success, data, error } = z.array(allowItem).safeParse(readYaml(file));
  if (success) return new AllowList(data);
  const [issue] = error.issues;
  const position = (issue?.path ?? []).map((part) =>
    typeof part === "number" ? `[${part}]` : `.${String(part)}`,
  );
  throw new Error(`--allow ${file}: ${position.join("") || "the file"}: ${issue?.message ?? "not valid"}`);
}

function readYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, "utf8"));
  } catch (error) {
    const [reason = ""] = (error as Error).message.split("\n");
    throw new Error(`--allow ${file}: ${reason}`);
  }
}
