import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** Work as the database has it. */
export interface WorkCounts {
  readonly runs: Readonly<Record<string, number>>;
  readonly batches: Readonly<Record<string, number>>;
}

interface ServerMetricsOptions {
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

  constructor({ work, openEventStreams }: ServerMetricsOptions) {
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
      help: "Runs being watched right now",
      registers,
      collect() {
        this.set(openEventStreams());
      },
    });
    const batches = new Gauge({
      name: "toposcope_batches",
      help: "Batches of unfinished runs by state; undone ones are the queue",
      labelNames: ["state"],
      registers,
    });
    new Gauge({
      name: "toposcope_runs",
      help: "Runs by state",
      labelNames: ["state"],
      registers,
      async collect() {
        const counts = await work();
        setAll(this, counts.runs);
        setAll(batches, counts.batches);
      },
    });
  }

  observe({ method, route, status, seconds }: HandledRequest): void {
    this.#requests.observe({ method, route, status }, seconds);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  render(): Promise<string> {
    return this.#registry.metrics();
  }
}

function setAll(gauge: Gauge<"state">, counts: Readonly<Record<string, number>>): void {
  gauge.reset();
  for (const [state, count] of Object.entries(counts)) gauge.set({ state }, count);
}
