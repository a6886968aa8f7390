import fc from "fast-check";
import { ids } from "./seed";

/** The part of JSON Schema that request bodies of the document use. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
}

/** Values by field name, for fields whose schema would hardly ever generate an existing value. */
const byName: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  orgId: fc.constantFrom(ids.org, ids.otherOrg),
  orgOwnerId: fc.constantFrom(ids.user, "5f00000000000000000000ff"),
  ipAddress: fc.constantFrom("203.0.113.9", "2001:db8::1", "192.0.2.300", "0.0.0.0"),
  cidrBlock: fc.constantFrom("203.0.113.0/24", "2001:db8::/32", "0.0.0.0/0", "10.0.0.1/99"),
  roles: fc.uniqueArray(
    fc.constantFrom("ORG_OWNER", "ORG_MEMBER", "ORG_READ_ONLY", "GROUP_OWNER", "GROUP_READ_ONLY", "NO_SUCH"),
    { minLength: 1, maxLength: 4 },
  ),
};

/** Unexpected values for any field. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, -1, 1e308, 2 ** 53, 0.1, "", "\u0000", "\ud800", [], {}, [[]]),
  fc.constantFrom<unknown>(
    "a".repeat(5000),
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "%00",
  ),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.jsonValue({ maxDepth: 3 }),
);

/** A value that a schema allows; sometimes one of its fields has a value that the schema does not allow. */
export function allowed(schema: JsonSchema, name = ""): fc.Arbitrary<unknown> {
  const known = byName[name];
  if (known !== undefined) return known;
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === "object") return objectOf(schema);
  if (type === "array") {
    return fc.array(allowed(schema.items ?? {}), { minLength: schema.minItems ?? 0, maxLength: 3 });
  }
  if (type === "boolean") return fc.boolean();
  if (type === "integer") {
    return fc.integer({ min: schema.minimum ?? schema.exclusiveMinimum ?? 0, max: schema.maximum ?? 9000 });
  }
  return fc.string({ minLength: schema.minLength ?? 0, maxLength: Math.min(schema.maxLength ?? 30, 30) });
}

function objectOf({ properties = {}, required = [] }: JsonSchema): fc.Arbitrary<object> {
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, field]) => [name, allowed(field, name)]),
  );
  return fc.record(fields, { requiredKeys: [...required] });
}

/** An allowed object with one fault: a field of another type, an additional field, or a missing one. */
export function nearly(schema: JsonSchema): fc.Arbitrary<unknown> {
  const names = Object.keys(schema.properties ?? schema.items?.properties ?? { desc: {} });
  const name = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...names) },
    { weight: 1, arbitrary: fc.constantFrom("__proto__", "constructor", "toString", "id", "links", "x") },
  );
  return fc
    .tuple(allowed(schema), name, fc.option(hostileValue, { nil: undefined }))
    .map(([value, at, wrong]) => {
      const target = Array.isArray(value) ? value[0] : value;
      if (typeof target !== "object" || target === null) return wrong;
      const changed = Object.fromEntries([
        ...Object.entries(target).filter(([key]) => key !== at),
        [at, wrong],
      ]);
      return Array.isArray(value) ? [changed, ...value.slice(1)] : changed;
    });
}
