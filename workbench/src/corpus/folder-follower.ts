import { type FSWatcher, watch } from "node:fs";
import { lstat } from "node:fs/promises";
import { basename, join, sep } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ToposcopeError } from "../errors.ts";
import { type FileState, fileState, isFollowedName, isSameState, scanFolder } from "./folder-scan.ts";

export interface ChangedFile extends FileState {
  readonly location: string;
}

/** What is new or changed in a folder, and what is gone from it. */
export interface FolderChanges {
  readonly changed: readonly ChangedFile[];
  /** Places of files. */
  readonly gone: readonly string[];
}

export interface FollowOptions {
  /** The files that are known already, as they were. */
  readonly known: Iterable<readonly [location: string, state: FileState]>;
  readonly signal: AbortSignal;
  /** A file is whole when it has not changed for so long. */
  readonly settleMs?: number;
  /** So often everything is looked at, for changes that nobody told of. */
  readonly rescanMs?: number;
  /** Told why the folder cannot be reached, and with nothing when it can again. */
  readonly onTrouble?: (message: string | undefined) => void;
}

const troubleRetryMs = 2_000;
/** What happens at once is looked at together. */
const gatherMs = 50;
/** More folders are only looked at now and then: systems tell of so many only. */
const mostWatchedFolders = 4_000;

/** A change that is not settled yet: what a file was like when it was last looked at, undefined for gone, and since when. */
interface Unsettled {
  readonly state: FileState | undefined;
  readonly since: number;
}

/** Follows a folder and all below it. */
export class FolderFollower {
  readonly #folder: string;
  readonly #options: Required<FollowOptions>;
  readonly #known: Map<string, FileState>;
  readonly #unsettled = new Map<string, Unsettled>();
  readonly #watchers = new Map<string, FSWatcher>();
  /** Places that something happened at; a folder's stands for all in it. */
  readonly #touched = new Set<string>();
  #rescanDue = true;
  /** Not before this time is everything looked at again: that shall take a third of the time at most. */
  #restsUntil = 0;
  #trouble: string | undefined;
  #wake = Promise.withResolvers<void>();

  constructor(folder: string, { settleMs = 400, rescanMs = 30_000, ...options }: FollowOptions) {
    this.#folder = folder;
    this.#options = { onTrouble: () => {}, ...options, settleMs, rescanMs };
    this.#known = new Map(options.known);
  }

  /** Offers a file again that was offered and not taken. */
  forget(location: string): void {
    this.#known.delete(location);
  }

  /** Yields changes as they settle; each is yielded once. Ends when the signal fires. */
  async *changes(): AsyncGenerator<FolderChanges> {
    const { signal, rescanMs } = this.#options;
    const onAbort = () => this.#wakeUp();
    signal.addEventListener("abort", onAbort, { once: true });
    let rescanAt = 0;
    try {
      while (!signal.aborted) {
        if (performance.now() >= rescanAt) this.#rescanDue = true;
        if (this.#rescanDue) rescanAt = performance.now() + rescanMs;
        const isReached = await this.#look();
        const changes = isReached ? await this.#settled() : undefined;
        if (changes && changes.changed.length + changes.gone.length > 0) yield changes;
        await this.#pause(isReached ? this.#nextLook(rescanAt) : performance.now() + troubleRetryMs);
      }
    } finally {
      signal.removeEventListener("abort", onAbort);
      this.#unwatchBelow(this.#folder);
    }
  }

  #nextLook(rescanAt: number): number {
    return this.#rescanDue ? this.#restsUntil : rescanAt;
  }

