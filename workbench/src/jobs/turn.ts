import type { Context } from "../context.ts";
import { isDatabaseLost, isFinal, ToposcopeError, waitsFor } from "../errors.ts";
import type { StageName, WaitReason } from "../model.ts";
import { type ClaimedBatch, claimBatch, giveBack, poisonBatch, releaseHeld } from "../store/batch.ts";
import { deletePicturesOfOthers } from "../store/picture.ts";
import {
  failRun,
  forgetTries,
  holdProject,
  holdRun,
  moveRun,
  type RunRow,
  runById,
  waitRun,
} from "../store/run.ts";
import {
  abandonPlanning,
  claimPlanning,
  completeStage,
  countStageFailure,
  currentStage,
  lockIfDone,
} from "../store/stage.ts";
import { noteShortage, othersHaveRoom } from "../store/worker-memory.ts";
import { isFinished, StaleBatchError } from "./batch.ts";
import { completeRun } from "./complete-run.ts";
import { giveUpBallastWhenFull, whyFull } from "./disk-watch.ts";
import { beginPictureIfDue, beginPicturesMeanwhile, stopPictures } from "./pictures.ts";
import { planStage } from "./planning.ts";
import { Reporter } from "./reporter.ts";
import { notifyRun } from "./run-channel.ts";
import type { RunStops } from "./run-stops.ts";
import { isElsewhere, shareStep, whyFilesAreMissing } from "./sharing.ts";
import { beginNext } from "./steer.ts";
import type { Step, Steps } from "./step.ts";

/** So often something may fail before its run does. */
const failureLimit = 3;
/** After this long a worker queues up again, so that other runs get their turn. */
const turnMs = 2_000;
const firstRetryDelayMs = 100;
const firstWaitMs = 500;
const longestRecoveryDelayMs = 5_000;
const longestWaitMs: Readonly<Record<WaitReason, number>> = {
  provider: 60_000,
  disk: 4_000,
  memory: 10_000,
  files: 30_000,
  database: 30_000,
};

interface TurnOptions {
  readonly context: Context;
  readonly steps: Steps;
  readonly workerId: number;
  readonly stops: RunStops;
  readonly signal: AbortSignal;
}

type Outcome = "go on" | "make way" | "nothing to do";

/** One worker's turn at one run: plans, does batches and completes stages until nothing of it can be done now. */
export class Turn {
  readonly #context: Context;
  readonly #steps: Steps;
  readonly #workerId: number;
  readonly #stops: RunStops;
  readonly #runId: number;
  #signal: AbortSignal;
  /** Whether the run shall not wait for others' turns. */
  #comesFirst = false;

  constructor({ context, steps, workerId, stops, signal }: TurnOptions, runId: number) {
    this.#context = context;
    this.#steps = steps;
    this.#workerId = workerId;
    this.#stops = stops;
    this.#signal = signal;
    this.#runId = runId;
  }

