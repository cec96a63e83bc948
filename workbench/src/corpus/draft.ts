import type { ExtractedDocument } from "../model.ts";

const titleLetters = 80;

/** The first words of a text, for a document that has no title of its own. */
export function firstWords(text: string): string {
  const line = text.trimStart().split("\n", 1)[0]?.trim().replace(/\s+/g, " ") ?? "";
  if (line.length <= titleLetters) return line;
  const cut = line.lastIndexOf(" ", titleLetters);
  return `${line.slice(0, cut > titleLetters / 2 ? cut : titleLetters).toWellFormed()}…`;
}

/** How a document is named in lists: by its title, else its first words, else its file. */
export function titleOf(document: ExtractedDocument, path: string): string {
  return document.title?.trim() || firstWords(document.text) || path;
}

/** `archive.zip/member` for a member of an archive. */
export function pathOf(file: string, member: string | undefined): string {
  return member === undefined ? file : `${file}/${member}`;
}
