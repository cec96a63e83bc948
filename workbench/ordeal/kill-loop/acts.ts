import { setTimeout as sleep } from "node:timers/promises";
import type { DocumentList, Run, Source, TopicList } from "../../src/contract.ts";
import type { TopicEdits } from "../../src/topic-contract.ts";
import type { CorpusFile } from "./corpus.ts";
import { Fall, type Product, Refusal } from "./product.ts";

const project = "/api/projects/life";
const retryMs = 150;
const patienceMs = 120_000;
const savedSlowLog = 4_321;
const savedName = "Named by hand";

/** What was acknowledged, and so must be there whatever is killed. */
export interface Ledger {
  readonly runs: Record<string, number>;
  /** Documents listed as taken. */
  readonly documents: Set<string>;
  edits: number;
  setAside: string | undefined;
  settingsSaved: boolean;
}

/**
 * What a user does from an empty data folder to two analyses with edits. An act that gets no answer is tried again, after
 * a look whether it was done all the same.
 */
export class Acts {
  readonly ledger: Ledger = {
    runs: {},
    documents: new Set(),
    edits: 0,
    setAside: undefined,
    settingsSaved: false,
  };
  readonly #product: Product;
  readonly #files: readonly CorpusFile[];
  /** How often a run had failed, after three kills at one batch, and was resumed. */
  resumed = 0;

  constructor(product: Product, files: readonly CorpusFile[]) {
    this.#product = product;
    this.#files = files;
  }

  async perform(): Promise<void> {
    await this.#act(() => this.#createProject());
    await this.#saveSettings();
    await this.#import("first import", this.#files.slice(0, 26));
    await this.#import("second import", this.#files.slice(26));
    await this.#until("first import");
    await this.#listDocuments();
    await this.#analyze("first analysis", { seed: 1 });
    await this.#until("first analysis");
    await this.#edit({ kind: "rename", topic: (await this.#topics())[0], name: savedName });
    await this.#edit({ kind: "merge", topics: (await this.#topics()).slice(-2) });
    await this.#setAside("sea-0.txt");
    await this.#analyze("second analysis", { seed: 2, clustering: "kmeans", topics: 5 });
    await this.#steer("second analysis", "pause");
    await this.#steer("second analysis", "resume");
    await this.#until("second analysis");
    await this.#listDocuments();
  }

  /** Looks for everything that was acknowledged. @throws with the first thing that is lost */
  async check(): Promise<void> {
    const { ledger } = this;
    const runs = await this.#get<Run[]>(`${project}/runs`);
    for (const [name, id] of Object.entries(ledger.runs)) {
      const state = runs.find((run) => run.id === id)?.state ?? "lost";
      if (state !== "completed") throw new Error(`${name}, run ${id}, is ${state}`);
    }
    const { documents } = await this.#get<DocumentList>(`${project}/documents?limit=1000`);
    const paths = documents.map(({ path, row }) => `${path}#${row}`);
    const lost = [...ledger.documents].filter((path) => !paths.includes(path));
    if (lost.length > 0) throw new Error(`documents are lost: ${lost.join(", ")}`);
    if (new Set(paths).size !== paths.length) throw new Error("documents are there twice");
    const aside = documents.filter(({ setAside }) => setAside).map(({ path }) => path);
    if (ledger.setAside !== undefined && !aside.includes(ledger.setAside))
      throw new Error("a document that was set aside came back");
    await this.#checkSettings();
  }

