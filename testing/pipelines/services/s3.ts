import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { undoAtExit } from "../../sandbox/cleanup";
import { freePort } from "../postgres";

/** An S3 service of a test's own, with one bucket. */
export interface S3 {
  /** The address of the bucket as the engine wants it for a service that is not Amazon's. */
  readonly url: string;
  /** Credentials, which the fake ignores, but the client requires. */
  readonly env: Readonly<Record<string, string>>;
  close(): void;
}

/** Where moto's server is, if it is installed. */
export const motoServer = (process.env.PATH ?? "")
  .split(delimiter)
  .map((folder) => join(folder, "moto_server"))
  .find(existsSync);

/** Starts moto's server on loopback and makes the bucket. */
export async function startS3(): Promise<S3> {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const server = spawn(motoServer ?? "", ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
  const keep = undoAtExit(() => server.kill("SIGKILL"));
  await answering(address, server);
  const made = await fetch(`${address}/pulumi-state`, { method: "PUT" });
  if (!made.ok) throw new Error(`moto's server refused to make a bucket: ${made.status}`);
  return {
    url: `s3://pulumi-state?endpoint=${address}&s3ForcePathStyle=true&region=us-east-1`,
    env: { AWS_ACCESS_KEY_ID: "nobody", AWS_SECRET_ACCESS_KEY: "nothing", AWS_REGION: "us-east-1" },
    close() {
      keep();
      server.kill("SIGKILL");
    },
  };
}

async function answering(address: string, server: ChildProcess): Promise<void> {
  for (let round = 0; round < 300; round++) {
    if (server.exitCode !== null) throw new Error(`moto's server ended with exit code ${server.exitCode}`);
    if (
      await fetch(address).then(
        () => true,
        () => false,
      )
    )
      return;
    await sleep(100);
  }
  throw new Error(`moto's server does not answer at ${address}`);
}
