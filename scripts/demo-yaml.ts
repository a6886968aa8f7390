import { scenarioCommand } from "../testing/demo/command";
import { yamlProgram } from "../testing/demo-yaml/scenario";

scenarioCommand(yamlProgram, process.argv.slice(2), process.stdout).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
