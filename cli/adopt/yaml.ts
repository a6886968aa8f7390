import { Document, Scalar, visit } from "yaml";
import { invisibleCharacters, oneLine } from "../plain-text";
import type { AdoptionPlan } from "./plan";
import type { PlannedKey } from "./plan-key";
import { stringLiteral } from "./source-text";

/** The plan as YAML for the program of examples/gitops. */
export function renderYaml({ organization, profile, projects, keys, leftOut }: AdoptionPlan): string {
  const document = new Document({
    organization: organization.orgId,
    ...(profile === undefined ? {} : { profile }),
    projects: new Map(projects.map(({ name, projectId }) => [name, projectId])),
    keys: new Map(keys.map((key) => [key.name, keyEntry(key)])),
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
    ...(leftOut.length === 0 ? [] : ["# Not adopted:", ...leftOut.map((line) => `# - ${oneLine(line)}`)]),
    "",
  ].join("\n");
}

function keyEntry({ description, apiKeyId, roles, accessList, projectRoles = [] }: PlannedKey): object {
  return {
    description: withVisibleText(description),
    adopt: apiKeyId,
    roles,
    ...(accessList === undefined ? {} : { addresses: accessList }),
    ...(projectRoles.length === 0
      ? {}
      : { projects: new Map(projectRoles.map((one) => [one.project, one.roles])) }),
  };
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
