import { keep } from "./keep.ts";

/**
 * `sharedLook` for each of many things to look at, told apart by their JSON.
 *
 * @param most so many are remembered as being looked at; who asks about one that was forgotten looks for himself
 */
export function sharedLooks<Input, T>(
  look: (input: Input) => Promise<T>,
  most: number,
): (input: Input) => Promise<T> {
  const looks = new Map<string, () => Promise<T>>();
  return (input) => {
    const key = JSON.stringify(input);
    const shared = looks.get(key) ?? sharedLook(() => look(input));
    keep(looks, key, shared, most);
    return shared();
  };
}

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
