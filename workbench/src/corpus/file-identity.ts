import { createHash, hash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { ToposcopeError } from "../errors.ts";
import { fileCall } from "../file-access.ts";
import type { ColumnMapping } from "../model.ts";

const pieceBytes = 1 << 20;

/**
 * SHA-256 of a file's bytes; empty where it cannot be read, which its reader will say.
 *
 * @throws ToposcopeError FILES_UNREACHABLE when it may be readable later
 */
export async function contentHash(location: string): Promise<Buffer> {
  try {
    const file = await fileCall(open(location), { what: location });
    try {
      return await hashOf(file, location);
    } finally {
      await fileCall(file.close(), { what: location });
    }
  } catch (error) {
    if (error instanceof ToposcopeError) throw error;
    return Buffer.alloc(0);
  }
}

async function hashOf(file: FileHandle, location: string): Promise<Buffer> {
  const sum = createHash("sha256");
  const piece = Buffer.allocUnsafe(pieceBytes);
  for (;;) {
    const { bytesRead } = await fileCall(file.read(piece, 0, pieceBytes), { what: location });
    if (bytesRead === 0) return sum.digest();
    sum.update(piece.subarray(0, bytesRead));
  }
}

/** Stands for a column mapping, whatever the order in which it was given. */
export function mappingHash(mapping: ColumnMapping): Buffer {
  const given = Object.entries(mapping).filter(([, column]) => column !== undefined);
  return hash("sha256", JSON.stringify(given.sort(([a], [b]) => a.localeCompare(b))), "buffer");
}
