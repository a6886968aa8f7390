import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { asked, useAtlasLab } from "./atlas-lab";
import { access, drift } from "./drift-lab";

jest.setTimeout(180_000);

const world = useAtlasLab({ applied: access() });

test("a program that throws is run once, and what it threw is the report's answer", async () => {
  const { lab, atlas } = world;
  lab.program(
    `require("node:fs").appendFileSync("runs", "ran ");\nthrow new Error("no such list: acme.yaml");`,
  );

  const { code, stdout, stderr } = await drift(lab);

  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/^atlas-access: stack dev: .*no such list: acme\.yaml/m);
  expect(stderr).not.toMatch(/^ +at /m);
  const file = join(lab.folder, "runs");
  expect(existsSync(file) && readFileSync(file, "utf8")).toBe("ran ");
  expect(asked(atlas)).toEqual([]);
});
