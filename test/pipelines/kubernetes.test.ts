import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import Ajv, { type ValidateFunction } from "ajv";
import { parse } from "yaml";

const root = resolve(__dirname, "../..");
const definition = join(root, "../shared/schemas/pulumi-kubernetes-operator/pulumi.com_stacks.yaml");
const manifests = join(root, "examples", "gitops", "kubernetes");

const withDefinition = existsSync(definition) || process.env.CI === "true" ? test : test.skip;
if (!existsSync(definition)) console.warn(`${definition} is missing: no manifest is checked against it.`);

type Node = Record<string, unknown>;

/** Kubernetes silently drops an unknown field; here it is an error. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const node = schema as Node;
  const all = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, closed(value)]));
  const open = "additionalProperties" in node || node["x-kubernetes-preserve-unknown-fields"] === true;
  return node.type === "object" && "properties" in node && !open
    ? { ...all, additionalProperties: false }
    : all;
}

function validator(version: string): ValidateFunction {
  const { spec } = parse(readFileSync(definition, "utf8"));
  const found = spec.versions.find(({ name }: { name: string }) => name === version);
  const schema = found.schema.openAPIV3Schema;
  // The definition does not describe metadata, which every object has.
  schema.properties.metadata = { type: "object", additionalProperties: true, required: ["name"] };
  return new Ajv({ strict: false, allErrors: true, validateFormats: false, logger: false }).compile(
    closed(schema) as object,
  );
}

withDefinition("each manifest is a Stack as the Kubernetes operator defines it, with a schedule", () => {
  const validate = validator("v1");
  const names = readdirSync(manifests);
  expect(names).toEqual(["acme.yaml"]);
  for (const name of names) {
    const stack = parse(readFileSync(join(manifests, name), "utf8"));
    expect([name, validate(stack), validate.errors]).toEqual([name, true, null]);
    expect(stack).toMatchObject({ apiVersion: "pulumi.com/v1", kind: "Stack" });
    expect(stack.spec).toMatchObject({ refresh: true, continueResyncOnCommitMatch: true, branch: "main" });
    expect(stack.spec.resyncFrequencySeconds).toBeGreaterThanOrEqual(60);
    expect(new URL(stack.spec.backend).password).toBe("");
    expect(validate({ ...stack, spec: { ...stack.spec, resyncFrequency: 60 } })).toBe(false);
  }
});
