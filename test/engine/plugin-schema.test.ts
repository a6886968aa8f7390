import { resolve } from "node:path";
import { findEngine } from "../../testing/pulumi/find-engine";
import { Sandbox } from "../../testing/sandbox/sandbox";

test("the engine's own library binds the plugin's schema without an error or a warning", async () => {
  const { binFolder } = await findEngine();
  const sandbox = new Sandbox({ engineBinFolder: binFolder });
  try {
    const file = resolve(__dirname, "../../provider/host/plugin/schema.json");
    const { code, stdout, stderr } = await sandbox.run(["pulumi", "schema", "check", file]);
    expect({ code, text: `${stdout}${stderr}` }).toEqual({ code: 0, text: "" });
  } finally {
    await sandbox.close();
  }
}, 60_000);
