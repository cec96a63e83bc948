/** What the library needs of an `AbortSignal`; the platform's own fits. */
export interface CancelSignal {
  readonly aborted: boolean;
  throwIfAborted(): void;
}

/**
 * Told how far a computation is, 0 ≤ done ≤ total. A returned promise is awaited before the work goes on:
 * that is where a caller lets its event loop run, so that an abort can arrive.
 */
export type Progress = (done: number, total: number) => void | Promise<void>;

/** How a caller watches and stops a long computation. */
export interface Control {
  readonly signal?: CancelSignal | undefined;
  readonly progress?: Progress | undefined;
}

/**
 * Reports progress and stops when the caller asked for it.
 *
 * @throws whatever the signal's `throwIfAborted` throws
 */
export async function checkpoint({ signal, progress }: Control, done: number, total: number): Promise<void> {
  signal?.throwIfAborted();
  await progress?.(done, total);
  signal?.throwIfAborted();
}

/** A control that reports a part of a longer computation: [from, to] of the whole, both 0..1. */
export function controlPart({ signal, progress }: Control, from: number, to: number): Control {
  if (!progress) return { signal };
  const resolution = 1000;
  return {
    signal,
    progress: (done, total) => {
      const share = total > 0 ? done / total : 1;
      return progress(Math.round((from + (to - from) * share) * resolution), resolution);
    },
  };
}
