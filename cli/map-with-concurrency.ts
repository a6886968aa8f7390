/** Works on all items, some at a time, and keeps their order. */
export async function mapWithConcurrency<In, Out>(
  items: readonly In[],
  atOnce: number,
  work: (item: In) => Promise<Out>,
  progress: (done: number, of: number) => void = () => undefined,
): Promise<readonly Out[]> {
  const results: Out[] = [];
  for (let at = 0; at < items.length; at += atOnce) {
    results.push(...(await Promise.all(items.slice(at, at + atOnce).map(work))));
    progress(results.length, items.length);
  }
  return results;
}
