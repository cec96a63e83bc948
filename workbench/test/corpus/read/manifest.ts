import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sharedFolder } from "../../shared.ts";

export interface ManifestEntry {
  readonly file: string;
  readonly special: string;
  readonly expect: string;
  readonly measured?: { readonly words_in_body_xml?: number };
  readonly measured_with_mupdf?: { readonly pages?: number; readonly words?: number };
}

export const filesFolder = join(sharedFolder, "data/files");

/** What a good importer does with each of the real files; empty where the files are not there. */
export const manifest: readonly ManifestEntry[] = readManifest();

function readManifest(): ManifestEntry[] {
  const path = join(filesFolder, "manifest.json");
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")).files : [];
}

/** A file of the collection as JSON: the expected values that lie beside some inputs. */
export function expectedValue<T>(file: string): T {
  return JSON.parse(readFileSync(join(filesFolder, file), "utf8"));
}
