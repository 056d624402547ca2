/** Files that are fetched at a time. */
const width = 3;

/**
 * Works off a list, three at a time. The first failure stops the others, and is what is thrown.
 * @param work gets a signal that is given with the outer one, or when another item fails
 */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  signal: AbortSignal,
  work: (item: Item, signal: AbortSignal) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const queue = items.entries();
  let failure: { readonly error: unknown } | undefined;
  const worker = async () => {
    for (const [at, item] of queue) {
      if (either.aborted) return;
      results[at] = await work(item, either);
    }
  };
  const guarded = async () => {
    await worker().catch((error: unknown) => {
      failure ??= { error };
      stop.abort();
    });
  };
  await Promise.all(Array.from({ length: width }, guarded));
  if (failure !== undefined) throw failure.error;
  signal.throwIfAborted();
  return results;
}
