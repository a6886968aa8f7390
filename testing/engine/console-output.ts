import type { CommandResult } from "../sandbox/running-command";

/** The lines of a diff that show a change, trimmed, without the resources' own. */
export function changedLines({ stdout }: CommandResult): string[] {
  // The engine aligns by the longest name, which does not belong to the change.
  const lines = stdout.split("\n").map((line) => line.trim().replace(/ +:/, ":"));
  return lines.filter((line) => /^[-+~]+ (\[|\w+ *:|\w+: *")/.test(line) && !line.startsWith("~ pulumi:"));
}

/** The errors that are shown at the end, one line each. */
export function errors(result: CommandResult): string[] {
  return messages(result, "error").filter((text) => !/^(update|preview) failed$/.test(text));
}

/** The warnings that are shown at the end, one line each. */
export function warnings(result: CommandResult): string[] {
  return messages(result, "warning");
}

function messages(result: CommandResult, severity: string): string[] {
  const lines = diagnostics(result).split("\n");
  const start = new RegExp(`^ +${severity}: `);
  return lines.filter((line) => start.test(line)).map((line) => line.replace(start, ""));
}

/** Everything after the course of the run: the messages by resource. */
export function diagnostics({ stdout }: CommandResult): string {
  return /\nDiagnostics:\n([\s\S]*?)(\nResources:|\nOutputs:|$)/.exec(stdout)?.[1] ?? "";
}

/** Lines of a stack trace, wherever they are. */
export function stackLines({ stdout, stderr }: CommandResult): string[] {
  return `${stdout}\n${stderr}`.split("\n").filter((line) => /^\s+at .+:\d+:\d+\)?$/.test(line));
}
