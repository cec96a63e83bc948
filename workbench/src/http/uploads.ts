import { type FileHandle, mkdir, open, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { FastifyRequest } from "fastify";
import type { Context } from "../context.ts";
import { requireRoom } from "../disk-space.ts";
import { ToposcopeError } from "../errors.ts";
import { fileCall } from "../file-access.ts";

const mostFiles = 10_000;
const longestPartBytes = 200;
const mostFolders = 30;
const disk = { what: "the upload folder" };

/** Files that came in: they lie in a folder of their own, under the names that the sender gave them, made safe. */
export interface Upload {
  readonly folder: string;
  readonly names: readonly string[];
}

export const multipartOptions = {
  preservePath: true,
  throwFileSizeLimit: true,
  // One file may be as large as all together; the budget of an upload watches over both.
  limits: {
    fields: 0,
    files: mostFiles,
    parts: mostFiles,
    fileSize: Number.MAX_SAFE_INTEGER,
    headerPairs: 20,
    fieldNameSize: 100,
  },
};

/**
 * Writes the uploaded files to a fresh folder as they arrive; at the end they are safe from a power cut.
 *
 * @throws ToposcopeError TOO_LARGE, DISK_FULL, FILES_UNREACHABLE or INVALID_INPUT, and nothing of the upload is left
 */
export async function receiveUpload(request: FastifyRequest, context: Context): Promise<Upload> {
  if (!request.isMultipart()) {
    throw new ToposcopeError("INVALID_INPUT", "send the files as multipart/form-data, in parts named files");
  }
  const budget = new ByteBudget(context.settings.maxUpload);
  const announced = Number(request.headers["content-length"] ?? 0);
  budget.refuse(announced);
  await requireRoom(context.settings.data, { megabytes: context.settings.minFree, taken: announced });
  const folder = join(context.uploadFolder, context.newId());
  const names = new Set<string>();
  try {
    await fileCall(mkdir(folder, { recursive: true, mode: 0o700 }), disk);
    for await (const part of request.files()) {
      if (part.fieldname !== "files") {
        throw new ToposcopeError("INVALID_INPUT", `there is a part named ${part.fieldname}; expected files`);
      }
      const name = unusedName(safeName(part.filename), names);
      names.add(name);
      const path = join(folder, name);
      await fileCall(mkdir(dirname(path), { recursive: true }), disk);
      await writeFile(path, part.file, budget);
    }
    if (names.size === 0) throw new ToposcopeError("INVALID_INPUT", "the request holds no file");
    for (const name of new Set([...names].map(dirname))) await makeSafe(join(folder, name));
    return { folder, names: [...names] };
  } catch (error) {
    await fileCall(rm(folder, { recursive: true, force: true }), disk).catch((left: unknown) =>
      context.log.warn({ error: left, folder }, "an upload that failed could not be deleted"),
    );
    if (isNameClash(error)) {
      throw new ToposcopeError("INVALID_INPUT", "one name stands for a file and for a folder", {
        cause: error,
      });
    }
    throw error;
  }
}

export async function discardUpload({ folder }: Upload): Promise<void> {
  await fileCall(rm(folder, { recursive: true, force: true }), disk);
}

async function writeFile(path: string, pieces: AsyncIterable<Buffer>, budget: ByteBudget): Promise<void> {
  const file = await fileCall(open(path, "wx", 0o600), disk);
  try {
    for await (const piece of pieces) {
      budget.take(piece.length);
      await writePiece(file, piece);
    }
    await fileCall(file.sync(), disk);
  } finally {
    await fileCall(file.close(), disk);
  }
}

async function writePiece(file: FileHandle, piece: Buffer): Promise<void> {
  for (let at = 0; at < piece.length; ) {
    const { bytesWritten } = await fileCall(file.write(piece, at), disk);
    at += bytesWritten;
  }
}

/** A file's name is kept with its folder, which has to be told as well. */
async function makeSafe(folder: string): Promise<void> {
  const handle = await fileCall(open(folder), disk);
  try {
    await fileCall(handle.sync(), disk);
  } finally {
    await fileCall(handle.close(), disk);
  }
}

const isNameClash = (error: unknown) =>
  ["EEXIST", "ENOTDIR", "EISDIR"].includes((error as NodeJS.ErrnoException).code ?? "");

/**
 * The sender's path made one that can only lie below a folder of ours: no way up, no root, no drive, nothing hidden, no
 * control characters, no part longer than a file system takes.
 */
export function safeName(given: string | undefined): string {
  const parts = (given ?? "")
    .replaceAll("\\", "/")
    .toWellFormed()
    .replace(/\p{Cc}/gu, "")
    .split("/")
    .map((part) => part.trim())
    .filter((part) => part !== "" && part !== "." && part !== ".." && !/^[a-z]:$/i.test(part))
    .map((part) => shortened(part.replace(/^\.+/, "_")));
  return parts.slice(-mostFolders).join("/") || "unnamed";
}

function shortened(part: string): string {
  if (Buffer.byteLength(part) <= longestPartBytes) return part;
  const ending = /\.[a-z0-9]{1,10}$/i.exec(part)?.[0] ?? "";
  const bytes = Buffer.from(part).subarray(0, longestPartBytes - ending.length);
  return new TextDecoder().decode(bytes).replace(/\uFFFD+$/, "") + ending;
}

function unusedName(name: string, used: ReadonlySet<string>): string {
  if (!used.has(name)) return name;
  const [, stem = name, ending = ""] = /^(.*?)(\.[^./]*)?$/.exec(name) ?? [];
  for (let copy = 2; ; copy++) {
    const other = `${stem} (${copy})${ending}`;
    if (!used.has(other)) return other;
  }
}

class ByteBudget {
  readonly #most: number;
  readonly #mostMegabytes: number;
  #taken = 0;

  constructor(mostMegabytes: number) {
    this.#mostMegabytes = mostMegabytes;
    this.#most = mostMegabytes * 1_048_576;
  }

  refuse(bytes: number): void {
    if (bytes <= this.#most) return;
    throw new ToposcopeError("TOO_LARGE", `the upload is larger than ${this.#mostMegabytes} MB`, {
      hint: "send less at once, raise --max-upload, or use the command line on the server",
    });
  }

  take(bytes: number): void {
    this.#taken += bytes;
    this.refuse(this.#taken);
  }
}
