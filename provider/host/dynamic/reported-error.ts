import { AtlasAccessError, PartialCreateError } from "../../core/errors";

/**
 * What the dynamic-provider host prints of an error of ours, besides sending it to the engine, in check, diff,
 * read and delete: its text and its stack (seen with SDK 3.248). The engine shows the message already, so lines
 * with this mark are kept from the output.
 */
const mark = "\u0000pulumi-atlas-access: reported";

/** An error as the engine shows it: the message alone, once. */
class ReportedError extends Error {
  /** Set when the object exists all the same: the engine then saves it as created but not initialised. */
  readonly id?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly reasons?: readonly string[];

  constructor(message: string, partial?: PartialCreateError) {
    super(message);
    this.stack = "";
    if (partial) {
      this.id = partial.id;
      this.properties = partial.state;
      // Of such an error the engine shows the reasons alone (seen with 3.232), so the message goes there.
      this.reasons = [message];
    }
  }

  override toString(): string {
    return mark;
  }
}

/** Turns whatever was thrown into what the engine is to show. `subject` names the resource for defects of ours. */
export function reported(error: unknown, subject: string): Error {
  quietHost();
  if (error instanceof PartialCreateError) return new ReportedError(error.message, error);
  if (error instanceof AtlasAccessError) return new ReportedError(error.message);
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new ReportedError(`${subject}: ${text}. This is a defect of pulumi-atlas-access; please report it`);
}

let quiet = false;

/** Keeps the host's own second copy of a reported error out of the output; everything else passes. */
function quietHost(): void {
  if (quiet) return;
  quiet = true;
  const print = console.error.bind(console);
  console.error = (...values: unknown[]) => {
    if (typeof values[0] === "string" && values[0].startsWith(mark)) return;
    print(...values);
  };
}
