import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Product } from "./product.ts";

const speeches = fileURLToPath(new URL("../../../examples/sotu/", import.meta.url));
const mostLetters = 9_000;

export interface SmallFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** The beginnings of thirty addresses from all centuries. */
export async function smallCorpus(count = 30): Promise<SmallFile[]> {
  const names = (await readdir(speeches)).filter((name) => name.endsWith(".txt")).sort();
  const wanted = names.filter(
    (_, at) => Math.floor((at * count) / names.length) !== Math.floor(((at - 1) * count) / names.length),
  );
  return Promise.all(
    wanted.map(async (name) => ({
      name,
      mimeType: "text/plain",
      buffer: Buffer.from((await readFile(speeches + name, "utf8")).slice(0, mostLetters)),
    })),
  );
}

/** Files of which nothing can be taken: a PDF that ends in its header, and an empty text. */
export const badFiles: readonly SmallFile[] = [
  { name: "broken.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n1 0 obj\n<< /Type") },
  { name: "empty.txt", mimeType: "text/plain", buffer: Buffer.alloc(0) },
];

/** Sends files to a project as a script would. @returns the import's run */
export async function upload(
  { address }: Product,
  project: string,
  files: readonly SmallFile[],
): Promise<number> {
  const form = new FormData();
  for (const { name, buffer } of files) form.append("files", new File([new Uint8Array(buffer)], name));
  const reply = await fetch(`${address}/api/projects/${encodeURIComponent(project)}/sources`, {
    method: "POST",
    body: form,
  });
  return ((await reply.json()) as { run: number }).run;
}

/** Imports files and finds their topics, without a page. */
export async function explored(
  product: Product,
  project: string,
  files: readonly SmallFile[],
): Promise<void> {
  await untilOver(product, await upload(product, project, files));
  const reply = await fetch(`${product.address}/api/projects/${encodeURIComponent(project)}/runs`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  const state = await untilOver(product, ((await reply.json()) as { id: number }).id);
  if (state !== "completed") throw new Error(`the analysis ${state}`);
}

/** @returns the state that the run ended in */
export async function untilOver({ address }: Product, run: number): Promise<string> {
  for (;;) {
    const { state } = (await (await fetch(`${address}/api/runs/${run}`)).json()) as { state: string };
    if (state !== "pending" && state !== "running") return state;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
