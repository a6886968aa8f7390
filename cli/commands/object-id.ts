import { InvalidArgumentError } from "commander";

/** An option's value that is to be the id of an organization or project; a public key there is the common mistake. */
export function objectId(text: string): string {
  if (/^[a-f0-9]{24}$/.test(text)) return text;
  const instead = /^[a-z]{8}$/.test(text) ? " This looks like a public key." : "";
  throw new InvalidArgumentError(`Expected 24 lower-case hexadecimal digits.${instead}`);
}
