/** Which credentials count: the first source that has any decides whole, and never lends half a pair to another. */
import { SettingsError } from "../core/errors";
import { namespace, type Source } from "./sources";

/** Who we say we are. */
export type Credentials =
  | { readonly kind: "token"; readonly accessToken: string }
  | { readonly kind: "service-account"; readonly clientId: string; readonly clientSecret: string }
  | { readonly kind: "api-key"; readonly publicKey: string; readonly privateKey: string };

/** Credentials and the source that decided. */
export interface ChosenCredentials {
  readonly credentials: Credentials;
  readonly source: Source["name"];
}

/** The names of one way to log in, in one source: a token alone, or both halves of a pair. */
interface Way {
  readonly kind: Credentials["kind"];
  readonly names: readonly [string] | readonly [string, string];
}

const configWays: readonly Way[] = [
  { kind: "token", names: ["accessToken"] },
  { kind: "service-account", names: ["clientId", "clientSecret"] },
  { kind: "api-key", names: ["publicKey", "privateKey"] },
];

const environmentWays: readonly Way[] = [
  { kind: "token", names: ["MONGODB_ATLAS_ACCESS_TOKEN"] },
  { kind: "service-account", names: ["MONGODB_ATLAS_CLIENT_ID", "MONGODB_ATLAS_CLIENT_SECRET"] },
  { kind: "api-key", names: ["MONGODB_ATLAS_PUBLIC_API_KEY", "MONGODB_ATLAS_PRIVATE_API_KEY"] },
  { kind: "api-key", names: ["MONGODB_ATLAS_PUBLIC_KEY", "MONGODB_ATLAS_PRIVATE_KEY"] },
];

/** Names that are present; says nothing of their values. For a report on what was found. */
export interface CredentialPresence {
  readonly source: Source["name"];
  readonly name: string;
  readonly present: boolean;
}

/** Every name that is looked for, in the order in which they count. */
export function credentialPresence(config: Source, environment: Source): CredentialPresence[] {
  return [config, environment].flatMap((source) =>
    waysOf(source).flatMap(({ names }) =>
      names.map((name) => ({
        source: source.name,
        name: shown(source, name),
        present: source.get(name) !== undefined,
      })),
    ),
  );
}

/** @throws SettingsError for none, or for half a pair where a whole one would decide */
export function chooseCredentials(config: Source, environment: Source): ChosenCredentials {
  for (const source of [config, environment]) {
    for (const way of waysOf(source)) {
      const values = way.names.map((name) => source.get(name));
      if (values.every((value) => value === undefined)) continue;
      if (values.includes(undefined)) throw halfAPair(source, way, config, environment);
      return { credentials: credentialsOf(source, way), source: source.name };
    }
  }
  throw new SettingsError(`No Atlas credentials. ${report(config, environment)}. ${advice}`);
}

function waysOf(source: Source): readonly Way[] {
  return source.name === "config" ? configWays : environmentWays;
}

function credentialsOf(source: Source, way: Way): Credentials {
  const [first, second] = way.names.map((name) => printable(source, name));
  if (way.kind === "token") return { kind: way.kind, accessToken: first ?? "" };
  if (way.kind === "service-account")
    return { kind: way.kind, clientId: first ?? "", clientSecret: second ?? "" };
  return { kind: way.kind, publicKey: first ?? "", privateKey: second ?? "" };
}

/** Atlas issues plain ASCII only; a typographic quote or an invisible space pasted along would travel as garbage. */
function printable(source: Source, name: string): string {
  const value = source.get(name) ?? "";
  if (/^[\x20-\x7e]*$/.test(value)) return value;
  throw new SettingsError(
    `${shown(source, name)}: its value has a character that no Atlas credential has (outside printable ASCII). Copy it again`,
  );
}

function halfAPair(source: Source, way: Way, config: Source, environment: Source): SettingsError {
  const isSet = (name: string) => source.get(name) !== undefined;
  const found = way.names.filter(isSet).map((name) => shown(source, name));
  const missing = way.names.filter((name) => !isSet(name)).map((name) => shown(source, name));
  return new SettingsError(
    `Half of the Atlas credentials is missing: ${found.join()} is set in ${place(source)}, ${missing.join()} is not, ` +
      `and halves are never taken from two places. ${report(config, environment)}. ${advice}`,
  );
}

/** What was looked for and what is there, by name. */
function report(config: Source, environment: Source): string {
  const inSource = (source: Source) => {
    const wanted = waysOf(source).map(({ names }) => names.map((name) => shown(source, name)).join(" with "));
    const all = waysOf(source).flatMap(({ names }) => names);
    const found = all.filter((name) => source.get(name) !== undefined).map((name) => shown(source, name));
    return `Looked in ${place(source)} for ${wanted.join(", or ")}: found ${found.join(", ") || "none"}`;
  };
  return `${inSource(config)}. ${inSource(environment)}`;
}

const advice =
  `Set both halves of one, for example with \`pulumi config set --secret ${namespace}:publicKey\` and ` +
  `\`pulumi config set --secret ${namespace}:privateKey\`, or export MONGODB_ATLAS_PUBLIC_API_KEY and MONGODB_ATLAS_PRIVATE_API_KEY`;

function shown(source: Source, name: string): string {
  return source.name === "config" ? `${namespace}:${name}` : name;
}

function place(source: Source): string {
  return source.name === "config" ? "the stack's config" : "the environment";
}
