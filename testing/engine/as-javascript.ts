import { ModuleKind, ScriptTarget, transpileModule } from "typescript";

/** A program in TypeScript as plain JavaScript, which the engine starts faster. `npm run check` has the types of the examples. */
export function asJavaScript(text: string): string {
  const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, esModuleInterop: true };
  return transpileModule(text, { compilerOptions }).outputText;
}
