import { holdsSecret } from "./private-keys";

/** The outcome that a message reports, in the words of the table. */
const meanings: readonly (readonly [RegExp, string])[] = [
  [/The new key was deleted again/, "deleted again"],
  [/may still exist: Atlas does not find it/, "key not found, named"],
  [/there is no such service account/, "account not found"],
  [/to adopt\. Check adopt/, "not found, nothing adopted"],
  [/too recently to call it deleted/, "too new to be deleted"],
  [/did not accept the credentials/, "credentials refused"],
  [/lacks a role/, "missing role"],
  [/there is no API key with/, "nothing to adopt"],
  [/does not exist, or .* cannot see it/, "not visible"],
  [/: it does not exist: Atlas says/, "not found"],
  [/still limits the rate/, "rate limit"],
  [/HTML page/, "not from Atlas"],
  [/an incomplete JSON document/, "incomplete response"],
  [/returned a server error/, "server error"],
  [/no response from/, "no response"],
  [/Atlas rejected the request/, "refused"],
];

export function happened(message: string): string {
  return meanings.find(([pattern]) => pattern.test(message))?.[1] ?? `other: ${message}`;
}

/** Checks the form `Create API key 5f… in organization 5f…: what happened. What to do`, on one line and without a secret. */
export function complaints(message: string, secrets: readonly string[]): string[] {
  const checks: readonly (readonly [boolean, string])[] = [
    [/^[A-Z][A-Za-z ]+.*?: .+\. [A-Z].*[^.]$/.test(message), "is not of the form of messages"],
    [!/\n|\bat .+:\d+:\d+/.test(message), "has a stack or several lines"],
    [!message.includes("defect of"), "calls it a defect"],
    // What has no id yet and lists of one's own are named by the operation alone.
    [
      /[a-f0-9]{24}|^Create organization|^List organizations|^Read the caller/.test(message),
      "names no target",
    ],
    [!holdsSecret(message) && secrets.every((secret) => !message.includes(secret)), "holds a secret"],
  ];
  return checks.filter(([good]) => !good).map(([, what]) => `the message ${what}: ${message}`);
}
