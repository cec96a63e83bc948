import { setTimeout as sleep } from "node:timers/promises";
import { pino } from "pino";
import { type App, openApp } from "../../src/app.ts";
import { resolveSettings } from "../../src/config.ts";
import type { Run, TopicList } from "../../src/contract.ts";
import { handlers } from "../../src/http/handlers.ts";
import { createServer, type Server } from "../../src/http/server.ts";
import { workCounts } from "../../src/jobs/actions.ts";
import type { Steps } from "../../src/jobs/step.ts";
import { work } from "../../src/jobs/worker.ts";
import type { TopicEdits } from "../../src/topic-contract.ts";
import type { CorpusFile } from "../kill-loop/corpus.ts";
import { Refusal } from "../kill-loop/product.ts";

const project = "/api/projects/life";
const retryMs = 25;
/** Looks at a run are calls like others, and all alike: few are enough. */
const lookMs = 150;
const mostTries = 40;
const answerDeadlineMs = 15_000;
const runDeadlineMs = 30_000;

/** The whole product in this process, with one worker: server, database calls and file calls can be made to fail. */
export class Life {
  readonly #app: App;
  readonly #server: Server;
  readonly #stopping = new AbortController();
  readonly #working: Promise<void>;
  readonly #files: readonly CorpusFile[];

  private constructor(app: App, server: Server, steps: Steps, files: readonly CorpusFile[]) {
    this.#app = app;
    this.#server = server;
    this.#files = files;
    this.#working = work(app.context, { steps, signal: this.#stopping.signal });
  }

  /** Opens it as often as it takes, as its user would. */
  static async begin(
    flags: { readonly data: string; readonly database: string },
    { steps, files, onLog }: { steps: Steps; files: readonly CorpusFile[]; onLog: (line: string) => void },
  ): Promise<Life> {
    const sources = { flags: { ...flags, model: "static", workers: 0, minFree: 0 }, environment: {} };
    const resolved = resolveSettings(sources);
    const log = pino({ level: "warn", serializers: { error: pino.stdSerializers.err } }, { write: onLog });
    const app = await tried(() => inTime("the opening", openApp({ settings: resolved.settings, log })));
    const server = await createServer({
      context: app.context,
      version: "0.0.0",
      resolved,
      sources,
      handlers,
      work: () => workCounts(app.context),
    });
    return new Life(app, server, steps, files);
  }

  /** Import, analysis, edit and export. @returns the analysis */
  async perform(): Promise<number> {
    await tried(() => inTime("the start of the workers", this.#app.workers.start()));
    await this.#createProject();
    await this.#import();
    const run = await this.#start("analysis", () =>
      this.#ask<Run>("POST", `${project}/runs`, { seed: 1, queue: true }).then(({ id }) => id),
    );
    const analysed = await this.#until(run);
    if (analysed.state === "failed") throw new Error(`analysis ${run} failed: ${analysed.error}`);
    await this.#rename();
    await tried(() => this.#ask("GET", `${project}/export/documents?format=jsonl`));
    return run;
  }

  async end(): Promise<void> {
    this.#stopping.abort();
    await inTime("the worker's end", this.#working);
    await inTime("the server's end", this.#server.close({ patienceMs: 100 }));
    await inTime("the end of the app", this.#app.close());
  }

  async #createProject(): Promise<void> {
    await tried(() =>
      this.#ask("POST", "/api/projects", { name: "life" }).catch((error: unknown) => {
        if (!(error instanceof Refusal && error.code === "PROJECT_EXISTS")) throw error;
      }),
    );
  }

  /** What could not be read is sent again, as its user would: a file, or all where their folder was refused. */
  async #import(): Promise<void> {
    for (let times = 0; times < 3; times += 1) {
      const run = await this.#start("import", async () => {
        const form = new FormData();
        for (const { name, text } of this.#files) form.append("files", new Blob([text]), name);
        return (await this.#ask<{ run: number }>("POST", `${project}/sources?queue=true`, form)).run;
      });
      const { state, error } = await this.#until(run);
      if (state === "failed" && !/cannot be read: EACCES/.test(error ?? ""))
        throw new Error(`import ${run} failed: ${error}`);
      const { documents } = await tried(() => this.#ask<{ documents: number }>("GET", project));
      if (documents === this.#files.length) return;
    }
    throw new Error("files are missing after three imports");
  }

  /** Starts a run, after a look whether that was done although no answer came. */
  async #start(kind: Run["kind"], start: () => Promise<number>): Promise<number> {
    const runs = () => this.#ask<Run[]>("GET", `${project}/runs`);
    const known = new Set((await tried(runs)).map(({ id }) => id));
    return await tried(async () => {
      const begun = (await runs()).find((run) => run.kind === kind && !known.has(run.id));
      return begun ? begun.id : await start();
    });
  }

  /** @returns the run, completed or failed */
  async #until(id: number): Promise<Run> {
    const giveUpAt = performance.now() + runDeadlineMs;
    for (;;) {
      const run = await tried(() => this.#ask<Run>("GET", `/api/runs/${id}`));
      if (run.state === "completed" || run.state === "failed") return run;
      if (performance.now() > giveUpAt)
        throw new Error(`${run.kind} ${id} does not get on: ${JSON.stringify(run)}`);
      await sleep(lookMs);
    }
  }

  async #rename(): Promise<void> {
    await tried(async () => {
      const { edits } = await this.#ask<TopicEdits>("GET", `${project}/topics/edits`);
      if (edits.length > 0) return;
      const { topics } = await this.#ask<TopicList>("GET", `${project}/topics`);
      await this.#ask("POST", `${project}/topics/edits`, {
        kind: "rename",
        topic: topics[0]?.id,
        name: "Named by hand",
      });
    });
  }

  async #ask<T>(method: "GET" | "POST", url: string, body?: unknown): Promise<T> {
    const sent = body === undefined ? {} : await payload(body);
    const reply = await inTime(`${method} ${url}`, this.#server.fastify.inject({ method, url, ...sent }));
    if (reply.statusCode < 300) return (url.includes("/export/") ? reply.body : reply.json()) as T;
    const { code = "", detail = "" } = reply.json() as { code?: string; detail?: string };
    throw new Refusal(reply.statusCode, code, detail);
  }
}

async function payload(body: unknown): Promise<{ payload: Buffer; headers: Record<string, string> }> {
  const isForm = body instanceof FormData;
  const request = new Request("http://localhost", {
    method: "POST",
    body: isForm ? body : JSON.stringify(body),
    ...(isForm ? {} : { headers: { "content-type": "application/json" } }),
  });
  return {
    payload: Buffer.from(await request.arrayBuffer()),
    headers: Object.fromEntries(request.headers),
  };
}

async function inTime<T>(what: string, work: Promise<T>): Promise<T> {
  const timer = new AbortController();
  const late = sleep(answerDeadlineMs, undefined, { signal: timer.signal }).then(
    () => {
      throw new Hang(`${what} never came`);
    },
    () => undefined as never,
  );
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
  }
}

/** What came neither to a result nor to an error. */
class Hang extends Error {}

/** Tries until it works: what fails for now, or by our hand, may work the next time. */
async function tried<T>(act: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await act();
    } catch (error) {
      if (error instanceof Hang || tries === mostTries) throw error;
      if (error instanceof Refusal && error.status < 500) throw error;
    }
    await sleep(retryMs);
  }
}
