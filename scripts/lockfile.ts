import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type LockedPackages, missingEntries } from "../tools/lockfile/optional-packages";

/** Completes package-lock.json with the optional packages that the registry in use did not serve. */
function main(): void {
  const file = join(__dirname, "../package-lock.json");
  const lock = JSON.parse(readFileSync(file, "utf8")) as { packages: LockedPackages };
  const missing = missingEntries(lock.packages);
  const names = Object.keys(missing);
  if (names.length > 0) {
    const all = Object.entries({ ...lock.packages, ...missing });
    const sorted = all.sort(([a], [b]) => a.localeCompare(b, "en"));
    writeFileSync(
      file,
      `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, undefined, 2)}\n`,
    );
  }
  console.log(
    `package-lock.json: ${names.length === 0 ? "complete" : `added ${names.length} optional packages`}`,
  );
}

main();
