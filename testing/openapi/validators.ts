import Ajv, { type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";

let ajv: Ajv | undefined;
const compiled = new Map<string, ValidateFunction>();

/**
 * The differences of a value from its schema. A schema is compiled once, at its first use, because most test files use few
 * operations.
 */
export function schemaFaults(name: string, schema: () => object, value: unknown): string[] {
  if (ajv === undefined) {
    ajv = new Ajv({ strict: false, allErrors: true });
    addFormats(ajv);
  }
  let validate = compiled.get(name);
  if (validate === undefined) {
    validate = ajv.compile(schema());
    compiled.set(name, validate);
  }
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const which = params.additionalProperty ?? params.allowedValues ?? "";
    return `${instancePath || "the body"} ${message} ${which}`.trim();
  });
}
