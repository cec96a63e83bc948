/**
 * Makes a look at something that changes one that all share who ask at the same moment. Nobody gets a look that began
 * before they asked: who comes while one is under way waits for the next.
 */
export function sharedLook<T>(look: () => Promise<T>): () => Promise<T> {
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<T> | undefined;
  return () => {
    next ??= running.then(() => {
      next = undefined;
      const now = look();
      running = now.catch(() => undefined);
      return now;
    });
    return next;
  };
}
