/** The formats in which a plan is printed. */
export type Format = "typescript" | "yaml" | "import-file";

/** How keys are written: with all that belongs to them, or with assignments and access lists beside them. */
export type Form = "complete" | "separate";

/** How a plan is made. */
export interface PlanOptions {
  readonly form: Form;
  readonly format: Format;
  /** Profile of all resources; undefined for the credentials without a name. */
  readonly profile?: string | undefined;
}
