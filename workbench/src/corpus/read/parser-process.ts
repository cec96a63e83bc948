import type { ChildProcess } from "node:child_process";
import { ToposcopeError } from "../../errors.ts";
import type { ReadEvent, RejectionReason } from "../../model.ts";
import { forkModule, setOomScore } from "../../process.ts";
import type { TableDescription } from "./describe-table.ts";
import type { DescribeRequest, FromParser, ParserNotice, ReadRequest, ToParser } from "./parser-protocol.ts";
import { FileRejected } from "./reader.ts";

const rememberedErrorBytes = 4_096;
const maxTimerMs = 2 ** 30;

/** Thrown when a parser ended, or had to be ended, before it had read its file. */
export class ParserLost extends Error {
  readonly reason: RejectionReason;

  constructor(reason: RejectionReason, detail: string) {
    super(detail);
    this.name = "ParserLost";
    this.reason = reason;
  }
}

export interface WaitLimits {
  /** Longest time without a sign of life. */
  readonly silenceMs: number;
  /** Longest time of reading altogether; the time its reader's consumer takes does not count. */
  readonly totalMs?: number;
  readonly signal?: AbortSignal;
}

/** One parser child: an empty environment, a heap limit, no right to write files or to start programs. */
export class ParserProcess {
  readonly memoryMb: number;
  filesRead = 0;
  /** Most resident memory that it has told of. */
  peakMemoryMb: number | undefined;
  readonly #child: ChildProcess;
  readonly #inbox: FromParser[] = [];
  readonly #waiting = new Set<() => void>();
  #end: string | undefined;
  #notStarted: Error | undefined;
  #errors = "";