  take(): Promise<void> {
    const ends = this.#signal;
    return this.#stops.during(this.#runId, async (stopped) => {
      this.#signal = AbortSignal.any([ends, stopped]);
      await this.#take();
      if (ends.aborted) await this.#handOver();
    });
  }

  /** The worker ends and has taken the message that was to wake one: the next is woken. */
  async #handOver(): Promise<void> {
    const { db, queue, log } = this.#context;
    try {
      await queue.wake(db, this.#runId, 1, { first: this.#comesFirst });
    } catch (error) {
      log.debug({ run: this.#runId, error }, "could not wake another worker");
    }
  }

  async #take(): Promise<void> {
    const { clock } = this.#context;
    let endsAt = clock.monotonicMs() + turnMs;
    try {
      while (!this.#signal.aborted) {
        if (clock.monotonicMs() > endsAt || this.#context.memory.isToEnd)
          return await this.#context.queue.wake(this.#context.db, this.#runId, 1, {
            first: this.#comesFirst,
          });
        const outcome = await this.#advance();
        if (outcome === "nothing to do") return;
        if (outcome === "make way") endsAt = Number.NEGATIVE_INFINITY;
      }
    } catch (error) {
      this.#context.log.error({ run: this.#runId, error }, "a turn at a run broke off");
      await this.#recover(error);
    }
  }

  /**
   * Puts in order what a call left that nobody knows the end of: a batch may be claimed that nobody does. Tries until the
   * database is there. After an outage somebody takes the run up again at once, after a fault of ours when it is looked for.
   */
  async #recover(cause: unknown): Promise<void> {
    const { db, queue, clock, log } = this.#context;
    for (let tries = 0; !this.#signal.aborted; tries += 1) {
      const delayMs = Math.min(firstRetryDelayMs * 2 ** tries, longestRecoveryDelayMs);
      await clock.sleep(delayMs * spread({ id: this.#workerId, tries }), { signal: this.#signal });
      try {
        await releaseHeld(db, { runId: this.#runId, workerId: this.#workerId });
        if (cause instanceof ToposcopeError) await queue.wake(db, this.#runId);
        return;
      } catch (error) {
        log.debug({ run: this.#runId, error }, "the database is waited for");
      }
    }
  }

  async #advance(): Promise<Outcome> {
    const run = await runById(this.#context.db, this.#runId);
    if (!run || run.queued || !isWorkable(run)) return "nothing to do";
    this.#comesFirst = run.kind === "picture";
    const { short } = this.#context.memory;
    if (!(await this.#hasRoom()) && run.state === "waiting") return "nothing to do";
    if (run.state !== "running") {
      const now = this.#context.clock.now();
      await moveRun(this.#context.db, { runId: run.id, to: "running", now });
      if (run.kind !== "picture") await deletePicturesOfOthers(this.#context.db, run);
      return "go on";
    }
    if (short !== undefined) return await this.#leaveForRoom(run, short);
    const stage = await currentStage(this.#context.db, run.id);
    if (!stage) return "nothing to do";
    const step = this.#steps[run.kind].find(({ name }) => name === stage.name);
    if (!step) throw new Error(`there is no step for stage ${stage.name} of ${run.kind} runs`);
    const context = this.#contextOf(run, step);
    if (stage.failures >= failureLimit) {
      const error = `stage ${step.name} failed ${stage.failures} times: ${stage.error}`;
      return await this.#fail(context, run, step, error);
    }
    const isAway = isElsewhere(context, run, step);
    if (!stage.planned && isAway) return await this.#leaveToOthers(context, run, step, stage);
    if (!stage.planned) return await this.#plan(context, run, step);
    await shareStep(context, run, step);
    const full = await whyFull(context);
    if (full) return await this.#wait(context, run, "disk", full);
    if (step.isLarge && context.memory.isWorn) {
      context.memory.endSoon();
      return "go on";
    }
    const of = { runId: run.id, stage: step.name };
    const batch = await claimBatch(context.db, { ...of, workerId: this.#workerId, failureLimit });
    if (batch) return await this.#do(context, run, step, batch);
    const poison = await poisonBatch(context.db, { ...of, limit: failureLimit });
    if (poison) return await this.#failForBatch(context, run, step, poison);
    if (isAway && (await this.#leaveToOthers(context, run, step, stage)) === "nothing to do")
      return "nothing to do";
    return await this.#complete(context, run, step);
  }

  /** What is left needs files of another machine: the workers there do it, and where there are none, the run waits. */
  async #leaveToOthers(
    context: Context,
    run: RunRow,
    step: Step,
    stage: { readonly planned: boolean },
  ): Promise<Outcome> {
    const missing = await whyFilesAreMissing(context, run, step, stage);
    if (missing !== undefined) return await this.#wait(context, run, "files", missing);
    return stage.planned ? "go on" : "nothing to do";
  }

  /** Whether something may be begun, and lets the others know where that has changed. */
  async #hasRoom(): Promise<boolean> {
    const { db, memory } = this.#context;
    const isShort = memory.short !== undefined;
    if (memory.isKnownShort !== isShort) await noteShortage(db, { workerId: this.#workerId, isShort });
    memory.isKnownShort = isShort;
    return !isShort;
  }

  /** Nothing is begun here: the run waits, unless a worker on another machine has room for it. */
  async #leaveForRoom(run: RunRow, short: string): Promise<Outcome> {
    if (await othersHaveRoom(this.#context.db, this.#workerId)) return "nothing to do";
    return await this.#wait(this.#context, run, "memory", short);
  }

  #contextOf({ id, correlationId }: RunRow, { name }: Step): Context {
    return { ...this.#context, log: this.#context.log.child({ correlationId, run: id, stage: name }) };
  }

  async #plan(context: Context, run: RunRow, step: Step): Promise<Outcome> {
    const of = { runId: run.id, stage: step.name, workerId: this.#workerId };
    const claimed = await claimPlanning(context.db, { ...of, unit: step.unit, now: context.clock.now() });
    if (!claimed) return "nothing to do";
    try {
      const workerId = this.#workerId;
      const batches = await planStage(context, { run, step, workerId, signal: this.#signal });
      context.log.debug({ batches }, "planned a stage");
      if (batches > 1) await context.queue.wake(context.db, run.id, batches - 1, { first: this.#comesFirst });
    } catch (error) {
      await abandonPlanning(context.db, of);
      return await this.#stageFailed(context, run, step, error);
    }
    return "go on";
  }

  async #do(context: Context, run: RunRow, step: Step, batch: ClaimedBatch): Promise<Outcome> {
    const log = context.log.child({ batch: batch.ordinal });
    context.memory.tidy();
    const reporter = new Reporter(context, batch);
    const endPictures = beginPicturesMeanwhile({ ...context, log }, run, step.name);
    try {
      const { progress } = reporter;
      await step.run({ ...context, log }, batch, { run, signal: this.#signal, progress });
      if (!isFinished(batch)) throw new Error(`step ${step.name} left batch ${batch.ordinal} unfinished`);
      if (run.tries > 0) await forgetTries(context.db, run.id);
      logIfSlow({ ...context, log }, batch);
    } catch (error) {
      await reporter.stop();
      return await this.#batchFailed({ ...context, log }, run, step, batch, error);
    } finally {
      await endPictures();
    }
    await reporter.stop();
    return (await beginPictureIfDue({ ...context, log }, run, step.name)) ? "make way" : "go on";
  }

  async #batchFailed(
    context: Context,
    run: RunRow,
    step: Step,
    batch: ClaimedBatch,
    error: unknown,
  ): Promise<Outcome> {
    if (error instanceof StaleBatchError) {
      context.log.warn({ error }, "somebody else has the batch by now");
      return "go on";
    }
    if (this.#signal.aborted) {
      await giveBack(context.db, batch);
      return "nothing to do";
    }
    if (isDatabaseLost(error)) throw error;
    const waits = waitsFor(error);
    if (waits !== undefined) {
      await giveBack(context.db, batch);
      return await this.#wait(context, run, waits, error);
    }
    context.log.error({ error }, "a batch failed");
    if (isFinal(error)) {
      await giveBack(context.db, batch, messageOf(error));
      return await this.#fail(context, run, step, messageOf(error));
    }
    if (batch.failures + 1 < failureLimit) await this.#pause(batch.failures);
    const failures = await giveBack(context.db, batch, messageOf(error));
    if (failures < failureLimit) return "go on";
    return await this.#failForBatch(context, run, step, { ...batch, failures, error: messageOf(error) });
  }

  async #stageFailed(context: Context, run: RunRow, step: Step, error: unknown): Promise<Outcome> {
    if (this.#signal.aborted || error instanceof RunLeftError) return "nothing to do";
    if (isDatabaseLost(error)) throw error;
    const waits = waitsFor(error);
    if (waits !== undefined) return await this.#wait(context, run, waits, error);
    context.log.error({ error }, "planning or completing a stage failed");
    if (isFinal(error)) return await this.#fail(context, run, step, messageOf(error));
    const failures = await countStageFailure(context.db, {
      runId: run.id,
      stage: step.name,
      error: messageOf(error),
    });
    await this.#pause(failures - 1);
    return "go on";
  }

  /** Leaves the run until a later try; its failures do not count. */
  async #wait(context: Context, run: RunRow, waitsFor: WaitReason, error: unknown): Promise<Outcome> {
    const detail = messageOf(error);
    const backoffMs = Math.min(firstWaitMs * 2 ** run.tries, longestWaitMs[waitsFor]) * spread(run);
    const delayMs = Math.max(backoffMs, askedToWaitMs(error));
    context.log.warn({ waitsFor, detail, delayMs }, "a run waits");
    if (waitsFor === "disk") await giveUpBallastWhenFull(context);
    await context.db.transaction(async (tx) => {
      await waitRun(tx, { runId: run.id, waitsFor, detail, delayMs });
      await notifyRun(tx, run.id);
    });
    return "nothing to do";
  }

  /** The longer, the more often something failed: what is wrong may pass. */
  async #pause(failuresBefore: number): Promise<void> {
    await this.#context.clock.sleep(firstRetryDelayMs * 4 ** failuresBefore, { signal: this.#signal });
  }

  async #complete(context: Context, run: RunRow, step: Step): Promise<Outcome> {
    try {
      return await context.db.transaction(async (tx) => {
        const state = await lockIfDone(tx, { runId: run.id, stage: step.name });
        if (state !== "done") return state === "completed" ? "go on" : "nothing to do";
        await step.finish?.(tx, run, { ...context, db: tx });
        await holdProject(tx, run.projectId);
        if (!(await holdRun(tx, run.id))) throw new RunLeftError();
        const now = context.clock.now();
        const isLast = await completeStage(tx, { runId: run.id, stage: step.name, now });
        if (isLast) await completeRun({ ...context, db: tx }, run);
        await notifyRun(tx, run.id);
        return "go on";
      });
    } catch (error) {
      return await this.#stageFailed(context, run, step, error);
    }
  }

  async #failForBatch(
    context: Context,
    run: RunRow,
    step: Step,
    { ordinal, failures, error }: { ordinal: number; failures: number; error: string },
  ): Promise<Outcome> {
    const message = `batch ${ordinal} of stage ${step.name} failed ${failures} times: ${error}`;
    return await this.#fail(context, run, step, message);
  }

  async #fail(context: Context, run: RunRow, { name }: { name: StageName }, error: string): Promise<Outcome> {
    context.log.error({ error }, "a run failed");
    await context.db.transaction(async (tx) => {
      await holdProject(tx, run.projectId);
      await failRun(tx, { runId: run.id, stage: name, error, now: context.clock.now() });
      await stopPictures({ ...context, db: tx }, run);
      await notifyRun(tx, run.id);
      await beginNext({ ...context, db: tx }, run.projectId);
    });
    return "nothing to do";
  }
}

/** The run was paused or cancelled while its stage was completed: that is undone. */
class RunLeftError extends Error {}

const isWorkable = ({ state, isDue }: RunRow): boolean =>
  state === "running" || state === "pending" || (state === "waiting" && isDue);

/** From 0.5 to 1, another for each run and try: so that not all try again at once. */
const spread = ({ id, tries }: Pick<RunRow, "id" | "tries">): number =>
  0.5 + ((id * 7_919 + tries * 104_729) % 1_000) / 2_000;

const askedToWaitMs = (error: unknown): number =>
  error instanceof ToposcopeError ? (error.retryAfterMs ?? 0) : 0;

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function logIfSlow({ log, settings }: Context, { claimedAtMs }: ClaimedBatch): void {
  const milliseconds = Math.round(performance.now() - claimedAtMs);
  if (milliseconds >= settings.slowLog) log.info({ milliseconds }, "a batch took long");
}
