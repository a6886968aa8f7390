import { checks } from "../../cli/doctor/checks";

/** The page with the table of checks filled in. */
export function withChecks(page: string): string {
  const rows = checks.map(({ name, description }) => `| \`${name}\` | ${description} |`);
  const table = ["| check | what it checks |", "| --- | --- |", ...rows].join("\n");
  return page.replace(
    /<!-- checks -->[\s\S]*?<!-- \/checks -->/,
    () => `<!-- checks -->\n\n${table}\n\n<!-- /checks -->`,
  );
}
