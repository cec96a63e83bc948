import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import type { DocumentListItem, Project, Run, Source } from "toposcope/contract";
import type { SettingView } from "toposcope/machine-contract";
import type { TopicEditRequest } from "toposcope/topic-contract";
import { FixtureQuestions } from "./fixture-ask.ts";
import { type FixtureWorld, fixtureProject, fixtureSources, fixtureTime, makeWorld } from "./fixture-data.ts";
import { FixtureEdits } from "./fixture-edits.ts";
import { answersOf, fixtureFacet, fixtureFacets } from "./fixture-facets.ts";
import { fixtureInsight, fixtureInsights } from "./fixture-insight.ts";
import { fixtureOverview } from "./fixture-overview.ts";
import { FixturePrivacy } from "./fixture-privacy.ts";
import { FixtureProviders } from "./fixture-providers.ts";
import { type Answer, listTopics, Problem, readWorld } from "./fixture-read.ts";
import { FixtureReadings, relatedTopics, similarDocuments } from "./fixture-recommend.ts";
import { fixtureRuns, freshRun } from "./fixture-runs.ts";
import { fixtureSettings } from "./fixture-settings.ts";
import { fixtureTable } from "./fixture-table.ts";
import { fixtureComparison, fixtureDetail } from "./fixture-versions.ts";
import { FixtureWatches } from "./fixture-watches.ts";
import { FixtureWork } from "./fixture-work.ts";

interface FixtureRequest {
  readonly query: URLSearchParams;
  readonly body: string;
  readonly parameters: readonly string[];
  readonly response: ServerResponse;
}

interface StoredProject {
  project: Project;
  edits: FixtureEdits | null;
  runs: Run[];
  sources: Source[];
  readonly watches: FixtureWatches;
}

/** An API over invented data that answers as the contract says: for developing the page, and for testing it without a server. */
export class FixtureApi {
  readonly #projects = new Map<string, StoredProject>();
  readonly #world: FixtureWorld;
  readonly #readings: FixtureReadings;
  #stageMs: number;
  readonly #questions: FixtureQuestions;
  readonly #privacy = new FixturePrivacy();
  #settings: SettingView[] = fixtureSettings();
  readonly #providers = new FixtureProviders();
  readonly #work = new Map<number, { stored: StoredProject; work: FixtureWork }>();
  #nextId = 10;

  constructor({
    documents = 900,
    projects = ["State of the Union"],
    stageMs = 700,
    arrivals = 0,
    share = 1,
  } = {}) {
    this.#world = makeWorld({ documents, arrivals });
    this.#readings = new FixtureReadings(this.#world);
    this.#stageMs = stageMs;
    this.#questions = new FixtureQuestions(this.#world);
    for (const name of projects) {
      const stored = this.#explored(name);
      this.#projects.set(name, stored);
      if (share < 1)
        Object.assign(stored.project, {
          run: null,
          arrived: null,
          provisional: { picture: 2, of: 2, share },
        });
    }
  }

