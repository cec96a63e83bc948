import { z } from "zod";
import { id } from "./contract.ts";
import { eventTypeList, newWebhook, webhook, webhookRequest, webhookTest } from "./event-contract.ts";
import { projectParam, route } from "./route.ts";

const eventQuery = z.object({
  /** Only events of these types. */
  types: eventTypeList.optional(),
  /** Those after this one; what `Last-Event-ID` says comes first. */
  after: z.coerce.number().int().nonnegative().optional(),
});
const webhookParam = z.object({ webhook: z.coerce.number().int().positive() });

/** The routes about what happens, and about who is told. */
export const eventRoutes = {
  events: route({
    method: "GET",
    path: "/api/events",
    access: "owner",
    summary:
      "What happens, as server-sent events; with Last-Event-ID also what happened since (docs/events.md)",
    query: eventQuery,
    reply: "events",
  }),
  projectEvents: route({
    method: "GET",
    path: "/api/projects/:project/events",
    access: "owner",
    summary: "What happens in a project, as server-sent events",
    params: projectParam,
    query: eventQuery,
    reply: "events",
  }),
  listWebhooks: route({
    method: "GET",
    path: "/api/webhooks",
    access: "owner",
    summary: "Whom events are sent to, and what the last delivery came to",
    reply: z.array(webhook),
  }),
  addWebhook: route({
    method: "POST",
    path: "/api/webhooks",
    access: "owner",
    summary: "Send events to an address, from now on",
    body: webhookRequest,
    reply: newWebhook,
    status: 201,
  }),
  removeWebhook: route({
    method: "DELETE",
    path: "/api/webhooks/:webhook",
    access: "owner",
    summary: "Send no more events to an address",
    params: webhookParam,
    reply: z.object({ removed: id }),
  }),
  testWebhook: route({
    method: "POST",
    path: "/api/webhooks/:webhook/test",
    access: "owner",
    summary: "Send an event of type webhook.test now, once",
    params: webhookParam,
    reply: webhookTest,
  }),
  resumeWebhook: route({
    method: "POST",
    path: "/api/webhooks/:webhook/resume",
    access: "owner",
    summary: "Try again at once, also where it was disabled; it goes on behind what was delivered last",
    params: webhookParam,
    reply: webhook,
  }),
} as const;
