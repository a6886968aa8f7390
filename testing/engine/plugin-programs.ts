import { acme, blog, shop } from "../emulator/seed";
import type { HarnessProgram } from "./project";

/** A language of programs on the provider plugin. */
export type PluginLanguage = "js" | "yaml";

/** A resource of a program, in the form that each language is written from. */
interface Declared {
  readonly name: string;
  readonly type: string;
  /** `reference` gives an output of another resource. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly options?: Readonly<Record<string, unknown>>;
}

/** As YAML programs write it. */
const reference = (output: string) => ["$", "{", output, "}"].join("");

const key: Declared = {
  name: "key",
  type: "OrgApiKey",
  inputs: { orgId: acme, description: "deployer", roles: ["ORG_READ_ONLY"] },
};
const grant = (projectId: string): Declared => ({
  name: "grant",
  type: "ProjectApiKeyAssignment",
  inputs: {
    projectId,
    apiKeyId: reference("key.apiKeyId"),
    roles: ["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"],
  },
});

/** A key and its roles in one project. */
export function scenarioStart(language: PluginLanguage): HarnessProgram {
  return written(language, [key, grant(shop)]);
}

/** The same with the roles in another project, and an existing key that is imported with its project roles and access list. */
export function scenarioContinued(
  language: PluginLanguage,
  existing: { readonly id: string },
): HarnessProgram {
  const imported: Declared = {
    name: "existing",
    type: "OrgApiKey",
    inputs: {
      orgId: acme,
      description: "plain",
      roles: ["ORG_READ_ONLY"],
      projectRoles: { [shop]: ["GROUP_OWNER"] },
      accessList: ["203.0.113.7"],
    },
    options: { import: `${acme}/${existing.id}` },
  };
  return written(language, [key, grant(blog), imported]);
}

function written(language: PluginLanguage, resources: readonly Declared[]): HarnessProgram {
  return { language, plugin: true, program: language === "js" ? script(resources) : yaml(resources) };
}

function script(resources: readonly Declared[]): string {
  const lines = resources.map(({ name, type, inputs, options = {} }) => {
    const text = JSON.stringify(inputs).replace(/"\$\{(.*?)\}"/g, "$1");
    return `const ${name} = new atlas.${type}("${name}", ${text}, ${JSON.stringify(options)});`;
  });
  return ['const atlas = require("pulumi-atlas-access/plugin");', ...lines, ""].join("\n");
}

/** JSON is YAML. */
function yaml(resources: readonly Declared[]): string {
  const all = resources.map(({ name, type, inputs: properties, options }) => [
    name,
    { type: `atlas-access:${type}`, properties, ...(options === undefined ? {} : { options }) },
  ]);
  return `resources: ${JSON.stringify(Object.fromEntries(all))}\n`;
}
