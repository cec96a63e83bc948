import type { ReadEvent } from "../../model.ts";
import { cleanText } from "./clean-text.ts";
import { countReplacements, decodeBytes, detectEncoding } from "./encoding.ts";
import { type FileInput, FileRejected } from "./reader.ts";

/** Reads a plain text file as one document. */
export async function* readText(input: FileInput): AsyncGenerator<ReadEvent> {
  const { text, flags, encoding, warnings } = await readPlainText(input);
  yield* warnings;
  yield { type: "document", document: { text, flags, metadata: { encoding } } };
}

export interface PlainText {
  readonly text: string;
  readonly flags: ReturnType<typeof cleanText>["flags"];
  readonly encoding: string;
  readonly warnings: readonly ReadEvent[];
}

/**
 * Decodes and cleans a whole text file, whatever its format makes of it.
 *
 * @throws FileRejected empty when it holds nothing but blanks
 */
export async function readPlainText(
  input: FileInput,
  options: { declared?: string } = {},
): Promise<PlainText> {
  const encoding = await detectEncoding(input, options);
  const raw = decodeBytes(await input.bytes(), encoding);
  const { text, flags } = cleanText(raw);
  if (text.trim() === "") throw new FileRejected("empty", "nothing but blanks");
  return { text, flags, encoding: encoding.name, warnings: replacementWarning(countReplacements(raw)) };
}

function replacementWarning(replaced: number): ReadEvent[] {
  if (replaced === 0) return [];
  return [{ type: "warning", message: `${replaced} characters could not be decoded and stand as \ufffd` }];
}
