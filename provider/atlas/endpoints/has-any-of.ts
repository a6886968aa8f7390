import { z } from "zod";

/**
 * An object with optional properties of which at least one must be present, with a value or null: a response without any is no
 * response of that operation.
 */
export function hasAnyOf<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.object(shape).refine((values) => Object.values(values).some((value) => value !== undefined), {
    message: `must have one of ${Object.keys(shape).join(", ")}`,
  });
}
