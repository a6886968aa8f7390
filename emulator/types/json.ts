/** JSON as responses carry it. Keys are in alphabetical order because every body is built that way. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}