  async #checkSettings(): Promise<void> {
    if (!this.ledger.settingsSaved) return;
    const settings = await this.#get<{ name: string; value: unknown }[]>("/api/settings");
    const value = settings.find(({ name }) => name === "slowLog")?.value;
    if (value !== savedSlowLog) throw new Error(`a saved setting is lost: ${value}`);
  }

  async #createProject(): Promise<void> {
    try {
      await this.#product.ask("POST", "/api/projects", { name: "life" });
    } catch (error) {
      if (!(error instanceof Refusal && error.code === "PROJECT_EXISTS")) throw error;
    }
  }

  async #saveSettings(): Promise<void> {
    await this.#act(() => this.#product.ask("PATCH", "/api/settings", { slowLog: savedSlowLog }));
    this.ledger.settingsSaved = true;
  }

  async #import(name: string, files: readonly CorpusFile[]): Promise<void> {
    const known = new Set((await this.#get<Run[]>(`${project}/runs`)).map(({ id }) => id));
    this.ledger.runs[name] = await this.#act(async () => {
      const runs = await this.#product.ask<Run[]>("GET", `${project}/runs`);
      const done = runs.find(({ id, kind }) => kind === "import" && !known.has(id));
      if (done) return done.id;
      const form = new FormData();
      for (const file of files) form.append("files", new Blob([file.text]), file.name);
      return (await this.#product.ask<{ run: number }>("POST", `${project}/sources?queue=true`, form)).run;
    });
  }

  async #analyze(name: string, settings: Readonly<Record<string, unknown>>): Promise<void> {
    const known = new Set((await this.#get<Run[]>(`${project}/runs`)).map(({ id }) => id));
    this.ledger.runs[name] = await this.#act(async () => {
      const runs = await this.#product.ask<Run[]>("GET", `${project}/runs`);
      const done = runs.find(({ id, kind }) => kind === "analysis" && !known.has(id));
      if (done) return done.id;
      const body = { model: "static", queue: true, ...settings };
      return (await this.#product.ask<Run>("POST", `${project}/runs`, body)).id;
    });
  }

  async #steer(name: string, verb: "pause" | "resume"): Promise<void> {
    const id = this.ledger.runs[name];
    await this.#act(async () => {
      const { state } = await this.#product.ask<Run>("GET", `/api/runs/${id}`);
      if (verb === "pause" ? state !== "running" && state !== "pending" : state !== "paused") return;
      await this.#product.ask("POST", `/api/runs/${id}/${verb}`).catch((error: unknown) => {
        if (!(error instanceof Refusal && error.code === "RUN_STATE")) throw error;
      });
    });
  }

  /** Waits until a run is completed. One that failed, since it was killed at one batch three times, is resumed. */
  async #until(name: string): Promise<void> {
    const id = this.ledger.runs[name];
    const giveUpAt = performance.now() + patienceMs;
    for (;;) {
      const { state, error } = await this.#get<Run>(`/api/runs/${id}`);
      if (state === "completed") return;
      if (state === "failed") await this.#resumeFailed(id as number, error);
      if (performance.now() > giveUpAt)
        throw new Error(`${name}, run ${id}, does not get on: it is ${state}`);
      await sleep(retryMs);
    }
  }

  async #resumeFailed(id: number, error: string | null): Promise<void> {
    if (!/failed 3 times: .*(worker|database)/.test(error ?? ""))
      throw new Error(`run ${id} failed: ${error}`);
    this.resumed += 1;
    await this.#act(() =>
      this.#product.ask("POST", `/api/runs/${id}/resume?queue=true`).catch((refusal: unknown) => {
        if (!(refusal instanceof Refusal && refusal.code === "RUN_STATE")) throw refusal;
      }),
    );
  }

  async #listDocuments(): Promise<void> {
    const { documents } = await this.#get<DocumentList>(`${project}/documents?limit=1000`);
    for (const { path, row } of documents) this.ledger.documents.add(`${path}#${row}`);
    const sources = await this.#get<Source[]>(`${project}/sources`);
    if (sources.length !== 2) throw new Error(`two imports made ${sources.length} sources`);
  }

  async #topics(): Promise<number[]> {
    const { topics, layers } = await this.#get<TopicList>(`${project}/topics`);
    const layer = layers.find(({ suggested }) => suggested)?.layer;
    return topics.filter((topic) => topic.layer === layer).map(({ id }) => id);
  }

  async #edit(edit: Readonly<Record<string, unknown>>): Promise<void> {
    const wanted = this.ledger.edits + 1;
    await this.#act(async () => {
      const { edits } = await this.#product.ask<TopicEdits>("GET", `${project}/topics/edits`);
      if (edits.length < wanted) await this.#product.ask("POST", `${project}/topics/edits`, edit);
    });
    this.ledger.edits = wanted;
  }

  async #setAside(path: string): Promise<void> {
    const { documents } = await this.#get<DocumentList>(`${project}/documents?limit=1000`);
    const id = documents.find((document) => document.path === path)?.id;
    await this.#act(() => this.#product.ask("PATCH", `${project}/documents/${id}`, { setAside: true }));
    this.ledger.setAside = path;
  }

  #get<T>(path: string): Promise<T> {
    return this.#act(() => this.#product.ask<T>("GET", path));
  }

  /** Tries until there is an answer. What is refused as wrong is a fault; what is refused for now is tried again. */
  async #act<T>(act: () => Promise<T>): Promise<T> {
    const giveUpAt = performance.now() + patienceMs;
    for (;;) {
      try {
        return await act();
      } catch (error) {
        if (error instanceof Fall || (error instanceof Refusal && error.status < 500)) throw error;
        if (performance.now() > giveUpAt) throw error;
      }
      await sleep(retryMs);
    }
  }
}
