import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { faultTypes } from "../../emulator/faults/fault-schema";
import { seedTypes } from "../../emulator/types/seed-schema";
import { catalogueText, functionCatalogueText, functionFiles, resourceFolders } from "./catalogue";
import { classesText, handlersText } from "./classes";
import { functionsText, pluginFunctionsText } from "./functions";
import { packageSchemaText } from "./package-schema";
import { pageFiles } from "./page-files";
import { documentedRolesText, readDocument } from "./permissions";
import { pluginClassesText } from "./plugin-classes";
import { resourceMetadataText } from "./resource-metadata";
import { schemaTypesText } from "./schema-types";

const root = path.resolve(__dirname, "../..");

/**
 * Writes the files that are generated from the resources and functions: the catalogues, the handlers that states name, the
 * public classes and functions with their docs, the plugin's schema, and the generated parts of the docs. Where the official
 * document is beside the clone, also the roles that it has for each operation.
 *
 * @param checkOnly writes nothing and prints the names of stale files
 * @returns whether a file is stale; without `checkOnly`, stale files are written
 */
export async function generate(checkOnly: boolean): Promise<boolean> {
  const folders = resourceFolders(root);
  const stale: string[] = [];
  const put = (file: string, text: string) => {
    if (currentText(file) === text) return;
    stale.push(file);
    if (!checkOnly) writeFileSync(path.join(root, file), text);
  };
  put("emulator/types/seed.generated.ts", schemaTypesText("emulator/types/seed-schema.ts", seedTypes));
  put("emulator/faults/fault.generated.ts", schemaTypesText("emulator/faults/fault-schema.ts", faultTypes));
  put("provider/resources/catalogue.generated.ts", catalogueText(folders));
  put("provider/functions/catalogue.generated.ts", functionCatalogueText(functionFiles(root)));
  // Loaded only now, since the catalogues may just have been written.
  const { catalogue } = await import("../../provider/resources/catalogue.generated.js");
  const { functions } = await import("../../provider/functions/catalogue.generated.js");
  const definitions = Object.values(catalogue);
  const lookUps = Object.values(functions);
  put("provider/host/dynamic/handlers.generated.ts", handlersText(definitions));
  put("provider/host/program/resource-metadata.generated.ts", resourceMetadataText(definitions));
  put("provider/host/program/resources.generated.ts", classesText(definitions));
  put("provider/host/program/functions.generated.ts", functionsText(lookUps));
  const { providerInputs } = await import("../../provider/host/plugin/provider-inputs.js");
  put("provider/host/plugin/schema.json", packageSchemaText(definitions, lookUps, providerInputs));
  put("provider/host/program/plugin/resources.generated.ts", pluginClassesText(definitions, providerInputs));
  put("provider/host/program/plugin/functions.generated.ts", pluginFunctionsText(lookUps));
  const pages = new Map(pageFiles(root).map((file) => [file, currentText(file) ?? ""]));
  // Loaded only now: it leads to the catalogues.
  const { filledPages } = await import("./pages.js");
  for (const [file, text] of filledPages(root, pages, [...definitions, ...lookUps])) put(file, text);
  const document = readDocument(root);
  if (document !== undefined)
    put("emulator/auth/documented-roles.generated.ts", documentedRolesText(document));
  for (const file of stale) console.log(`${checkOnly ? "stale" : "written"}: ${file}`);
  if (stale.length === 0) console.log("generated files are fresh");
  if (checkOnly && stale.length > 0) console.log("run `npm run generate` and commit the result");
  return checkOnly && stale.length > 0;
}

function currentText(file: string): string | undefined {
  try {
    return readFileSync(path.join(root, file), "utf8");
  } catch {
    return undefined;
  }
}
