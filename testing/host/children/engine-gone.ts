import { EngineWatch } from "../../../provider/host/engine-watch";

/**
 * A provider process whose engine has ended, so that nothing reads what it writes. As the SDK's host does, it prints uncaught errors.
 * Exits with 1 if there were any.
 */
let uncaught = 0;
process.on("uncaughtException", (error) => {
  uncaught += 1;
  console.error(error.stack);
});
new EngineWatch("127.0.0.1:9").start();
setTimeout(() => process.stderr.write("warning: a message\n"), 300);
setTimeout(() => process.stderr.write("warning: another one\n"), 500);
setTimeout(() => process.exit(uncaught === 0 ? 0 : 1), 1_000);
