import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "../context.ts";
import type { Run } from "../contract.ts";
import { startRun } from "../jobs/engine.ts";
import { watchRun } from "../jobs/run-hub.ts";
import { runSettings } from "../jobs/run-settings.ts";
import type { FollowNews } from "../machine-contract.ts";
import type { Db } from "../store/db.ts";
import { deleteFiles, filesAt } from "../store/deletion.ts";
import { readyDocuments } from "../store/placement.ts";
import { requireProject } from "../store/project.ts";
import {
  documentsAt,
  forgetWatchedFiles,
  holdsWatch,
  outcomesAt,
  saveWatchedFiles,
  type WatchRow,
  watchedFiles,
} from "../store/watch.ts";
import { wakeRestarted } from "./delete.actions.ts";
import { type ChangedFile, FolderFollower } from "./folder-follower.ts";

export type { FollowNews };

export interface FollowOptions {
  readonly signal: AbortSignal;
  readonly tell: (news: FollowNews) => void;
  readonly settleMs?: number;
  readonly rescanMs?: number;
}

const mostFilesPerRun = 5_000;
const signOfLifeMs = 5_000;

/** One process following one folder while its session lives. */
export class Following {
  readonly #context: Context;
  readonly #watch: WatchRow;
  readonly #options: FollowOptions & { readonly session: Db };
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  /** Changed files that no run has taken yet. */
  readonly #waiting = new Map<string, ChangedFile>();
  #arrived = Promise.withResolvers<void>();

  constructor(context: Context, watch: WatchRow, options: FollowOptions & { readonly session: Db }) {
    this.#context = context;
    this.#watch = watch;
    this.#options = options;
    this.#signal = AbortSignal.any([options.signal, this.#stop.signal]);
  }

  /** @throws what broke it off, once all of it has ended */
  async untilStopped(): Promise<void> {
    const { folder, id } = this.#watch;
    const known = await watchedFiles(this.#context.db, id);
    const follower = this.#follower(known.map((file) => [file.location, file] as const));
    this.#options.tell({ type: "following", folder, files: known.length });
    const parts = [this.#lookOut(follower), this.#bringIn(follower), this.#stayAlive()];
    for (const part of parts) part.catch((error: unknown) => this.#stop.abort(error));
    this.#signal.addEventListener("abort", () => this.#arrived.resolve(), { once: true });
    await Promise.allSettled(parts);
    if (!this.#options.signal.aborted) throw this.#stop.signal.reason;
  }

  #follower(known: Iterable<readonly [string, ChangedFile]>): FolderFollower {
    const { folder } = this.#watch;
    const { tell, settleMs, rescanMs } = this.#options;
    return new FolderFollower(folder, {
      known,
      signal: this.#signal,
      ...(settleMs === undefined ? {} : { settleMs }),
      ...(rescanMs === undefined ? {} : { rescanMs }),
      onTrouble: (detail) =>
        tell(detail === undefined ? { type: "over", folder } : { type: "trouble", folder, detail }),
    });
  }

  async #lookOut(follower: FolderFollower): Promise<void> {
    for await (const { changed, gone } of follower.changes()) {
      if (gone.length > 0) await this.#remove(gone);
      for (const location of gone) this.#waiting.delete(location);
      for (const file of changed) this.#waiting.set(file.location, file);
      if (changed.length > 0) this.#arrived.resolve();
    }
  }

  async #remove(locations: readonly string[]): Promise<void> {
    const { db, clock, queue } = this.#context;
    const { projectId, id } = this.#watch;
    const documents = await documentsAt(db, { projectId, locations });
    await db.transaction(async (tx) => {
      const files = await filesAt(tx, { projectId, locations });
      const deleted = await deleteFiles(tx, { projectId, files, now: clock.now() });
      await forgetWatchedFiles(tx, id, locations);
      await wakeRestarted({ db: tx, queue }, deleted);
    });
    for (const { id: document, path } of documents) this.#options.tell({ type: "deleted", path, document });
  }

  /** One run after the other: what changes meanwhile goes into the next one. */
  async #bringIn(follower: FolderFollower): Promise<void> {
    while (!this.#signal.aborted) {
      await this.#arrived.promise;
      this.#arrived = Promise.withResolvers<void>();
      if (this.#signal.aborted) return;
      const files = [...this.#waiting.values()].slice(0, mostFilesPerRun);
      for (const { location } of files) this.#waiting.delete(location);
      if (this.#waiting.size > 0) this.#arrived.resolve();
      if (files.length > 0) await this.#import(files, follower);
    }
  }

  async #import(files: readonly ChangedFile[], follower: FolderFollower): Promise<void> {
    const run = await this.#untilOver(await this.#start(files));
    if (run === undefined) return;
    if (run.state !== "completed") {
      const detail = run.error ?? `the run was ${run.state}`;
      return this.#options.tell({ type: "failed", run: run.id, detail });
    }
    const read = await this.#report(files);
    const taken = files.filter(({ location }) => read.has(location));
    await saveWatchedFiles(this.#context.db, this.#watch.id, taken);
    for (const { location } of files) if (!read.has(location)) follower.forget(location);
  }

  async #start(files: readonly ChangedFile[]): Promise<number> {
    const { project, projectId, sourceId, folder, mapping } = this.#watch;
    const { settings, overridden } = runSettings(
      this.#context,
      await requireProject(this.#context.db, project),
    );
    const paths = files.map(({ location }) => location);
    const { id } = await startRun(this.#context, {
      ...{ projectId, sourceId, kind: "import", overridden, queue: true },
      settings: { ...settings, paths, root: folder, mapping },
    });
    return id;
  }

  async #untilOver(runId: number): Promise<Run | undefined> {
    let last: Run | undefined;
    for await (last of watchRun(this.#context, runId, { signal: this.#signal }));
    return this.#signal.aborted ? undefined : last;
  }

  /** Tells what became of files. @returns the places of those that were read */
  async #report(files: readonly ChangedFile[]): Promise<ReadonlySet<string>> {
    const { db } = this.#context;
    const { tell } = this.#options;
    const { projectId, project } = this.#watch;
    const of = { projectId, locations: files.map(({ location }) => location) };
    const documents = await documentsAt(db, of);
    const { currentRunId } = await requireProject(db, project);
    const ids = documents.map(({ id }) => id);
    const placed = currentRunId === null ? [] : await readyDocuments(db, currentRunId, ids);
    const topicOf = new Map(placed.map((one) => [one.document, one]));
    for (const { id: document, path, row, title } of documents) {
      const { topic = null, topicName = null } = topicOf.get(document) ?? {};
      tell({ type: "ready", path, row, document, title, topic, topicName });
    }
    const { read, rejections } = await outcomesAt(db, of);
    for (const rejection of rejections) tell({ type: "rejected", ...rejection });
    return new Set(read);
  }

  /** Fails when the connection that holds the watch is lost: another process may follow the folder then. */
  async #stayAlive(): Promise<void> {
    while (!this.#signal.aborted) {
      await sleep(signOfLifeMs, undefined, { signal: this.#signal }).catch(() => {});
      if (!this.#signal.aborted) await holdsWatch(this.#options.session);
    }
  }
}
