import { performance } from "node:perf_hooks";
import { Listr, ListrLogger, type ListrTask, ProcessOutput } from "listr2";
import type { Run, StageProgress } from "../contract.ts";
import { plainStageLine, runTitle, stageLine, stateText, wholeText, workLine } from "./progress-text.ts";

/** Shows runs as they go on, on standard error. */
export interface ProgressDisplay {
  update(run: Run): void;
  /** Draws the last state and gives the terminal back. */
  end(): Promise<void>;
}

const isOver = ({ state }: { state: string }) => ["completed", "failed", "cancelled"].includes(state);

/** Bars where standard error is a terminal, a line now and then where it is none, nothing where nobody wants any. */
export function progressDisplay({ quiet }: { quiet: boolean }): ProgressDisplay {
  if (quiet) return { update: () => undefined, end: async () => undefined };
  return process.stderr.isTTY ? new BarDisplay() : new LineDisplay();
}

const pauseBetweenLinesMs = 5_000;

/** A line when a stage starts, ends, or has gone on for a while. */
export class LineDisplay implements ProgressDisplay {
  readonly #write: (line: string) => void;
  readonly #said = new Map<string, string>();
  #lastMs = 0;

  constructor(write: (line: string) => void = (line) => process.stderr.write(`${line}\n`)) {
    this.#write = write;
  }

  update(run: Run): void {
    if (!this.#said.has(`${run.id}`) && run.stages.some(hasWork)) {
      this.#said.set(`${run.id}`, "");
      this.#write(`${runTitle(run)}:`);
    }
    this.#tellRest(run);
    for (const stage of run.stages.filter(hasWork)) this.#tell(run, stage);
  }

  async end(): Promise<void> {}

  #tell(run: Run, stage: StageProgress): void {
    const key = `${run.id} ${stage.name}`;
    const nowMs = performance.now();
    const isNews = this.#said.get(key) !== stage.state;
    const isDue = stage.state === "running" && nowMs - this.#lastMs >= pauseBetweenLinesMs;
    if (!isNews && !isDue) return;
    this.#said.set(key, stage.state);
    this.#lastMs = nowMs;
    const whole = stage.state === "running" ? ` (${wholeText(run)})` : "";
    this.#write(`  ${plainStageLine(stage)}${whole}`);
  }

  /** Says once that a run does not go on, and why. */
  #tellRest(run: Run): void {
    const rest = isAtRest(run) ? stateText(run) : "";
    if (this.#said.get(`${run.id}`) !== rest && rest !== "") this.#write(`  ${rest}`);
    if (this.#said.has(`${run.id}`)) this.#said.set(`${run.id}`, rest);
  }
}

const hasWork = ({ state }: StageProgress) => state !== "waiting";
const isAtRest = ({ state, queued }: Run) => queued || state === "waiting" || state === "paused";

interface StageBar {
  show(stage: StageProgress, run: Run): void;
  settle(): void;
}

const belowBar = (run: Run, stage: StageProgress) => (isAtRest(run) ? stateText(run) : workLine(run, stage));

/** One bar per stage, its sub-stage below it. */
export class BarDisplay implements ProgressDisplay {
  readonly #terminal: NodeJS.WriteStream;
  #runId: number | undefined;
  #bars = new Map<string, StageBar>();
  #drawing: Promise<unknown> = Promise.resolve();

  constructor(terminal: NodeJS.WriteStream = process.stderr) {
    this.#terminal = terminal;
  }

  update(run: Run): void {
    if (this.#runId !== run.id) this.#start(run);
    for (const stage of run.stages) this.#bars.get(stage.name)?.show(stage, run);
    if (isOver(run)) this.#settle();
  }

  async end(): Promise<void> {
    this.#settle();
    await this.#drawing;
  }

  #start(run: Run): void {
    this.#settle();
    this.#runId = run.id;
    this.#bars = new Map();
    const tasks = run.stages.map((stage) => this.#task(stage, run));
    const list = new Listr(tasks, {
      concurrent: false,
      exitOnError: false,
      registerSignalListeners: false,
      forceTTY: true,
      rendererOptions: {
        formatOutput: "truncate",
        showErrorMessage: false,
        collapseErrors: false,
        logger: new ListrLogger({
          useIcons: true,
          toStderr: [],
          processOutput: new ProcessOutput(this.#terminal, this.#terminal, { leaveEmptyLine: false }),
        }),
      },
    });
    const before = this.#drawing;
    this.#drawing = before.then(() => {
      this.#terminal.write(`${runTitle(run)}\n`);
      return list.run();
    });
  }

  #task(first: StageProgress, firstRun: Run): ListrTask {
    const done = Promise.withResolvers<void>();
    let latest = first;
    let latestRun = firstRun;
    let draw: (() => void) | undefined;
    this.#bars.set(first.name, {
      show: (stage, run) => {
        latest = stage;
        latestRun = run;
        draw?.();
        if (stage.state === "completed") done.resolve();
        if (stage.state === "failed") done.reject(new Error("failed"));
      },
      settle: () => done.resolve(),
    });
    done.promise.catch(() => undefined);
    return {
      title: stageLine(first),
      task: async (_, task) => {
        draw = () => {
          task.title = stageLine(latest);
          task.output = latest.state === "running" ? belowBar(latestRun, latest) : "";
        };
        draw();
        await done.promise;
      },
    };
  }

  #settle(): void {
    for (const bar of this.#bars.values()) bar.settle();
  }
}
