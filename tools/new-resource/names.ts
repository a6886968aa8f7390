import { wordsOf } from "../names/words";

/** The forms in which a resource's name occurs in its files. */
export interface ResourceNames {
  /** `ServiceAccount` */
  readonly Name: string;
  /** `serviceAccount` */
  readonly name: string;
  /** `service-account`: the folder, the page of docs. */
  readonly folder: string;
  /** `service-accounts`: the file of endpoints. */
  readonly file: string;
  /** `service account`, in sentences. */
  readonly title: string;
}

/** @throws Error for a name that is not written in PascalCase */
export function resourceNames(Name: string): ResourceNames {
  if (!/^([A-Z][a-z0-9]+)+$/.test(Name)) {
    throw new Error(
      `"${Name}" is no name of a resource: write it in PascalCase and the singular, such as ServiceAccount`,
    );
  }
  const folder = wordsOf(Name).join("-");
  return {
    Name,
    name: Name.charAt(0).toLowerCase() + Name.slice(1),
    folder,
    file: plural(folder),
    title: folder.replaceAll("-", " "),
  };
}

function plural(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}
