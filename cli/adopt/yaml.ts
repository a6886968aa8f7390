import { Document, Scalar, visit } from "yaml";
import { invisibleCharacters, oneLine } from "../plain-text";
import type { AdoptionPlan } from "./plan";
import type { PlannedPrincipal } from "./plan-principal";
import { stringLiteral } from "./source-text";

/** The plan as YAML for the program of examples/gitops. */
export function renderYaml(plan: AdoptionPlan): string {
  const { organization, profile, projects, keys, accounts, leftOut } = plan;
  const document = new Document({
    organization: organization.orgId,
    ...(profile === undefined ? {} : { profile }),
    projects: new Map(projects.map(({ name, projectId }) => [name, projectId])),
    keys: entriesByName(keys),
    ...(accounts.length === 0 ? {} : { accounts: entriesByName(accounts) }),
  });
  visit(document, {
    Seq: (_, list) => {
      list.flow = true;
    },
  });
  const text = document.toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd();
  return [
    "# yaml-language-server: $schema=./access.schema.json",
    `# Adopts what the organization ${stringLiteral(oneLine(organization.title))} has. Applying it changes nothing while the organization is unchanged.`,
    text.replace(invisibleCharacters, (character) => (character === "\n" ? character : escaped(character))),
    ...secretComments(accounts),
    ...(leftOut.length === 0 ? [] : ["# Not adopted:", ...leftOut.map((line) => `# - ${oneLine(line)}`)]),
    "",
  ].join("\n");
}

function entriesByName(principals: readonly PlannedPrincipal[]): ReadonlyMap<string, object> {
  return new Map(principals.map((principal) => [principal.name, entryOf(principal)]));
}

function entryOf({ texts, id, roles, accessList, projectRoles = [] }: PlannedPrincipal): object {
  const visible = Object.entries(texts).map(([property, text]) => [property, withVisibleText(text)]);
  return {
    ...Object.fromEntries(visible),
    adopt: id,
    roles,
    ...(accessList === undefined ? {} : { addresses: accessList }),
    ...(projectRoles.length === 0
      ? {}
      : { projects: new Map(projectRoles.map((one) => [one.project, one.roles])) }),
  };
}

/** Secrets are only named, since Atlas does not show their values. */
function secretComments(accounts: readonly PlannedPrincipal[]): readonly string[] {
  const lines = accounts.flatMap(({ name, secrets }) =>
    secrets.map(({ id, expiresAt }) => `# - ${oneLine(id)} of ${name}, expires ${oneLine(expiresAt)}`),
  );
  return lines.length === 0
    ? []
    : ["# Secrets stay as they are. No program can adopt their values, which Atlas does not show:", ...lines];
}

/** Text with invisible characters goes into double quotes, in which they can be escaped. */
function withVisibleText(text: string): Scalar<string> | string {
  if (text.search(invisibleCharacters) < 0) return text;
  const scalar = new Scalar(text);
  scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff
    ? `\\U${code.toString(16).padStart(8, "0")}`
    : `\\u${code.toString(16).padStart(4, "0")}`;
}
