import { randomUUID } from "node:crypto";
import { link, readFile, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { fileCall } from "../file-access.ts";

/**
 * What the machine with this data folder is called among those that share a database: its host's name when the folder was
 * made, and a part that no other has. Whoever has the same folder sees the same files.
 */
export async function machineName(dataFolder: string): Promise<string> {
  const path = join(dataFolder, "machine");
  const known = await readName(path);
  if (known !== undefined) return known;
  const draft = `${path}.${randomUUID()}`;
  const name = `${hostname()}-${randomUUID().slice(0, 8)}\n`;
  await fileCall(writeFile(draft, name, { mode: 0o600, flag: "wx" }), { what: draft });
  try {
    await fileCall(link(draft, path), { what: path }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  } finally {
    await fileCall(rm(draft), { what: draft });
  }
  return (await readName(path)) as string;
}

async function readName(path: string): Promise<string | undefined> {
  const text = await fileCall(readFile(path, "utf8"), { what: path }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw error;
    },
  );
  return text?.trim();
}
