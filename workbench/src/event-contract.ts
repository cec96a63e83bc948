import { z } from "zod";
import { id, keysOf, time } from "./contract.ts";
import { type EventType, eventTypes } from "./model.ts";

export const eventType = z.enum(keysOf<EventType>(eventTypes));

/** Something that happened. Numbers rise in the order in which events are told. */
export const event = z.object({
  id,
  type: eventType,
  project: z.string().nullable(),
  run: id.nullable(),
  at: time,
  data: z.record(z.string(), z.json()),
});

/** A list of types as a query spells it: `run.state,document.ready`. */
export const eventTypeList = z
  .string()
  .transform((text) => text.split(",").map((name) => name.trim()))
  .pipe(z.array(eventType));

export const webhook = z.object({
  id,
  url: z.string(),
  /** All where there is none. */
  types: z.array(eventType),
  /** Null for all projects. */
  project: z.string().nullable(),
  state: z.enum(["active", "failing", "disabled"]),
  /** Why it is disabled. */
  reason: z.string().nullable(),
  createdAt: time,
  /** Events that it was not told yet. */
  waiting: z.number().int(),
  /** What the last try came to. */
  last: z
    .object({
      event: id,
      type: eventType,
      at: time,
      attempts: z.number().int(),
      status: z.number().int().nullable(),
      error: z.string().nullable(),
      delivered: z.boolean(),
    })
    .nullable(),
  nextTryAt: time.nullable(),
});

/** What `webhooks add` gives: the one time that the secret is shown. */
export const newWebhook = webhook.extend({ secret: z.string() });

export const webhookRequest = z.object({
  url: z.string().min(1).max(2_000),
  types: z.array(eventType).optional(),
  project: z.string().optional(),
  secret: z.string().min(16).max(200).optional(),
});

export const webhookTest = z.object({
  delivered: z.boolean(),
  status: z.number().int().nullable(),
  error: z.string().nullable(),
  milliseconds: z.number(),
});

export type EventView = z.infer<typeof event>;
export type Webhook = z.infer<typeof webhook>;
export type NewWebhook = z.infer<typeof newWebhook>;
export type WebhookRequest = z.infer<typeof webhookRequest>;
export type WebhookTest = z.infer<typeof webhookTest>;
