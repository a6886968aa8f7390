import Ajv, { type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";

let ajv: Ajv | undefined;
const compiled = new Map<string, ValidateFunction>();

/**
 * What a value does that its schema does not allow. Schemas are made when first asked for, and once: most tests meet few
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
