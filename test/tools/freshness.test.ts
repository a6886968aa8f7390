import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const freshness = require("../../tools/run/freshness.js") as {
  whyInstall(root: string): string | undefined;
  whyBuild(root: string): string | undefined;
  stampInstall(root: string): void;
  stampBuild(root: string, hash: string): void;
  sourceHash(root: string): string;
};

let root: string;
/** The time of each written file, in minutes from now, so that no test depends on its speed. */
const write = (file: string, text: string, minute: number) => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
  touch(file, minute);
};
const touch = (file: string, minute: number) => {
  const time = new Date(Date.now() + minute * 60_000);
  utimesSync(join(root, file), time, time);
};
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "freshness-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("npm ci", () => {
  beforeEach(() => write("package-lock.json", "lock 1", -10));

  it("runs in a fresh clone", () => {
    expect(freshness.whyInstall(root)).toBe("node_modules is missing or half installed");
  });

  it("runs again after an install that was cut off", () => {
    mkdirSync(join(root, "node_modules", "zod"), { recursive: true });
    expect(freshness.whyInstall(root)).toBe("node_modules is missing or half installed");
  });

  it("is left out after an install by hand", () => {
    write("node_modules/.package-lock.json", "", -5);
    expect(freshness.whyInstall(root)).toBeUndefined();
  });

  it("is left out when a checkout only made the lock file younger", () => {
    write("node_modules/.package-lock.json", "", -5);
    freshness.stampInstall(root);
    touch("package-lock.json", 0);
    expect(freshness.whyInstall(root)).toBeUndefined();
  });

  it("runs when the lock file has changed since", () => {
    write("node_modules/.package-lock.json", "", -5);
    freshness.stampInstall(root);
    write("package-lock.json", "lock 2", 0);
    expect(freshness.whyInstall(root)).toBe("node_modules is older than package-lock.json");
  });

  it("is left out when the changed lock file was installed by hand", () => {
    write("node_modules/.package-lock.json", "", -5);
    freshness.stampInstall(root);
    write("package-lock.json", "lock 2", -4);
    touch("node_modules/.package-lock.json", -3);
    expect(freshness.whyInstall(root)).toBeUndefined();
  });
});

describe("the build", () => {
  const build = () => {
    write("dist/provider/index.js", "built", -5);
    freshness.stampBuild(root, freshness.sourceHash(root));
  };
  beforeEach(() => {
    for (const file of [
      "provider/index.ts",
      "emulator/index.ts",
      "cli/main.ts",
      "package.json",
      "tsconfig.json",
    ]) {
      write(file, file, -10);
    }
  });

  it("runs in a fresh clone", () => {
    expect(freshness.whyBuild(root)).toBe("dist is missing");
  });

  it("is left out when nothing has changed", () => {
    build();
    expect(freshness.whyBuild(root)).toBeUndefined();
  });

  it("is left out when a checkout only made sources younger", () => {
    build();
    touch("provider/index.ts", 0);
    expect(freshness.whyBuild(root)).toBeUndefined();
  });

  it.each([
    "provider/index.ts",
    "emulator/index.ts",
    "cli/main.ts",
    "package.json",
    "tsconfig.json",
    "tsconfig.build.json",
    "provider/new.ts",
  ])("runs when %s has changed or is new", (file) => {
    build();
    write(file, "changed", -20);
    expect(freshness.whyBuild(root)).toBe("dist was built from other sources");
  });

  it("runs when a source was removed", () => {
    build();
    rmSync(join(root, "cli/main.ts"));
    expect(freshness.whyBuild(root)).toBe("dist was built from other sources");
  });

  it("runs when another command has written dist since", () => {
    build();
    touch("dist/provider/index.js", 5);
    expect(freshness.whyBuild(root)).toBe("dist was built by something else since");
  });

  it("runs when the sources changed while it was building", () => {
    const hash = freshness.sourceHash(root);
    write("provider/index.ts", "changed meanwhile", 0);
    write("dist/provider/index.js", "built", -5);
    freshness.stampBuild(root, hash);
    expect(freshness.whyBuild(root)).toBe("dist was built from other sources");
  });
});
