import type { ExtractedDocument } from "../../model.ts";
import { countReplacements } from "./encoding.ts";

export interface CleanText {
  readonly text: string;
  readonly flags: NonNullable<ExtractedDocument["flags"]>;
}

/**
 * Makes any text storable and its offsets dependable: LF line ends, no byte order mark, no NUL, no broken surrogates.
 * What had to be replaced, or was replaced while decoding, is flagged with its count.
 */
export function cleanText(raw: string): CleanText {
  const undecoded = countReplacements(raw);
  const lines = withLineFeeds(raw.replace(/^\ufeff+/, ""));
  const text = lines.replaceAll("\0", "\ufffd").toWellFormed();
  const broken = countReplacements(text) - undecoded;
  return {
    text,
    flags: [
      ...(undecoded > 0
        ? [{ flag: "replacement-characters" as const, detail: `${undecoded} characters` }]
        : []),
      ...(broken > 0
        ? [{ flag: "control-characters" as const, detail: `${broken} characters replaced` }]
        : []),
    ],
  };
}

/** Carriage returns, form feeds and the separators of Unicode end lines too. */
function withLineFeeds(text: string): string {
  return /[\r\f\v\u0085\u2028\u2029]/.test(text)
    ? text.replace(/\r\n?|[\v\u0085\u2028]/g, "\n").replace(/\n?[\f\u2029]/g, "\n\n")
    : text;
}