  /** Answers a request to the API; false when it is not one. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const url = new URL(request.url ?? "/", "http://localhost");
    if (!url.pathname.startsWith("/api/")) return false;
    const path = url.pathname.split("/").slice(2).map(decodeURIComponent);
    try {
      const isUpload = request.headers["content-type"]?.startsWith("multipart/") ?? false;
      const body = await text(isUpload ? request.setEncoding("latin1") : request);
      const answer = this.#answer(request.method ?? "GET", path, {
        query: url.searchParams,
        body,
        parameters: path,
        response,
      });
      if (answer !== undefined) send(response, request.method === "POST" ? 202 : 200, answer);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const { status, code, hint, message } = error;
      send(response, status, { type: "about:blank", title: code, status, detail: message, code, hint });
    }
    return true;
  }

  #answer(
    method: string,
    [noun, name = "", part, id, last]: readonly string[],
    request: FixtureRequest,
  ): Answer {
    if (noun === "providers") return this.#providers.answer(method, [name, part], request.body);
    if (noun === "provider-rules") return this.#providers.setRules(request.body);
    if (noun === "model-prices") return this.#providers.modelPrices();
    if (noun === "provider-models") return { models: ["gpt-5-mini", "gpt-5"] };
    if (noun === "costs") return this.#providers.costs();
    if (noun === "settings") return method === "PATCH" ? this.#saveSettings(request.body) : this.#settings;
    if (noun === "facet-templates") return [];
    if (noun === "tables") return fixtureTable(request.body);
    if (noun === "runs" && method !== "GET") return this.#changeRun(method, Number(name), part, request);
    if (noun === "runs") return this.#runAnswer(Number(name), part, request.response);
    if (name === "")
      return method === "POST"
        ? this.#create(request.body)
        : [...this.#projects.values()].map(({ project }) => project);
    const stored = this.#find(name);
    if (part === "estimate") return this.#providers.estimate();
    if (part === "events") return this.#openEvents(request.response);
    if (part === "questions" && method === "POST") return this.#questions.ask(request.body, request.response);
    if (part === "questions")
      return id === undefined ? this.#questions.list() : this.#questions.get(Number(id));
    if (part === "settings") return this.#privacy.settings(request.body);
    if (part === "privacy") return this.#privacy.report(this.#world, method);
    if (part === "watches") return stored.watches.answer(method, Number(id), request.body);
    if (part === "facets")
      return id === undefined ? fixtureFacets(this.#world) : fixtureFacet(this.#world, id, last);
    if (part === undefined) return this.#projectAnswer(method, stored, request.body);
    if (part === "readings") return this.#readingsAnswer(method, request.body);
    if (part === "recommendations") return this.#readings.recommend(Number(request.query.get("limit")));
    if (part === "documents" && last === "facets")
      return answersOf(this.#world.documents[Number(id) - 1] ?? { id: 0, label: null });
    if (last === "similar") return similarDocuments(this.#world, Number(id));
    if (last === "related") return relatedTopics(this.#world, stored.project.run ?? 1, Number(id));
    if (part === "insights" && method === "GET")
      return fixtureInsights(stored.edits?.world ?? this.#world, Number(request.query.get("layer")));
    if (last === "insight" || last === "preview")
      return fixtureInsight(stored.edits?.world ?? this.#world, Number(id), last);
    if (method === "POST" && part === "topics") return this.#editTopics(stored, last, request.body);
    if (method === "POST")
      return part === "sources"
        ? this.#import(stored, request)
        : this.#analyze(stored, queueOf(request.body));
    if (method === "DELETE") return this.#deleteDocument(stored, Number(id));
    if (method === "PATCH") return this.#setAside(stored, Number(id), request.body);
    return this.#read(stored, part, id ?? last, request.query);
  }

  #readingsAnswer(method: string, body: string): Answer {
    if (method === "DELETE") return this.#readings.forget();
    return this.#readings.add((JSON.parse(body) as { document: number }).document);
  }

  /** Nothing is told; what changes is asked for. */
  #openEvents(response: ServerResponse): undefined {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(": open\n\n");
  }

  #find(name: string): StoredProject {
    const stored = this.#projects.get(name);
    if (stored === undefined)
      throw new Problem(
        404,
        "PROJECT_NOT_FOUND",
        `There is no project ${name}.`,
        "list the projects: toposcope projects",
      );
    return stored;
  }

  #explored(name: string): StoredProject {
    const world = this.#world;
    return {
      project: fixtureProject(name, this.#projects.size + 1, world),
      edits: new FixtureEdits(world),
      runs: fixtureRuns(world),
      sources: fixtureSources(world),
      watches: new FixtureWatches(),
    };
  }

  #create(body: string): Project {
    const { name } = JSON.parse(body) as { name: string };
    if (this.#projects.has(name))
      throw new Problem(409, "PROJECT_EXISTS", `There is a project ${name} already.`, "choose another name");
    const project = fixtureProject(name, this.#projects.size + 1, null);
    this.#projects.set(name, { project, edits: null, runs: [], sources: [], watches: new FixtureWatches() });
    return project;
  }

  #projectAnswer(method: string, stored: StoredProject, body: string): Answer {
    const { name } = stored.project;
    if (method === "DELETE") {
      this.#projects.delete(name);
      return { deleted: name };
    }
    if (method === "PATCH") {
      const renamed = (JSON.parse(body) as { name: string }).name;
      this.#projects.delete(name);
      this.#projects.set(renamed, Object.assign(stored, { project: { ...stored.project, name: renamed } }));
    }
    return stored.project;
  }

  #saveSettings(body: string): SettingView[] {
    const changes = JSON.parse(body) as Record<string, SettingView["value"]>;
    this.#settings = this.#settings.map((setting) => {
      const value = changes[setting.name];
      if (value === undefined) return setting;
      return value === null
        ? { ...setting, value: setting.default, origin: "default" }
        : { ...setting, value, origin: "file" };
    });
    return this.#settings;
  }

  #import(stored: StoredProject, { body, query }: FixtureRequest): Answer {
    const paths = [...body.matchAll(/filename="([^"]+)"/g)].map(([, path]) =>
      Buffer.from(path ?? "", "latin1").toString(),
    );
    const run = this.#begin(stored, "import", query, () => {
      const isScan = (path: string) => path.endsWith(".pdf");
      stored.sources.unshift({
        id: run.id,
        kind: "upload",
        location: paths.length === 1 ? (paths[0] ?? "") : `${paths.length} files`,
        createdAt: fixtureTime,
        documents: paths.filter((path) => !isScan(path)).length,
        files: paths.filter((path) => !isScan(path)).map((path) => ({ path, documents: 1, warnings: [] })),
        rejections: paths.filter(isScan).map((path) => ({
          path,
          reason: "no-text",
          detail: "3 pages of pictures",
          hint: "there is no text to read; a scan needs OCR first",
        })),
      });
      const { documents, chunks } = fixtureProject("", 0, this.#world);
      Object.assign(stored.project, { documents, chunks, sources: stored.sources.length });
      if (query.get("analyze") === "true") this.#analyze(stored, new URLSearchParams());
    });
    return { source: run.id, run: run.id };
  }

  #analyze(stored: StoredProject, query: URLSearchParams): Run {
    const run = this.#begin(stored, "analysis", query, () => {
      const explored = this.#explored(stored.project.name);
      const { id, sources } = stored.project;
      stored.edits = explored.edits;
      Object.assign(stored.project, explored.project, { id, sources, run: run.number });
      this.#show(stored, run);
    });
    return run;
  }

  #begin(stored: StoredProject, kind: Run["kind"], query: URLSearchParams, finish: () => void): Run {
    const queued = stored.project.activeRun !== null;
    if (queued && query.get("queue") !== "true") throw alreadyActive();
    const number = kind === "analysis" ? stored.runs.filter((run) => run.kind === kind).length + 1 : null;
    const run = freshRun({ id: this.#nextId++, number, kind, queued });
    const onOver = () => {
      stored.project.activeRun = null;
      finish();
      this.#beginNext(stored);
    };
    this.#work.set(run.id, { stored, work: new FixtureWork({ run, stageMs: this.#stageMs, onOver }) });
    stored.runs.unshift(run);
    this.#beginNext(stored);
    return run;
  }

  /** From now on each stage of a run takes so long. */
  setPace(stageMs: number): void {
    this.#stageMs = stageMs;
    for (const { work } of this.#work.values()) work.setPace(stageMs);
  }

  /** Lets the oldest run in line begin, where nothing is under way. */
  #beginNext({ runs, project }: StoredProject): void {
    if (project.activeRun !== null) return;
    const next = runs.findLast(({ state }) => state === "pending");
    if (next === undefined) return;
    project.activeRun = next.id;
    this.#work.get(next.id)?.work.go();
  }

  #steer(id: number, steering: string, query: URLSearchParams): Run {
    const { stored, work } = this.#work.get(id) ?? {};
    if (stored === undefined || work === undefined)
      throw new Problem(409, "RUN_STATE", `Run ${id} is over.`, "see where it is");
    const { project } = stored;
    if (steering === "pause") work.stop("paused");
    else if (steering === "cancel") {
      work.stop("cancelled");
      if (project.activeRun === id) project.activeRun = null;
      this.#beginNext(stored);
    } else if (project.activeRun !== null && project.activeRun !== id) {
      if (query.get("queue") !== "true") throw alreadyActive();
      Object.assign(work.run, { state: "pending", queued: true, finishedAt: null });
    } else {
      project.activeRun = id;
      work.go();
    }
    return work.run;
  }

  #changeRun(method: string, id: number, part: string | undefined, { query, body }: FixtureRequest): Answer {
    if (part !== undefined && part !== "use") return this.#steer(id, part, query);
    const { stored, run } = this.#findRun(id);
    if (method === "PATCH") return Object.assign(run, JSON.parse(body) as Pick<Run, "name">);
    if (method === "POST") return this.#show(stored, run);
    stored.runs = stored.runs.filter((other) => other !== run);
    const next = stored.runs.find(({ number, state }) => number !== null && state === "completed");
    if (run.current && next !== undefined) this.#show(stored, next);
    return { deleted: id };
  }

  #show(stored: StoredProject, run: Run): Run {
    for (const other of stored.runs) other.current = other === run;
    Object.assign(stored.project, { run: run.number, shown: run.id, provisional: null });
    return run;
  }

  #findRun(id: number): { stored: StoredProject; run: Run } {
    for (const stored of this.#projects.values()) {
      const run = stored.runs.find((candidate) => candidate.id === id);
      if (run !== undefined) return { stored, run };
    }
    throw new Problem(404, "RUN_NOT_FOUND", `There is no run ${id}.`, "list the runs");
  }

  #runAnswer(id: number, part: string | undefined, response: ServerResponse): Answer {
    const { run } = this.#findRun(id);
    if (part === "detail") return fixtureDetail(run);
    if (part === "timings")
      return run.stages.map(({ name, seconds }) => ({
        stage: name,
        count: 4,
        meanMs: 250 * (seconds ?? 0),
        minMs: 90,
        maxMs: 900,
        totalMs: 1_000 * (seconds ?? 0),
      }));
    if (part !== "events") return run;
    response.writeHead(200, { "content-type": "text/event-stream" });
    const tell = () => {
      response.write(`data: ${JSON.stringify(run)}\n\n`);
      if (run.finishedAt !== null) {
        clearInterval(timer);
        response.end();
      }
    };
    const timer = setInterval(tell, 100);
    response.on("close", () => clearInterval(timer));
    tell();
    return undefined;
  }

  #read(stored: StoredProject, part: string, id: string | undefined, query: URLSearchParams): Answer {
    if (part === "sources") return stored.sources;
    if (part === "overview") return fixtureOverview(stored.project, this.#world);
    if (part === "runs" && id === "compare")
      return fixtureComparison(this.#world, Number(query.get("a")), Number(query.get("b")));
    if (part === "runs") return stored.runs;
    if (part === "rejections") return stored.sources.flatMap(({ rejections }) => rejections);
    const { edits } = stored;
    if (edits === null)
      throw new Problem(409, "NO_ANALYSIS", "There is no analysis yet.", "find the topics first");
    const run = stored.project.run ?? 1;
    if (part === "topics" && id === "edits") return edits.list(run);
    if (part === "topics" && id === undefined)
      return { ...listTopics(edits, run), provisional: stored.project.provisional };
    return readWorld(edits.world, run, part, id, query);
  }

  #editTopics({ edits, project }: StoredProject, does: string | undefined, body: string): Answer {
    const run = project.run ?? 1;
    const isStep = does === "undo" || does === "redo";
    const done = isStep ? edits?.step(run, does) : edits?.edit(run, JSON.parse(body) as TopicEditRequest);
    if (done === undefined)
      throw new Problem(409, "NOTHING_TO_UNDO", `There is nothing to ${does}.`, "edit the topics first");
    return done;
  }

  #deleteDocument({ project }: StoredProject, id: number): Answer {
    this.#world.deleted.add(id);
    const { arrived } = fixtureProject("", 0, this.#world);
    Object.assign(project, { arrived, documents: project.documents - 1 });
    return { deleted: [id] };
  }

  #setAside(stored: StoredProject, id: number, body: string): Answer {
    const document = stored.edits?.world.documents[id - 1];
    return Object.assign(document ?? {}, JSON.parse(body) as Pick<DocumentListItem, "setAside">);
  }
}

const alreadyActive = () =>
  new Problem(409, "RUN_ALREADY_ACTIVE", "Something runs already.", "wait until it has finished");

const queueOf = (body: string) =>
  new URLSearchParams({ queue: String((JSON.parse(body) as { queue?: boolean }).queue ?? false) });

function send(response: ServerResponse, status: number, answer: object | Buffer): void {
  const bytes = Buffer.isBuffer(answer);
  response.writeHead(status, { "content-type": bytes ? "application/octet-stream" : "application/json" });
  response.end(bytes ? answer : JSON.stringify(answer));
}
