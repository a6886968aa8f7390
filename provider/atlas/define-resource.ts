import type { z } from "zod";
import { defineResource, type ResourceDefinition, type ResourceSpec } from "../core/definition";
import type { AtlasContext } from "./context";

/**
 * Defines a resource of Atlas: the functions of `spec` get an AtlasContext, and the types of their inputs, state and id follow
 * from the schemas and the identity. See ResourceSpec for what each function does.
 */
export function defineAtlasResource<In extends z.ZodObject, Out extends z.ZodObject, Part extends string>(
  spec: ResourceSpec<AtlasContext, In, Out, Part>,
): ResourceDefinition<AtlasContext> {
  return defineResource(spec);
}
