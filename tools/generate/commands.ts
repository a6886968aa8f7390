import type { Option } from "commander";
import { commands } from "../../cli/commands/all";

/** The page with the options of each command between `<!-- command NAME -->` and its end filled in. */
export function withCommands(page: string): string {
  return page.replace(/<!-- command (\S+) -->[\s\S]*?<!-- \/command \1 -->/g, (_, name: string) => {
    const command = commands().find((each) => each.name() === name);
    if (command === undefined) throw new Error(`there is no command ${name}`);
    const table = ["| option | meaning |", "| --- | --- |", ...command.options.map(row)].join("\n");
    return `<!-- command ${name} -->\n\n${table}\n\n<!-- /command ${name} -->`;
  });
}

function row({ flags, description, argChoices, defaultValue, mandatory }: Option): string {
  const choices = argChoices === undefined ? [] : [`One of ${argChoices.map(code).join(", ")}.`];
  const text = `${description.charAt(0).toUpperCase()}${description.slice(1)}.`;
  const meaning = [text, ...choices, ...standardText(defaultValue), ...(mandatory ? ["Required."] : [])];
  return `| \`${flags}\` | ${meaning.join(" ").replaceAll("|", "\\|")} |`;
}

/** The default, with the present folder by its name. */
function standardText(value: unknown): string[] {
  if (value === undefined || value === false) return [];
  return [`Default: ${value === process.cwd() ? "the current folder" : code(String(value))}.`];
}

function code(text: string): string {
  return `\`${text}\``;
}
