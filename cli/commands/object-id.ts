import { InvalidArgumentError } from "commander";

/** Parses the id of an organization or project. @throws InvalidArgumentError, with a hint if it looks like a public key */
export function objectId(text: string): string {
  if (/^[a-f0-9]{24}$/.test(text)) return text;
  const hint = /^[a-z]{8}$/.test(text) ? " This looks like a public key." : "";
  throw new InvalidArgumentError(`Expected 24 lower-case hexadecimal digits.${hint}`);
}
