import fc from "fast-check";
import { allowed, hostileValue, type JsonSchema, nearly } from "./values";

/** A body as a short description, so that a failure can be printed even when the body has ten megabytes. */
export type Body =
  | { readonly kind: "json"; readonly value: unknown }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "bytes"; readonly hex: string }
  | { readonly kind: "nested"; readonly depth: number; readonly closed: boolean }
  | { readonly kind: "huge"; readonly bytes: number };

const raw: fc.Arbitrary<Body> = fc.oneof(
  fc
    .constantFrom(
      '{"desc":"a","desc":"b"}',
      '{"__proto__":{"admin":true}}',
      '{"a":',
      "",
      " ",
      "null",
      "[]",
      "7",
      '"',
    )
    .map((text) => ({ kind: "text" as const, text })),
  fc
    .constantFrom(
      '{"desc":1e999}',
      `{"desc":${"9".repeat(400)}}`,
      '{"desc":"\\u0000"}',
      '{"desc":"\\ud800"}',
      "\ufeff{}",
    )
    .map((text) => ({ kind: "text" as const, text })),
  fc
    .uint8Array({ maxLength: 60 })
    .map((bytes) => ({ kind: "bytes" as const, hex: Buffer.from(bytes).toString("hex") })),
  fc.record({
    kind: fc.constant("nested" as const),
    depth: fc.integer({ min: 1, max: 20_000 }),
    closed: fc.boolean(),
  }),
);

/** Bodies for an operation: most are as documented, some differ slightly, some are hostile, and a few have ten megabytes. */
export function bodyFor(schema: JsonSchema): fc.Arbitrary<Body> {
  const json = (values: fc.Arbitrary<unknown>) => values.map((value) => ({ kind: "json" as const, value }));
  return fc.oneof(
    { weight: 12, arbitrary: json(allowed(schema)) },
    { weight: 12, arbitrary: json(nearly(schema)) },
    { weight: 4, arbitrary: json(hostileValue) },
    { weight: 6, arbitrary: raw },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(70_000, 1_100_000, 10_000_000)
        .map((bytes) => ({ kind: "huge" as const, bytes })),
    },
  );
}

/** The bytes of a described body. */
export function bytesOf(body: Body): Buffer {
  switch (body.kind) {
    case "json":
      return Buffer.from(JSON.stringify(body.value) ?? "");
    case "text":
      return Buffer.from(body.text);
    case "bytes":
      return Buffer.from(body.hex, "hex");
    case "nested":
      return Buffer.from(
        `{"desc":${"[".repeat(body.depth)}${body.closed ? `${"]".repeat(body.depth)}}` : ""}`,
      );
    case "huge":
      return Buffer.from(`{"desc":"${"x".repeat(body.bytes)}"}`);
  }
}
