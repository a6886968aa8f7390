/** The same answer for everybody who asks: what several checks need is looked up once. */
export function once<T>(look: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => {
    answer ??= look();
    return answer;
  };
}
