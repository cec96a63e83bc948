import { hash } from "node:crypto";
import { basename } from "node:path";
import type { Context } from "../context.ts";
import type { ReadEvent } from "../model.ts";
import { programVersion } from "../process.ts";
import { countUse } from "../store/cache.ts";
import { extractedText, keepExtractedText, type TextKey } from "../store/extracted-text.ts";

/** A longer outcome is not kept: large tables are read about as fast as they would be fetched. */
const mostKeptLetters = 8_000_000;

export interface ReadOnce {
  readonly path: string;
  /** Empty where the file could not be read. */
  readonly contentHash: Buffer;
  readonly mappingHash: Buffer;
  /** Reads the file. */
  readonly read: () => AsyncIterable<ReadEvent>;
}

/** Reads a file, or says again what was read of a file of the same name and content before. */
export async function* readOnce(
  { db, clock, log }: Pick<Context, "db" | "clock" | "log">,
  { path, contentHash, mappingHash, read }: ReadOnce,
): AsyncGenerator<ReadEvent> {
  const readAs = hash(
    "sha256",
    JSON.stringify([basename(path), mappingHash.toString("hex"), programVersion()]),
    "buffer",
  );
  const key: TextKey = { contentHash, readAs };
  const known = contentHash.length > 0 ? await extractedText(db, key, clock.now()) : undefined;
  await countUse(db, "texts", known ? { hits: 1, misses: 0 } : { hits: 0, misses: 1 });
  if (known) {
    log.debug({ path }, "a file of the same content was read before");
    return yield* known;
  }
  const outcome = new Outcome();
  for await (const event of read()) {
    outcome.add(event);
    yield event;
  }
  const { events } = outcome;
  if (events && contentHash.length > 0) await keepExtractedText(db, key, { events, now: clock.now() });
}

/** What is read of one file, as long as it may be kept: whole, and the same whenever the file is read. */
class Outcome {
  events: ReadEvent[] | undefined = [];
  #letters = 0;

  add(event: ReadEvent): void {
    this.#letters += event.type === "document" ? event.document.text.length : 0;
    if (this.#letters > mostKeptLetters || mayBeOtherwise(event)) this.events = undefined;
    this.events?.push(event);
  }
}

/** What may be otherwise at another try, on another machine, under other limits. */
function mayBeOtherwise(event: ReadEvent): boolean {
  if (event.type === "rejection") return event.row === undefined;
  return event.type === "document" && (event.document.flags ?? []).some(({ flag }) => flag === "incomplete");
}
