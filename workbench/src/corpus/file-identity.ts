import { createHash, hash } from "node:crypto";
import { createReadStream } from "node:fs";
import type { ColumnMapping } from "../model.ts";

/** SHA-256 of a file's bytes; empty where it cannot be read, which its reader will say. */
export async function contentHash(location: string): Promise<Buffer> {
  const sum = createHash("sha256");
  try {
    for await (const piece of createReadStream(location, { highWaterMark: 1 << 20 }))
      sum.update(piece as Buffer);
  } catch {
    return Buffer.alloc(0);
  }
  return sum.digest();
}

/** Stands for a column mapping, whatever the order in which it was given. */
export function mappingHash(mapping: ColumnMapping): Buffer {
  const given = Object.entries(mapping).filter(([, column]) => column !== undefined);
  return hash("sha256", JSON.stringify(given.sort(([a], [b]) => a.localeCompare(b))), "buffer");
}
