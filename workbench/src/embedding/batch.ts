/** A stretch of a text's tokens that a model sees at once; `text` is the text's index. */
export interface Window {
  readonly text: number;
  readonly start: number;
  readonly tokens: number;
}

/**
 * Splits texts into windows of at most `windowTokens` tokens, as even as can be, so that no window is a mere remnant.
 *
 * @param tokenCounts tokens of each text; a text without tokens has no window
 */
export function windowsOf(tokenCounts: readonly number[], windowTokens: number): Window[] {
  const windows: Window[] = [];
  for (const [text, tokens] of tokenCounts.entries()) {
    const parts = Math.ceil(tokens / windowTokens);
    for (let part = 0; part < parts; part++) {
      const start = Math.floor((part * tokens) / parts);
      windows.push({ text, start, tokens: Math.floor(((part + 1) * tokens) / parts) - start });
    }
  }
  return windows;
}

/**
 * Groups windows of equal length, so that a batch needs no padding: no work is wasted, and a vector
 * cannot depend on its neighbours' lengths.
 *
 * @param batchTokens tokens of a batch at most; a window longer than that is a batch by itself
 */
export function batchesOfEqualLength(windows: readonly Window[], batchTokens: number): Window[][] {
  const byLength = Map.groupBy(windows, ({ tokens }) => tokens);
  const lengths = [...byLength.keys()].sort((a, b) => a - b);
  return lengths.flatMap((tokens) => {
    const ofLength = byLength.get(tokens) ?? [];
    const size = Math.max(1, Math.floor(batchTokens / tokens));
    return slices(ofLength, size);
  });
}

/** Cuts a list into slices of `size`, the last one shorter. */
export function slices<T>(items: readonly T[], size: number): T[][] {
  const cut: T[][] = [];
  for (let start = 0; start < items.length; start += size) cut.push(items.slice(start, start + size));
  return cut;
}
