import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { undoAtExit } from "../sandbox/cleanup";

/** A PostgreSQL server of a test's or a demo's own. */
export interface Postgres {
  /** The address without a password, which is in the environment. */
  readonly url: string;
  readonly password: string;
  close(): void;
}

/** Debian keeps the server's programs outside of PATH, one folder a version. */
function binFolders(): string[] {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort().reverse() : [];
  return [
    ...(process.env.PATH ?? "").split(delimiter),
    ...versions.map((version) => join(debian, version, "bin")),
  ];
}

/** Where `initdb`, `pg_ctl` and `createdb` are, if they are installed. */
export const postgresBin = binFolders().find((folder) =>
  ["initdb", "pg_ctl", "createdb"].every((name) => existsSync(join(folder, name))),
);

/** Starts a server on loopback with one database, `pulumi`, in a folder that is removed on close. */
export async function startPostgres(): Promise<Postgres> {
  const port = String(await freePort());
  const folder = mkdtempSync(join(tmpdir(), "atlas-access-postgres-"));
  const password = randomBytes(12).toString("hex");
  const data = join(folder, "data");
  const account = serverAccount();
  writeFileSync(join(folder, "password"), password);
  mkdirSync(data);
  if (account)
    for (const path of [folder, data, join(folder, "password")]) chownSync(path, account.uid, account.gid);
  const run = (program: string, ...args: string[]) =>
    execFileSync(join(postgresBin ?? "", program), args, {
      cwd: folder,
      stdio: ["ignore", "ignore", "pipe"],
      env: { PATH: process.env.PATH, LC_ALL: "C", PGPASSWORD: password },
      ...account,
    });
  // Several may ask for it, and a signal may come before the server runs.
  const stop = () => {
    if (existsSync(join(data, "postmaster.pid"))) run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop");
    rmSync(folder, { recursive: true, force: true });
  };
  const keep = undoAtExit(stop);
  run("initdb", "-D", data, "-U", "app", "--auth=scram-sha-256", `--pwfile=${join(folder, "password")}`);
  // What a power failure would lose does not matter here.
  const settings = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off`;
  run("pg_ctl", "-D", data, "-o", settings, "-w", "-l", join(folder, "log"), "start");
  run("createdb", "-h", "127.0.0.1", "-p", port, "-U", "app", "pulumi");
  return {
    url: `postgres://app@127.0.0.1:${port}/pulumi?sslmode=disable`,
    password,
    close() {
      keep();
      stop();
    },
  };
}

/** The server refuses to run as root: then it runs as the user that Debian's package made for it. */
function serverAccount(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** A port without a listener. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
