import path from "node:path";
import ts from "typescript";
import { catalogue } from "../../provider/resources/catalogue.generated";

/** The declaration file that users' editors read, of the built package. */
const types = path.resolve(__dirname, "../../dist/provider/host/program/resources.generated.d.ts");
const program = ts.createProgram([types], { strict: true, skipLibCheck: true, module: ts.ModuleKind.Node16 });
const checker = program.getTypeChecker();
const source = program.getSourceFile(types);

test.each(Object.values(catalogue))(
  "every property of $name shows its doc text in an editor",
  (definition) => {
    const args = membersOf(`${definition.name}Args`);
    const properties = membersOf(definition.name);
    for (const field of definition.inputs) expect(args[field.name]).toBe(field.traits.doc);
    for (const field of definition.outputs) expect(properties[field.name]).toBe(field.traits.doc);
  },
);

function membersOf(name: string): Record<string, string> {
  const module = source && checker.getSymbolAtLocation(source);
  const symbol = module && checker.getExportsOfModule(module).find((candidate) => candidate.name === name);
  if (symbol === undefined) throw new Error(`${types} does not export ${name}`);
  const members = [...(symbol.members?.values() ?? [])];
  return Object.fromEntries(
    members.map((member) => [member.name, ts.displayPartsToString(member.getDocumentationComment(checker))]),
  );
}
