import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { atlasCliFile } from "../../provider/config/atlas-cli";

describe("the Atlas CLI's file", () => {
  it.each<[NodeJS.Platform, Record<string, string>, string | undefined]>([
    ["linux", { HOME: "/home/me" }, "/home/me/.config/atlascli/config.toml"],
    ["linux", { HOME: "/home/me", XDG_CONFIG_HOME: "/cfg" }, "/cfg/atlascli/config.toml"],
    ["linux", { HOME: "/home/me", XDG_CONFIG_HOME: "" }, "/home/me/.config/atlascli/config.toml"],
    ["freebsd", { HOME: "/home/me" }, "/home/me/.config/atlascli/config.toml"],
    [
      "darwin",
      { HOME: "/Users/me", XDG_CONFIG_HOME: "/cfg" },
      "/Users/me/Library/Application Support/atlascli/config.toml",
    ],
    [
      "win32",
      { APPDATA: "C:\\Users\\me\\AppData\\Roaming" },
      "C:\\Users\\me\\AppData\\Roaming\\atlascli\\config.toml",
    ],
    ["win32", { HOME: "/home/me" }, undefined],
    ["linux", {}, undefined],
  ])("is where the CLI keeps it on %s with %j", (platform, env, file) => {
    expect(atlasCliFile(env, platform)).toBe(file);
  });

  it("costs nothing where it is not read", () => {
    const home = mkdtempSync(path.join(tmpdir(), "profiles-"));
    const file = atlasCliFile({ HOME: home }) ?? "";
    const empty = loadedFor({ HOME: home });
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, "");
    const elsewhere = loadedFor({ HOME: home, MONGODB_ATLAS_PROFILE_ACME_ACCESS_TOKEN: "t" });
    const read = loadedFor({ HOME: home });
    rmSync(home, { recursive: true });

    expect(empty).not.toContain("smol-toml");
    expect(elsewhere).not.toContain("smol-toml");
    expect(read).toContain("smol-toml");
  });
});

/** The files that a new process has loaded after it looked for a profile. */
function loadedFor(env: Record<string, string>): string {
  const text =
    'try { require("./dist/provider/config/settings").resolveSettings({ profile: "acme" }) } catch {}' +
    ";console.log(Object.keys(require.cache).join())";
  const cwd = path.resolve(__dirname, "../..");
  return execFileSync(process.execPath, ["-e", text], { cwd, encoding: "utf8", env });
}
