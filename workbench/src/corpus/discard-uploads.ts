import { rm } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { fileCall } from "../file-access.ts";

/** Deletes what was uploaded for an import, once it is read. Paths outside of the upload folder are the user's own. */
export async function discardUploads(uploadFolder: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const [upload = "", ...inside] = relative(uploadFolder, path).split(sep);
    if (upload === "" || upload === ".." || join(uploadFolder, upload, ...inside) !== path) continue;
    const folder = join(uploadFolder, upload);
    await fileCall(rm(folder, { recursive: true, force: true }), { what: folder });
  }
}
