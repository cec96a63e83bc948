import { execFileSync } from "node:child_process";
import {
  chmodSync,
  closeSync,
  mkdtempSync,
  openSync,
  rmSync,
  statfsSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { DocumentList, Project, Run } from "../src/contract.ts";
import { Product, Refusal } from "./kill-loop/product.ts";
import type { Ordeal } from "./ordeal.ts";

const megabyte = 1_000_000;
const diskMegabytes = 420;
const minFreeMegabytes = 90;
const documentsPerFile = 600;
const files = 5;
const project = "/api/projects/small";
const reasonDeadlineMs = 1_000;
const resumeDeadlineMs = 10_000;
const patienceMs = 240_000;

/** Whether this machine lets us make a small disk. */
export function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), "toposcope-mount-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "toposcope", folder], { stdio: "ignore" });
    execFileSync("umount", [folder], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The whole data folder, database included, lies on a small disk that somebody fills while an import goes on: the reason is
 * shown within a second, what is there can be read, the import goes on within ten seconds of room, and nothing is lost.
 * Then the disk is filled to the last byte, so that the database may stand still, and the same holds.
 */
export const smallDisk: Ordeal = async ({ tell = () => {} }) => {
  const disk = mkdtempSync(join(tmpdir(), "toposcope-disk-"));
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${diskMegabytes}m`, "toposcope", disk]);
  chmodSync(disk, 0o755);
  const product = new Product(join(disk, "data"), { TOPOSCOPE_MIN_FREE: String(minFreeMegabytes) });
  product.start();
  try {
    await product.answers();
    await patiently(() => product.ask("POST", "/api/projects", { name: "small" }));
    const filling = new Filling(disk, product);
    await filling.undisturbed();
    const low = await filling.during("too little room", minFreeMegabytes / 2, tell);
    const none = await filling.during("no room at all", 0, tell);
    return { ...prefixed("low", low), ...prefixed("full", none), lost: 0 };
  } finally {
    await product.close();
    // Lazily: the last of its processes may take a moment to be gone.
    execFileSync("umount", ["-l", disk]);
    rmSync(disk, { recursive: true, force: true });
  }
};

const prefixed = (name: string, { reasonMs, resumeMs, readMs }: Measured) => ({
  [`${name} reasonMs`]: reasonMs,
  [`${name} readMs`]: readMs,
  [`${name} resumeMs`]: resumeMs,
});

interface Measured {
  readonly reasonMs: number;
  readonly readMs: number;
  readonly resumeMs: number;
}

class Filling {
  readonly #disk: string;
  readonly #product: Product;
  #expected = 0;

  constructor(disk: string, product: Product) {
    this.#disk = disk;
    this.#product = product;
  }

  /** Something to read while the disk is full. */
  async undisturbed(): Promise<void> {
    await this.#complete(await this.#import("at first"));
  }

  /** Fills the disk while an import goes on, looks, makes room again, and sees the import through. */
  async during(name: string, leftMegabytes: number, tell: (line: string) => void): Promise<Measured> {
    const id = await this.#import(name);
    await this.#timeUntil(id, ({ state }) => state !== "pending");
    const stuff = join(this.#disk, "stuff");
    fill(stuff, leftMegabytes);
    const reasonMs = await this.#timeUntil(id, (run) => run.waitsFor?.what === "disk");
    if (reasonMs > reasonDeadlineMs) throw new Error(`${name}: the reason was shown after ${reasonMs} ms`);
    const readMs = await this.#read();
    await this.#refuses();
    tell(`${name}: shown after ${reasonMs} ms`);
    unlinkSync(stuff);
    const resumeMs = await this.#timeUntil(id, (run) => run.state === "running" || run.state === "completed");
    if (resumeMs > resumeDeadlineMs) throw new Error(`${name}: work went on after ${resumeMs} ms`);
    tell(`${name}: went on after ${resumeMs} ms`);
    await this.#complete(id);
    return { reasonMs, readMs, resumeMs };
  }

  async #complete(id: number): Promise<void> {
    await this.#timeUntil(id, ({ state, error }) => {
      if (state === "failed") throw new Error(`import ${id} failed: ${error}`);
      return state === "completed";
    });
    const { documents } = await patiently(() => this.#product.ask<Project>("GET", project));
    if (documents !== this.#expected)
      throw new Error(`${documents} of ${this.#expected} documents are there`);
  }

  async #import(name: string): Promise<number> {
    const form = new FormData();
    for (let file = 0; file < files; file += 1)
      form.append("files", new Blob([rows(name, file)]), `${name} ${file}.csv`);
    this.#expected += files * documentsPerFile;
    return (await this.#product.ask<{ run: number }>("POST", `${project}/sources`, form)).run;
  }

  async #timeUntil(id: number, isSo: (run: Run) => boolean): Promise<number> {
    const startedAt = performance.now();
    while (performance.now() < startedAt + patienceMs) {
      const run = await this.#product.ask<Run>("GET", `/api/runs/${id}`).catch(unlessRefusedForGood);
      if (run && isSo(run)) return Math.round(performance.now() - startedAt);
      await sleep(20);
    }
    throw new Error(`run ${id} stayed as it was`);
  }

  async #read(): Promise<number> {
    const startedAt = performance.now();
    const { documents } = await this.#product.ask<DocumentList>("GET", `${project}/documents?limit=100`);
    if (documents.length === 0) throw new Error("nothing can be read while the disk is full");
    return Math.round(performance.now() - startedAt);
  }

  /** Nothing more is taken in, and the answer says why. */
  async #refuses(): Promise<void> {
    const form = new FormData();
    form.append("files", new Blob(["one more"]), "more.txt");
    const refusal = await this.#product
      .ask("POST", `${project}/sources`, form)
      .catch((error: unknown) => error);
    if (!(refusal instanceof Refusal && refusal.code === "DISK_FULL"))
      throw new Error(`an upload onto a full disk was answered with ${refusal}`);
  }
}

/** Takes room until only so much is left. */
function fill(path: string, leftMegabytes: number): void {
  const file = openSync(path, "w");
  const piece = Buffer.alloc(megabyte / 4, 1);
  try {
    while (freeMegabytes(path) > leftMegabytes) writeSync(file, piece);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  } finally {
    closeSync(file);
  }
}

function freeMegabytes(path: string): number {
  const { bavail, bsize } = statfsSync(path);
  return (bavail * bsize) / megabyte;
}

function rows(name: string, file: number): string {
  const line = (row: number) =>
    `${name}-${file}-${row},"Report ${row} of ${name} ${file}: ${`the ${row % 97} ships of harbour ${row % 13} `.repeat(12)}"`;
  return `id,text\n${Array.from({ length: documentsPerFile }, (_, row) => line(row)).join("\n")}\n`;
}

async function patiently<T>(act: () => Promise<T>): Promise<T> {
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (performance.now() > giveUpAt) throw error;
      unlessRefusedForGood(error);
    }
    await sleep(100);
  }
}

function unlessRefusedForGood(error: unknown): undefined {
  if (error instanceof Refusal && error.status < 500) throw error;
}
