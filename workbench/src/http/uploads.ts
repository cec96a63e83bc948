import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { FastifyRequest } from "fastify";
import type { Context } from "../context.ts";
import { ToposcopeError } from "../errors.ts";

const mostFiles = 10_000;
const longestPartBytes = 200;
const mostFolders = 30;

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
 * Writes the uploaded files to a fresh folder as they arrive.
 *
 * @throws ToposcopeError TOO_LARGE, DISK_FULL or INVALID_INPUT, and nothing of the upload is left
 */
export async function receiveUpload(request: FastifyRequest, context: Context): Promise<Upload> {
  if (!request.isMultipart()) {
    throw new ToposcopeError("INVALID_INPUT", "send the files as multipart/form-data, in parts named files");
  }
  const budget = new ByteBudget(context.settings.maxUpload);
  budget.refuse(Number(request.headers["content-length"] ?? 0));
  const folder = join(context.uploadFolder, context.newId());
  const names = new Set<string>();
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for await (const part of request.files()) {
      if (part.fieldname !== "files") {
        throw new ToposcopeError("INVALID_INPUT", `there is a part named ${part.fieldname}; expected files`);
      }
      const name = unusedName(safeName(part.filename), names);
      names.add(name);
      const path = join(folder, name);
      await mkdir(dirname(path), { recursive: true });
      await pipeline(part.file, budget.meter(), createWriteStream(path, { mode: 0o600, flags: "wx" }));
    }
    if (names.size === 0) throw new ToposcopeError("INVALID_INPUT", "the request holds no file");
    return { folder, names: [...names] };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    if (isNameClash(error)) {
      throw new ToposcopeError("INVALID_INPUT", "one name stands for a file and for a folder", {
        cause: error,
      });
    }
    throw error;
  }
}

export async function discardUpload({ folder }: Upload): Promise<void> {
  await rm(folder, { recursive: true, force: true });
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

  meter(): Transform {
    return new Transform({
      transform: (piece: Buffer, _, done) => {
        this.#taken += piece.length;
        try {
          this.refuse(this.#taken);
          done(null, piece);
        } catch (error) {
          done(error as Error);
        }
      },
    });
  }
}