  constructor(memoryMb: number) {
    this.memoryMb = memoryMb;
    this.#child = forkModule("corpus/read/parser.child", {
      args: [String(memoryMb)],
      heapMb: memoryMb,
      flags: ["--permission", "--allow-fs-read=*", "--allow-worker"],
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    if (this.#child.pid !== undefined) setOomScore("parser", this.#child.pid);
    this.#listen();
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get alive(): boolean {
    return this.#end === undefined;
  }

  /**
   * Reads one file, no faster than its events are taken.
   *
   * @param notice called with each finished page of an unfinished document, and each member of an archive as it begins
   * @param shareRead called with the share of the file that is behind its taken events, 0..1, where the format tells
   * @throws ParserLost when the child ended or had to be ended
   * @throws ToposcopeError FILES_UNREACHABLE when the file cannot be read now, no child can be started, or it was ended
   *   from outside
   */
  async *read(
    request: ReadRequest,
    {
      notice,
      shareRead,
      ...limits
    }: WaitLimits & {
      notice?: (notice: ParserNotice) => void;
      shareRead?: ((share: number) => void) | undefined;
    },
  ): AsyncGenerator<ReadEvent> {
    this.filesRead += 1;
    this.#hold(true);
    this.#send({ type: "read", request });
    const allowance = { leftMs: limits.totalMs ?? Number.POSITIVE_INFINITY };
    for (;;) {
      const message = await this.#next(limits, allowance);
      if (message.type === "unreachable") throw new ToposcopeError("FILES_UNREACHABLE", message.detail);
      if (message.type === "draft" || message.type === "member") notice?.(message);
      if (message.type !== "events") continue;
      yield* message.events;
      if (message.share !== undefined) shareRead?.(message.share);
      if (message.last) break;
      this.#send({ type: "more" });
    }
    this.#hold(false);
  }

  /**
   * Describes a table.
   *
   * @throws FileRejected when the file is no table that can be described
   * @throws ParserLost when the child ended or had to be ended
   */
  async describe(request: DescribeRequest, limits: WaitLimits): Promise<TableDescription> {
    this.filesRead += 1;
    this.#hold(true);
    this.#send({ type: "describe", request });
    const allowance = { leftMs: limits.totalMs ?? Number.POSITIVE_INFINITY };
    for (;;) {
      const message = await this.#next(limits, allowance);
      if (message.type === "refused") throw new FileRejected(message.reason, message.detail);
      if (message.type !== "description") continue;
      this.#hold(false);
      return message.description;
    }
  }

  /** Ends the child at once. */
  kill(): void {
    this.#child.kill("SIGKILL");
  }

  /** Resolves when the child has ended. */
  async ended(): Promise<void> {
    if (this.alive) this.#hold(true);
    while (this.alive) await this.#news();
  }

  #listen(): void {
    this.#child.on("message", (message: FromParser) => {
      this.peakMemoryMb = message.peakMemoryMb ?? this.peakMemoryMb;
      this.#inbox.push(message);
      this.#tell();
    });
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#errors = (this.#errors + text).slice(-rememberedErrorBytes);
    });
    const finish = (how: string) => {
      this.#end ??= how;
      this.#tell();
    };
    this.#child.on("error", (error) => {
      if (this.#child.pid === undefined) this.#notStarted = error;
      finish(error.message);
    });
    this.#child.on("close", (code, signal) => finish(signal ?? `exit ${code}`));
    this.#hold(false);
  }

  /** A child at rest must not keep the program running. */
  #hold(held: boolean): void {
    const way = held ? "ref" : "unref";
    this.#child[way]();
    this.#child.channel?.[way]();
    (this.#child.stderr as unknown as { ref(): void; unref(): void } | null)?.[way]();
  }

  #send(message: ToParser): void {
    if (this.#child.connected) this.#child.send(message, () => {});
  }

  async #next(limits: WaitLimits, allowance: { leftMs: number }): Promise<FromParser> {
    const { silenceMs, signal } = limits;
    const started = performance.now();
    const patienceMs = Math.min(silenceMs, allowance.leftMs);
    while (this.#inbox.length === 0 && this.alive) {
      signal?.throwIfAborted();
      const waited = performance.now() - started;
      if (waited >= patienceMs) throw this.#tooSlow(patienceMs);
      await this.#news(patienceMs - waited, signal);
    }
    allowance.leftMs -= performance.now() - started;
    const message = this.#inbox.shift();
    if (message !== undefined) return message;
    throw this.#notStarted ? noChild(this.#notStarted) : this.#lost();
  }

  /** Waits for a message, the child's end, the signal, or the time to pass. */
  async #news(waitMs = maxTimerMs, signal?: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.add(resolve);
    const timer = setTimeout(resolve, Math.min(Math.ceil(waitMs), maxTimerMs));
    const onAbort = () => resolve();
    signal?.addEventListener("abort", onAbort);
    await promise;
    signal?.removeEventListener("abort", onAbort);
    clearTimeout(timer);
    this.#waiting.delete(resolve);
  }

  #tell(): void {
    for (const resolve of this.#waiting) resolve();
  }

  #tooSlow(patienceMs: number): ParserLost {
    this.kill();
    return new ParserLost("timed-out", `no result after ${Math.round(patienceMs / 100) / 10} seconds`);
  }

  #lost(): ParserLost | ToposcopeError {
    if (this.#end === "SIGABRT" || /out of memory/i.test(this.#errors))
      return new ParserLost("out-of-memory", `it took more than ${this.memoryMb} MB`);
    if (this.#end === "SIGKILL") return endedFromOutside();
    return new ParserLost("corrupt", `the file ended its reader (${this.#end})`);
  }
}

/** By a user, or by a system that is short of memory: no fault of the file, which can be read again. */
const endedFromOutside = () =>
  new ToposcopeError("FILES_UNREACHABLE", "the process that read it was ended from outside");

/** A machine that starts no process is no fault of the file. */
function noChild(cause: Error): ToposcopeError {
  const message = `no process could be started to read it: ${cause.message}`;
  return new ToposcopeError("FILES_UNREACHABLE", message, { cause, hint: "the machine has too much to do" });
}
