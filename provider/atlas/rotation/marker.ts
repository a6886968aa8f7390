/**
 * The marker at the end of a rotating key's description in Atlas: ` [rotation 5f… #3]`. It tells which rotation a key belongs to,
 * and which key of it this is. A run deletes no key without it.
 */
export interface Marker {
  readonly rotationId: string;
  /** 1 for the first key of the rotation. */
  readonly number: number;
  /** Fingerprint of the private key, once a sink has stored it. */
  readonly storedFingerprint?: string | undefined;
}

/** Characters that the longest marker takes of a description. */
export const maxMarkerLength = 70;

const marked = /^(.*) \[rotation ([0-9a-f]{24}) #([1-9]\d{0,5})(?:, stored ([0-9a-f]{16}))?\]$/s;

/** The description as Atlas shows it. */
export function withMarker(description: string, { rotationId, number, storedFingerprint }: Marker): string {
  const stored = storedFingerprint === undefined ? "" : `, stored ${storedFingerprint}`;
  return `${description} [rotation ${rotationId} #${number}${stored}]`;
}

/** A description of Atlas without its marker, and the marker. */
export function parseDescription(text: string): { readonly description: string; readonly marker?: Marker } {
  const [, description, rotationId, number, storedFingerprint] = marked.exec(text) ?? [];
  if (description === undefined || rotationId === undefined) return { description: text };
  return { description, marker: { rotationId, number: Number(number), storedFingerprint } };
}
