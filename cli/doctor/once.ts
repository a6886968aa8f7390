/** Wraps an operation so that it runs at most once; all callers get the same promise. */
export function once<T>(operation: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= operation();
    return result;
  };
}
