/** A stretch of a text. */
export interface TextWindow {
  readonly start: number;
  readonly end: number;
}

const sentences = new Intl.Segmenter(undefined, { granularity: "sentence" });
const words = new Intl.Segmenter(undefined, { granularity: "word" });

/**
 * Cuts a text into windows of whole sentences, each of `leastWords` words or more but for the last; they tile the text.
 * A sentence is never cut, however long. Cost linear in the text's length.
 */
export function textWindows(text: string, leastWords = 50): TextWindow[] {
  const windows: TextWindow[] = [];
  let start = 0;
  let count = 0;
  for (const { segment, index } of sentences.segment(text)) {
    count += countWords(segment);
    if (count < leastWords) continue;
    windows.push({ start, end: index + segment.length });
    start = index + segment.length;
    count = 0;
  }
  if (start < text.length) windows.push({ start, end: text.length });
  return windows;
}

function countWords(text: string): number {
  let count = 0;
  for (const { isWordLike } of words.segment(text)) if (isWordLike) count++;
  return count;
}
