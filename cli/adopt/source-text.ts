import { invisibleCharacters } from "../plain-text";

/** Line width of the printed program, which has the layout of Biome and Prettier. */
const lineWidth = 110;

/** A string literal, in the quotes that need fewer escapes. */
export function stringLiteral(text: string): string {
  const inside = JSON.stringify(text).slice(1, -1).replace(invisibleCharacters, escaped);
  const doubles = text.split('"').length;
  const singles = text.split("'").length;
  return doubles > singles ? `'${inside.replaceAll('\\"', '"').replace(/'/g, "\\'")}'` : `"${inside}"`;
}

/** A property name, in quotes only if they are needed. */
export function propertyName(name: string): string {
  return isIdentifier(name) ? name : stringLiteral(name);
}

/** Access to a property: `projects.shop`, `projects["web-shop"]`. */
export function propertyAccess(object: string, name: string): string {
  return isIdentifier(name) ? `${object}.${name}` : `${object}[${stringLiteral(name)}]`;
}

/** A property with a string value, on two lines if it does not fit on one. */
export function stringProperty(name: string, value: string): readonly string[] {
  const line = `${name}: ${stringLiteral(value)},`;
  return fits(line, 2) ? [line] : [`${name}:`, `  ${stringLiteral(value)},`];
}

/** A property with a list of strings, on one line each if they do not fit on one at that indent. */
export function listProperty(name: string, values: readonly string[], indent = 2): readonly string[] {
  const line = `${name}: [${values.map(stringLiteral).join(", ")}],`;
  return fits(line, indent)
    ? [line]
    : [`${name}: [`, ...values.map((value) => `  ${stringLiteral(value)},`), "],"];
}

/** A statement that constructs a resource, with one line for each input. */
export function constructorCall(start: string, name: string, inputs: readonly string[]): readonly string[] {
  const head = `${start}(${stringLiteral(name)}, {`;
  if (fits(head, 0)) return [head, ...inputs.map((line) => `  ${line}`), "});"];
  return [
    `${start}(`,
    `  ${stringLiteral(name)},`,
    "  {",
    ...inputs.map((line) => `    ${line}`),
    "  },",
    ");",
  ];
}

/** An import of names, on one line each if they do not fit on one. */
export function importLines(names: readonly string[], module: string): readonly string[] {
  const line = `import { ${names.join(", ")} } from ${stringLiteral(module)};`;
  return fits(line, 0)
    ? [line]
    : ["import {", ...names.map((name) => `  ${name},`), `} from ${stringLiteral(module)};`];
}

/** The statement on one line; undefined if it is too long. */
export function singleLineCall(start: string, name: string, inputs: readonly string[]): string | undefined {
  const line = `${start}(${stringLiteral(name)}, { ${inputs.join(" ").replace(/,$/, "")} });`;
  return fits(line, 0) ? line : undefined;
}

function isIdentifier(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name);
}

function fits(line: string, indent: number): boolean {
  return indent + widthOf(line) <= lineWidth;
}

/** Width in columns, as formatters count it: ideographs and emoji are two wide, combining marks zero. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text)
    width += wideCharacter.test(character) ? 2 : /\p{Mark}/u.test(character) ? 0 : 1;
  return width;
}

const wideCharacter =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, at) => unicodeEscape(character.charCodeAt(at))).join(
    "",
  );
}

function unicodeEscape(code: number): string {
  return `\\u${code.toString(16).padStart(4, "0")}`;
}
