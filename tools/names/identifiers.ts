import ts from "typescript";

/** An identifier and the line, from 1, where it stands. */
export interface Identifier {
  readonly name: string;
  readonly line: number;
}

/** Each identifier of a source text, in its order; comments and strings have none. */
export function identifiersOf(file: string, text: string): readonly Identifier[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false);
  const found: Identifier[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) {
      found.push({
        name: node.text,
        line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1,
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
