/**
 * Runs an operation on all items, at most `concurrency` at a time. Results are in the order of the items. After a
 * failure no further operation starts.
 */
export async function mapWithConcurrency<In, Out>(
  items: readonly In[],
  concurrency: number,
  operation: (item: In) => Promise<Out>,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<readonly Out[]> {
  const results: Out[] = new Array(items.length);
  const queue = items.entries();
  let done = 0;
  let hasFailed = false;
  const worker = async () => {
    for (const [at, item] of queue) {
      if (hasFailed) return;
      results[at] = await operation(item).catch((error) => {
        hasFailed = true;
        throw error;
      });
      onProgress(++done, items.length);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, worker));
  return results;
}
