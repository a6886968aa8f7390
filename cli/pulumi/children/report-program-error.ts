/**
 * Loaded with `--require` into the processes of a preview. In the process that runs the program, it writes what the
 * program throws into a file, before the SDK prints it. It adds listeners to the SDK's own and changes nothing else.
 */
import { writeFileSync } from "node:fs";
import { errorFileVariable } from "./error-file-variable";

const file = process.env[errorFileVariable];
const isProgram = /[\\/]@pulumi[\\/]pulumi[\\/]cmd[\\/]run(?:[\\/]|$)/.test(process.argv[1] ?? "");

if (file !== undefined && isProgram) {
  const report = (thrown: unknown) => {
    try {
      // Only the first error is written: it causes the others.
      writeFileSync(file, String(thrown), { flag: "wx", mode: 0o600 });
    } catch {
      // The file exists already, or cannot be written: then the engine's own message is used.
    }
  };
  process.on("uncaughtExceptionMonitor", report);
  // The SDK has its own handler for this event. Without one, this listener would keep Node from exiting.
  process.on("unhandledRejection", report);
}
