/**
 * Loaded by `--require` into the processes of a report's first run. In the one that runs the program it notes what that
 * throws, before the SDK begins to print it. It listens beside the SDK's own handlers and changes nothing.
 */
import { writeFileSync } from "node:fs";
import { errorFileVariable } from "./error-file-variable";

const file = process.env[errorFileVariable];
const isProgram = /[\\/]@pulumi[\\/]pulumi[\\/]cmd[\\/]run(?:[\\/]|$)/.test(process.argv[1] ?? "");

if (file !== undefined && isProgram) {
  const note = (thrown: unknown) => {
    try {
      // The first one is the cause of those that follow.
      writeFileSync(file, String(thrown), { flag: "wx", mode: 0o600 });
    } catch {
      // Noted already; or the note cannot be written, and the engine's own message has to do.
    }
  };
  process.on("uncaughtExceptionMonitor", note);
  // Only beside a handler: by itself it would keep Node from ending on a rejection.
  process.on("unhandledRejection", note);
}
