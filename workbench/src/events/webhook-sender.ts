import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "../context.ts";
import type { EventView } from "../event-contract.ts";
import { eventChannel, eventsAfter, lastEventNumber, numberEvents, pruneEvents } from "../store/event.ts";
import {
  type ClaimedWebhook,
  claimWebhook,
  hasWebhooks,
  keepDelivered,
  keepFailed,
  pruneDeliveries,
  releaseWebhook,
} from "../store/webhook.ts";
import { eventView } from "./event-hub.ts";
import { type Answer, createPostman, type Postman } from "./webhook-request.ts";

/** Sends events to webhooks for as long as it runs. Several processes may do it: each webhook is one's at a time. */
export interface WebhookSender {
  start(): void;
  stop(): Promise<void>;
}

export interface WebhookSenderOptions {
  readonly postman?: Postman;
  /** Wait before the second try; it doubles with each further one. */
  readonly firstDelayMs?: number;
}

const closestLooksMs = 100;
const furthestLooksMs = 5_000;
const webhooksAtOnce = 8;
const eventsPerPage = 50;
const longestDelayMs = 3_600_000;
const longestFailingMs = 86_400_000;
const gone = 410;
const eventDays = 30;
const pruneEveryMs = 3_600_000;

type SenderContext = Pick<Context, "db" | "log" | "settings">;

export function createWebhookSender(
  context: SenderContext,
  { postman, firstDelayMs = 1_000 }: WebhookSenderOptions = {},
): WebhookSender {
  const { privateWebhooks } = context.settings;
  return new Sender(context, postman ?? createPostman({ anywhere: privateWebhooks }), firstDelayMs);
}

class Sender implements WebhookSender {
  readonly #context: SenderContext;
  readonly #postman: Postman;
  readonly #firstDelayMs: number;
  readonly #stopping = new AbortController();
  readonly #underWay = new Set<Promise<void>>();
  #changed = Promise.withResolvers<void>();
  #running: Promise<void> | undefined;
  #prunedAt = Number.NEGATIVE_INFINITY;

  constructor(context: SenderContext, postman: Postman, firstDelayMs: number) {
    this.#context = context;
    this.#postman = postman;
    this.#firstDelayMs = firstDelayMs;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    await Promise.all(this.#underWay);
    await this.#postman.close();
  }

  async #run(): Promise<void> {
    const { db, log } = this.#context;
    let stopListening: (() => Promise<void>) | undefined;
    while (!this.#stopping.signal.aborted) {
      this.#changed = Promise.withResolvers<void>();
      try {
        stopListening ??= await db.listen(eventChannel, () => this.#changed.resolve());
        if (performance.now() > this.#prunedAt + pruneEveryMs) await this.#prune();
        if (await hasWebhooks(db)) await this.#claimAll();
      } catch (error) {
        log.warn({ error }, "could not look for webhooks");
      }
      await this.#pause(closestLooksMs);
      await Promise.race([this.#changed.promise, this.#pause(furthestLooksMs)]);
    }
    await stopListening?.().catch(() => {});
  }

  async #prune(): Promise<void> {
    const { db } = this.#context;
    this.#prunedAt = performance.now();
    await pruneEvents(db, { olderThanDays: eventDays });
    await pruneDeliveries(db, { olderThanDays: eventDays });
  }

  async #claimAll(): Promise<void> {
    const { db, log } = this.#context;
    await numberEvents(db);
    while (this.#underWay.size < webhooksAtOnce && !this.#stopping.signal.aborted) {
      const webhook = await claimWebhook(db);
      if (!webhook) return;
      const delivering = this.#deliver(webhook)
        .catch((error: unknown) => log.warn({ webhook: webhook.id, error }, "a delivery broke off"))
        .finally(() => {
          this.#underWay.delete(delivering);
          this.#changed.resolve();
        });
      this.#underWay.add(delivering);
    }
  }

  /** In order, until one does not arrive. */
  async #deliver(webhook: ClaimedWebhook): Promise<void> {
    const { db } = this.#context;
    const last = await lastEventNumber(db);
    const { projectId, types, cursor } = webhook;
    const filter = { types, ...(projectId === null ? {} : { projectId }) };
    const events = await eventsAfter(db, { ...filter, after: cursor, limit: eventsPerPage });
    let upTo = events.length < eventsPerPage ? last : cursor;
    let { failures } = webhook;
    for (const event of events) {
      if (this.#stopping.signal.aborted) {
        upTo = cursor;
        break;
      }
      const answer = await this.#post(webhook, eventView(event));
      const attempt = { event, attempts: failures + 1, ...answer };
      if (answer.error !== null) return await this.#failed(webhook, { ...attempt, error: answer.error });
      if (!(await keepDelivered(db, webhook, attempt))) return;
      failures = 0;
    }
    await releaseWebhook(db, webhook, { upTo });
  }

  #post({ id, url, secret }: ClaimedWebhook, event: EventView): Promise<Answer> {
    const { signal } = this.#stopping;
    const delivery = `${id}-${event.id}`;
    return this.#postman.post({
      url,
      secret,
      delivery,
      type: event.type,
      body: JSON.stringify(event),
      signal,
    });
  }

  async #failed(
    webhook: ClaimedWebhook,
    attempt: Parameters<typeof keepDelivered>[2] & { readonly error: string },
  ): Promise<void> {
    const { db, log } = this.#context;
    if (this.#stopping.signal.aborted) return await releaseWebhook(db, webhook, { upTo: webhook.cursor });
    const { attempts, status, error } = attempt;
    const backoffMs = Math.min(this.#firstDelayMs * 2 ** (attempts - 1), longestDelayMs);
    const delayMs = backoffMs * (0.5 + Math.random() / 2);
    const disabledReason = whyDisabled(status, error, webhook.failingMs);
    await keepFailed(db, webhook, { ...attempt, delayMs, disabledReason });
    log.warn(
      { webhook: webhook.id, attempts, status, error, disabledReason, delayMs },
      "a webhook was not reached",
    );
    void this.#wakeAfter(delayMs);
  }

  async #wakeAfter(delayMs: number): Promise<void> {
    if (delayMs > furthestLooksMs) return;
    await this.#pause(delayMs);
    this.#changed.resolve();
  }

  async #pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.#stopping.signal }).catch(() => {});
  }
}

function whyDisabled(status: number | null, error: string, failingMs: number): string | null {
  if (status === gone) return "it answered 410: it is gone";
  return failingMs > longestFailingMs ? `it failed for a day: ${error}` : null;
}
