import { execFileSync } from "node:child_process";
import { join } from "node:path";

const root = join(__dirname, "../..");

test("--version prints the version of the package and nothing else", () => {
  const command = ["--import", "tsx", join(root, "cli/main.ts"), "--version"];
  const printed = execFileSync(process.execPath, command, { cwd: root, encoding: "utf8" });
  expect(printed).toBe(`${require("../../package.json").version}\n`);
}, 30_000);
