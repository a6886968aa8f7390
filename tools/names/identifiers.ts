import ts from "typescript";

/** An identifier and its line, from 1. */
export interface Identifier {
  readonly name: string;
  readonly line: number;
}

/** The identifiers of a source text in order, without those in comments and strings. */
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
