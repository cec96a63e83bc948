import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** Work as the database has it. */
export interface WorkCounts {
  readonly runs: Readonly<Record<string, number>>;
  readonly batches: Readonly<Record<string, number>>;
}

/** One figure of the machine, such as the size of a cache. */
export interface Measurement {
  readonly name: string;
  readonly help: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

interface ServerMetricsOptions {
  readonly machine?: (() => Promise<readonly Measurement[]>) | undefined;
  readonly work: () => Promise<WorkCounts>;
  readonly openEventStreams: () => number;
}

export interface HandledRequest {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** What Prometheus may scrape of one server. */
export class ServerMetrics {
  readonly #registry = new Registry();
  readonly #requests: Histogram<"method" | "route" | "status">;
  readonly #runs: Gauge<"state">;
  readonly #batches: Gauge<"state">;
  readonly #work: () => Promise<WorkCounts>;
  readonly #machine: () => Promise<readonly Measurement[]>;

  constructor({ work, machine = async () => [], openEventStreams }: ServerMetricsOptions) {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    this.#requests = new Histogram({
      name: "toposcope_http_request_seconds",
      help: "Requests by method, route and status, and how long they took",
      labelNames: ["method", "route", "status"],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    });
    new Gauge({
      name: "toposcope_event_streams",
      help: "Streams of server-sent events that are open right now",
      registers,
      collect() {
        this.set(openEventStreams());
      },
    });
    const byState = (name: string, help: string) =>
      new Gauge({ name, help, labelNames: ["state"], registers });
    this.#work = work;
    this.#machine = machine;
    this.#runs = byState("toposcope_runs", "Runs by state");
    this.#batches = byState(
      "toposcope_batches",
      "Batches of unfinished runs by state; undone ones are the queue",
    );
  }

  observe({ method, route, status, seconds }: HandledRequest): void {
    this.#requests.observe({ method, route, status }, seconds);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  async render(): Promise<string> {
    const { runs, batches } = await this.#work();
    setAll(this.#runs, runs);
    setAll(this.#batches, batches);
    this.#measure(await this.#machine());
    return this.#registry.metrics();
  }

  #measure(measurements: readonly Measurement[]): void {
    for (const [name, own] of Map.groupBy(measurements, (one) => one.name)) {
      const [{ help, labels } = { help: name, labels: {} }] = own;
      const known = this.#registry.getSingleMetric(name) as Gauge | undefined;
      const registers = [this.#registry];
      const gauge = known ?? new Gauge({ name, help, labelNames: Object.keys(labels), registers });
      gauge.reset();
      for (const one of own) gauge.inc(one.labels, one.value);
    }
  }
}

function setAll(gauge: Gauge<"state">, counts: Readonly<Record<string, number>>): void {
  gauge.reset();
  for (const [state, count] of Object.entries(counts)) gauge.set({ state }, count);
}
