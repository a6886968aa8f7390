/** The fields that resources of an organization's settings share. */
import { z } from "zod";
import { closestMatch } from "../../core/closest-match";
import type { InputProblem } from "../../core/errors";
import { field } from "../../core/field";
import { objectId } from "../ids";
import { covers, parentOf, type Setting } from "./values";

/** The inputs that are not settings, without `profile`, which comes last. */
export function sharedInputs(settings: readonly Setting[]) {
  return {
    unset: field(z.array(clearableName(settings)).optional(), {
      doc: `Names of settings to clear. Allowed: ${clearable(settings).map(quoted).join(", ")}. Used in place of null, which not every language and host sends. A setting has a value or is named here, not both; a name that is removed from the list is no longer managed, and nothing is sent. Default: none.`,
      unordered: true,
      default: [],
    }),
    restoreOnDestroy: field(z.boolean().optional(), {
      doc: "Destroying this resource restores the managed settings from `originalSettings`. Must be applied by an earlier `up`. Default: false, which leaves them as they are.",
      providerOnly: true,
      default: false,
    }),
  };
}

/** The organization whose settings they are. */
export const orgId = field(objectId("organization"), {
  doc: "Id of the organization: 24 lower-case hexadecimal digits. A change leaves or restores the settings of the old organization, as a destroy does, and manages those of the new one.",
  replace: true,
  references: "organization",
});

/** The output with the original settings. */
export function originalSettings<Shape extends z.ZodRawShape>(shape: Shape) {
  const unset = z.array(z.string()).optional().describe("Names of the settings that had no value.");
  return field(z.strictObject({ ...shape, unset }).optional(), {
    doc: "The managed settings as they were before this resource changed them, in the form of the inputs. A setting is added when it becomes managed, and removed when it is no longer managed.",
    createOnlyOutput: true,
    changesWith: [...Object.keys(shape), "unset"],
  });
}

/** Problems of settings that have a value and are also named in `unset`. */
export function contradictions(given: Readonly<Record<string, unknown>>): readonly InputProblem[] {
  const { unset = [], ...values } = given as { readonly unset?: readonly string[] };
  return unset
    .filter((name) => {
      const [top = "", part] = name.split(".");
      const value = (values as Readonly<Record<string, unknown>>)[top];
      if (value === undefined || part === undefined) return value !== undefined;
      return (value as Readonly<Record<string, unknown>>)[part] !== undefined;
    })
    .map((name) => ({
      field: "unset",
      reason: `names ${name}, which is given as an input too: leave one of them out`,
    }));
}

/** The names that `unset` may hold: of settings that can be cleared, and of objects all of whose settings can. */
function clearable(settings: readonly Setting[]): readonly string[] {
  const paths = settings.filter(({ clearedBy }) => clearedBy !== undefined).map(({ path }) => path);
  const parents = new Set(paths.flatMap((path) => parentOf(path) ?? []));
  const whole = [...parents].filter((parent) =>
    settings.every(({ path }) => !covers(parent, path) || paths.includes(path)),
  );
  return [...paths, ...whole].sort();
}

function clearableName(settings: readonly Setting[]) {
  const names = clearable(settings);
  const all = settings.map(({ path }) => path);
  return z.string().superRefine((name, context) => {
    if (names.includes(name)) return;
    context.addIssue({ code: "custom", message: problemOf(name, names, all) });
  });
}

function problemOf(name: string, names: readonly string[], all: readonly string[]): string {
  if (all.includes(name))
    return `${name} always has a value and cannot be cleared: give it the value as an input`;
  const meant = closestMatch(name, [...names, ...all]);
  const advice = meant === undefined ? `: it can hold ${names.join(", ")}` : `: did you mean ${meant}?`;
  return `${JSON.stringify(name)} is no setting that can be cleared${advice}`;
}

function quoted(name: string): string {
  return `\`${name}\``;
}
