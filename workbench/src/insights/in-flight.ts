/** What came of work on many things at once. */
export interface Settled<T> {
  readonly done: readonly T[];
  /** Why nothing more was begun. */
  readonly failure?: unknown;
}

/** Works on several things at a time; after a failure nothing more is begun, and what is done by then is kept. */
export async function inFlight<T, R>(
  items: readonly T[],
  most: number,
  work: (item: T) => Promise<R>,
): Promise<Settled<R>> {
  const done: R[] = [];
  let failure: { readonly error: unknown } | undefined;
  const left = items.values();
  const lane = async () => {
    for (const item of left) {
      try {
        done.push(await work(item));
      } catch (error) {
        failure ??= { error };
      }
      if (failure) return;
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, lane));
  return failure ? { done, failure: failure.error } : { done };
}
