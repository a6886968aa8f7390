import { z } from "zod";
import { alternativeInputOf, type Field, openEnumOf, traitsOf } from "../../provider/core/field";
import { tokenOf } from "../../provider/host/tokens";

/** A part of a schema document. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is given by the user or returned: a returned value of an open enum is a text. */
export type Direction = "input" | "output";

/** What this module reads of a schema's definition, whatever its kind. */
interface Definition {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly out?: z.ZodType;
  readonly entries?: Readonly<Record<string, string>>;
  readonly valueType?: z.ZodType;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
}

/** Translates zod schemas into types of Pulumi's schema. Objects and enums become named types. */
export class PropertyTypes {
  private readonly types = new Map<string, JsonObject>();

  /** All named types that were met, sorted by token. */
  named(): JsonObject {
    return Object.fromEntries([...this.types].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** @param path the names that lead to the field, of which the names of its types are made */
  property({ schema, traits }: Field, path: readonly string[], direction: Direction): JsonObject {
    const { secret, doc } = traits;
    const own = this.typeOf(schema, path, direction);
    const alternative = direction === "input" ? alternativeInputOf({ schema }) : undefined;
    return {
      ...(alternative === undefined ? own : { oneOf: [own, this.typeOf(alternative, path, direction)] }),
      description: doc,
      ...(secret ? { secret: true } : {}),
    };
  }

  private typeOf(schema: z.ZodType, path: readonly string[], direction: Direction): JsonObject {
    const open = openEnumOf(schema);
    if (open !== undefined && direction === "input") {
      const type = this.add(open.name, {
        type: "string",
        description: open.doc,
        enum: open.values.map((value) => ({ value })),
      });
      return { oneOf: [{ type: "string" }, type] };
    }
    const { type, innerType, element, out, valueType, entries = {}, shape = {} } = definitionOf(schema);
    switch (type) {
      case "optional":
        return this.typeOf(required(innerType), path, direction);
      case "pipe":
        return this.typeOf(required(out), path, direction);
      case "array":
        return { type: "array", items: this.typeOf(required(element), singular(path), direction) };
      case "record":
        return { type: "object", additionalProperties: this.typeOf(required(valueType), path, direction) };
      case "enum": {
        const values = Object.values(entries).map((value) => ({ value }));
        return this.add(typeName(path), { type: "string", enum: values });
      }
      case "object":
        return this.add(typeName(path), this.objectType(shape, path, direction));
      case "string":
      case "boolean":
        return { type };
      case "number":
        return { type: (z.toJSONSchema(schema) as { type: string }).type };
      default:
        throw new Error(`${path.join(".")}: Pulumi's schema has no type for a zod schema of type ${type}`);
    }
  }

  private objectType(
    shape: Readonly<Record<string, z.ZodType>>,
    path: readonly string[],
    direction: Direction,
  ): JsonObject {
    const all = Object.entries(shape);
    const own = all.map(([name, schema]) => {
      const doc = traitsOf(schema)?.doc ?? schema.description;
      if (doc === undefined) {
        const property = [...path, name].join(".");
        throw new Error(`${property} has no description: add one with .describe() to its schema`);
      }
      return [name, { ...this.typeOf(schema, [...path, name], direction), description: doc }];
    });
    const needed = all.filter(([, schema]) => !schema.safeParse(undefined).success).map(([name]) => name);
    return {
      type: "object",
      properties: Object.fromEntries(own),
      ...(needed.length > 0 ? { required: needed } : {}),
    };
  }

  /** The first form of a type counts: inputs come before outputs, so that a type of both is that of the input. */
  private add(name: string, type: JsonObject): JsonObject {
    const token = tokenOf(name);
    if (!this.types.has(token)) this.types.set(token, type);
    return { $ref: `#/types/${token}` };
  }
}

/** `OrgApiKeyPrivateKeySink` for the input privateKeySink of OrgApiKey. */
function typeName(path: readonly string[]): string {
  return path.map((name) => name.charAt(0).toUpperCase() + name.slice(1)).join("");
}

/** The elements of a list are named in the singular. */
function singular(path: readonly string[]): readonly string[] {
  return [...path.slice(0, -1), (path.at(-1) ?? "").replace(/s$/, "")];
}

function required(schema: z.ZodType | undefined): z.ZodType {
  if (schema === undefined) throw new Error("the schema lacks a part that its type has");
  return schema;
}

function definitionOf(schema: z.ZodType): Definition {
  return schema.def as unknown as Definition;
}