  /** Looks at what was touched, or at everything. @returns false when the folder cannot be reached */
  async #look(): Promise<boolean> {
    const touched = [...this.#touched];
    this.#touched.clear();
    try {
      for (const location of touched) await this.#lookAt(location);
      if (this.#rescanDue && performance.now() >= this.#restsUntil) await this.#rescan();
      this.#tellTrouble(undefined);
      return true;
    } catch (error) {
      this.#rescanDue = true;
      this.#unwatchBelow(this.#folder);
      if (!this.#options.signal.aborted) this.#tellTrouble((error as Error).message);
      return false;
    }
  }

  #tellTrouble(message: string | undefined): void {
    if (message !== this.#trouble) this.#options.onTrouble(message);
    this.#trouble = message;
  }

  async #lookAt(location: string): Promise<void> {
    const entry = await lstat(location).catch(() => undefined);
    if (entry?.isDirectory() || (entry === undefined && !this.#isFile(location))) {
      this.#unwatchBelow(location);
      this.#rescanDue = true;
    } else this.#note(location, await fileState(location));
  }

  #isFile(location: string): boolean {
    return this.#known.has(location) || this.#unsettled.has(location);
  }

  async #rescan(): Promise<void> {
    const startedAt = performance.now();
    const { files, folders } = await scanFolder(this.#folder, { signal: this.#options.signal });
    this.#restsUntil = performance.now() + 2 * (performance.now() - startedAt);
    if (files.size === 0 && this.#known.size > 1)
      throw new ToposcopeError(
        "FILES_UNREACHABLE",
        `${this.#folder} is empty, as a folder is whose disk is gone: its documents stay until a file is in it`,
      );
    this.#rescanDue = this.#watchFolders(folders);
    for (const [location, state] of files) this.#note(location, state);
    for (const location of [...this.#known.keys(), ...this.#unsettled.keys()])
      if (!files.has(location)) this.#note(location, undefined);
  }

  #note(location: string, state: FileState | undefined): void {
    const before = this.#unsettled.get(location);
    if (isSameState(state, this.#known.get(location))) this.#unsettled.delete(location);
    else if (!before || !isSameState(state, before.state))
      this.#unsettled.set(location, { state, since: performance.now() });
  }

  /** What has been as it is for long enough, looked at once more. */
  async #settled(): Promise<FolderChanges> {
    const changed: ChangedFile[] = [];
    const gone: string[] = [];
    for (const [location, { state, since }] of this.#unsettled) {
      if (performance.now() < since + this.#options.settleMs) continue;
      const now = await fileState(location);
      if (!isSameState(now, state)) this.#note(location, now);
      else {
        this.#unsettled.delete(location);
        if (now) {
          this.#known.set(location, now);
          changed.push({ location, ...now });
        } else if (this.#known.delete(location)) gone.push(location);
      }
    }
    return { changed, gone };
  }

  /** Asks to be told of changes. @returns whether there are folders where something may have happened before that */
  #watchFolders(folders: readonly string[]): boolean {
    let isNew = false;
    const there = new Set(folders.slice(0, mostWatchedFolders));
    for (const [folder, watcher] of this.#watchers) {
      if (there.has(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    for (const folder of there) {
      if (this.#watchers.has(folder)) continue;
      try {
        const watcher = watch(folder, (_, name) => this.#touch(folder, name));
        watcher.on("error", () => this.#unwatch(folder));
        this.#watchers.set(folder, watcher);
        isNew = true;
      } catch {
        return isNew;
      }
    }
    return isNew;
  }

  /** What is told of a folder stays with it where it goes: another one may have its place by now. */
  #unwatchBelow(folder: string): void {
    for (const [place, watcher] of this.#watchers) {
      if (place !== folder && !place.startsWith(folder + sep)) continue;
      watcher.close();
      this.#watchers.delete(place);
    }
  }

  #unwatch(folder: string): void {
    this.#watchers.get(folder)?.close();
    this.#watchers.delete(folder);
    this.#touch(folder, null);
  }

  #touch(folder: string, name: string | null): void {
    if (name !== null && !isFollowedName(basename(name))) return;
    if (name === null) this.#rescanDue = true;
    else this.#touched.add(join(folder, name));
    this.#wakeUp();
  }

  #wakeUp(): void {
    this.#wake.resolve();
  }

  /** Until something is touched, a change may have settled, or a time has come. */
  async #pause(until: number): Promise<void> {
    const { signal, settleMs } = this.#options;
    const leftMs = Math.max(0, until - performance.now());
    const timer = new AbortController();
    const time = sleep(this.#unsettled.size > 0 ? Math.min(settleMs / 2, leftMs) : leftMs, undefined, {
      signal: AbortSignal.any([timer.signal, signal]),
    }).catch(() => {});
    await Promise.race([time, this.#wake.promise]);
    timer.abort();
    await sleep(gatherMs, undefined, { signal }).catch(() => {});
    this.#wake = Promise.withResolvers<void>();
  }
}
