import { randomBytes } from "node:crypto";
import type { Context } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import type { NewWebhook, Webhook, WebhookRequest, WebhookTest } from "../event-contract.ts";
import { lastEventNumber, numberEvents } from "../store/event.ts";
import { requireProject } from "../store/project.ts";
import * as store from "../store/webhook.ts";
import { isPublicAddress, literalAddress } from "./public-address.ts";
import { createPostman } from "./webhook-request.ts";

/** Whom events are sent to, without their secrets. */
export async function listWebhooks({ db }: Pick<Context, "db">): Promise<Webhook[]> {
  return (await store.listWebhooks(db)).map(webhookView);
}

/**
 * Sends events to an address from now on.
 *
 * @returns it with its secret, which is not shown again
 * @throws ToposcopeError WEBHOOK_REFUSED, PROJECT_NOT_FOUND
 */
export async function addWebhook(
  { db, clock, settings }: Pick<Context, "db" | "clock" | "settings">,
  { url, types = [], project, secret = newSecret() }: WebhookRequest,
): Promise<NewWebhook> {
  const address = checkedUrl(url, { anywhere: settings.privateWebhooks });
  const projectId = project === undefined ? null : (await requireProject(db, project)).id;
  await numberEvents(db);
  const cursor = await lastEventNumber(db);
  const now = clock.now();
  const id = await store.insertWebhook(db, { projectId, url: address, secret, types, cursor, now });
  return { ...(await webhookById(db, id)), secret };
}

const newSecret = () => `whsec_${randomBytes(32).toString("base64url")}`;

/** @throws ToposcopeError WEBHOOK_NOT_FOUND */
export async function removeWebhook(
  { db }: Pick<Context, "db">,
  { webhook }: { webhook: number },
): Promise<number> {
  if (!(await store.deleteWebhook(db, webhook))) throw notFound(webhook);
  return webhook;
}

/** Tries again at once, behind what was delivered last. @throws ToposcopeError WEBHOOK_NOT_FOUND */
export async function resumeWebhook(
  { db }: Pick<Context, "db">,
  { webhook }: { webhook: number },
): Promise<Webhook> {
  if (!(await store.resumeWebhook(db, webhook))) throw notFound(webhook);
  await store.wakeSenders(db);
  return await webhookById(db, webhook);
}

/** Sends an event of its own type once, outside of the order. @throws ToposcopeError WEBHOOK_NOT_FOUND */
export async function testWebhook(
  { db, clock, newId, settings }: Pick<Context, "db" | "clock" | "newId" | "settings">,
  { webhook }: { webhook: number },
): Promise<WebhookTest> {
  const target = await store.webhookTarget(db, webhook);
  if (!target) throw notFound(webhook);
  const type = "webhook.test";
  const body = JSON.stringify({ type, at: clock.now().toISOString(), data: { webhook } });
  const postman = createPostman({ anywhere: settings.privateWebhooks });
  const startedAt = clock.monotonicMs();
  try {
    const { status, error } = await postman.post({ ...target, delivery: `test-${newId()}`, type, body });
    return { delivered: error === null, status, error, milliseconds: clock.monotonicMs() - startedAt };
  } finally {
    await postman.close();
  }
}

async function webhookById(db: Context["db"], id: number): Promise<Webhook> {
  const [row] = await store.listWebhooks(db, { id });
  if (!row) throw notFound(id);
  return webhookView(row);
}

const notFound = (id: number) => new ToposcopeError("WEBHOOK_NOT_FOUND", `there is no webhook ${id}`);

function webhookView(row: store.WebhookRow): Webhook {
  const { id, url, types, project, disabledReason, createdAt, failures, nextTryAt, waiting, last } = row;
  const isFailing = failures > 0 && disabledReason === null;
  return {
    id,
    url,
    types: [...types],
    project,
    state: disabledReason === null ? (isFailing ? "failing" : "active") : "disabled",
    reason: disabledReason,
    createdAt: createdAt.toISOString(),
    waiting,
    last: last && { ...last, at: new Date(last.at).toISOString() },
    nextTryAt: isFailing ? nextTryAt.toISOString() : null,
  };
}

/** What can be told from the address alone; where its name leads is looked at with every connection. */
function checkedUrl(text: string, { anywhere }: { anywhere: boolean }): string {
  const url = URL.parse(text);
  if (!url || !["http:", "https:"].includes(url.protocol))
    throw new ToposcopeError("WEBHOOK_REFUSED", "expected an http:// or https:// address");
  if (url.username !== "" || url.password !== "")
    throw new ToposcopeError("WEBHOOK_REFUSED", "the address holds a user name or a password", {
      hint: "check the signature in place of a password: docs/events.md",
    });
  const literal = literalAddress(url);
  const isPrivate = literal === undefined ? url.hostname === "localhost" : !isPublicAddress(literal);
  if (isPrivate && !anywhere)
    throw new ToposcopeError("WEBHOOK_REFUSED", `${url.hostname} is a private address`);
  return url.href;
}
