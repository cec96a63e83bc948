import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { FastifyRequest } from "fastify";
import type { Context } from "../context.ts";
import { ToposcopeError } from "../errors.ts";

const mostFiles = 10_000;
const longestName = 1_000;

/** A file that came in: its name as the sender has it, and where it lies now. */
export interface ReceivedFile {
  readonly name: string;
  readonly path: string;
}

export const multipartOptions = {
  preservePath: true,
  throwFileSizeLimit: true,
  limits: { fields: 0, files: mostFiles, parts: mostFiles, headerPairs: 20, fieldNameSize: 100 },
};

/**
 * Writes the uploaded files to the upload folder as they arrive, under names of our own.
 *
 * @throws ToposcopeError TOO_LARGE, DISK_FULL or INVALID_INPUT, and nothing of the upload is left
 */
export async function receiveFiles(request: FastifyRequest, context: Context): Promise<ReceivedFile[]> {
  const { uploadFolder, newId, settings } = context;
  if (!request.isMultipart()) {
    throw new ToposcopeError("INVALID_INPUT", "send the files as multipart/form-data, in parts named files");
  }
  await mkdir(uploadFolder, { recursive: true, mode: 0o700 });
  const budget = new ByteBudget(settings.maxUpload);
  budget.refuse(Number(request.headers["content-length"] ?? 0));
  const received: ReceivedFile[] = [];
  try {
    for await (const part of request.files()) {
      if (part.fieldname !== "files") {
        throw new ToposcopeError("INVALID_INPUT", `there is a part named ${part.fieldname}; expected files`);
      }
      const path = join(uploadFolder, newId());
      received.push({ name: safeName(part.filename), path });
      await pipeline(part.file, budget.meter(), createWriteStream(path, { mode: 0o600, flags: "wx" }));
    }
    if (received.length === 0) throw new ToposcopeError("INVALID_INPUT", "the request holds no file");
    return received;
  } catch (error) {
    await discardFiles(received);
    throw error;
  }
}

export async function discardFiles(files: readonly ReceivedFile[]): Promise<void> {
  await Promise.all(files.map(({ path }) => rm(path, { force: true })));
}

/** The sender's path made harmless for showing: no way up, no root, no drive, no control characters. */
export function safeName(given: string | undefined): string {
  const parts = (given ?? "")
    .replaceAll("\\", "/")
    .replace(/\p{Cc}/gu, "")
    .split("/")
    .filter((part) => part !== "" && part !== "." && part !== ".." && !/^[a-z]:$/i.test(part));
  return parts.join("/").slice(-longestName) || "unnamed";
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
