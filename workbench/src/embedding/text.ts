import { hash } from "node:crypto";

/**
 * What a model sees of a chunk: the document's title above the chunk's text, unless the text itself begins with it.
 * A cached vector belongs to exactly this text.
 */
export function embeddingText(title: string | null | undefined, text: string): string {
  const heading = title?.trim() ?? "";
  return heading === "" || text.trimStart().startsWith(heading) ? text : `${heading}\n${text}`;
}

/** SHA-256 of an embedded text, in hexadecimal. */
export function contentHash(text: string): string {
  return hash("sha256", text);
}
