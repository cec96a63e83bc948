import { ToposcopeError } from "../errors.ts";
import { type Webhook, webhookRequest } from "../event-contract.ts";
import {
  addWebhook,
  listWebhooks,
  removeWebhook,
  resumeWebhook,
  testWebhook,
} from "../events/webhook.actions.ts";
import { routes } from "../routes.ts";
import { typesOption } from "./events.ts";
import { idArgument, textArgument, textOption } from "./input.ts";
import type { RunVerb, VerbInput } from "./verb.ts";

export const listWebhooksVerb: RunVerb = async (session) => {
  const { output } = session;
  const { context } = await session.open();
  const webhooks = await listWebhooks(context);
  if (output.json) output.value(routes.listWebhooks.reply, webhooks);
  else if (webhooks.length === 0) output.line("nobody is told what happens");
  else for (const webhook of webhooks) for (const line of webhookLines(webhook)) output.line(line);
  return 0;
};

export const addWebhookVerb: RunVerb = async (session, input) => {
  const { output, project } = session;
  const url = textArgument(input);
  const secret = secretOption(input);
  const types = typesOption(input);
  const { context } = await session.open();
  const webhook = await addWebhook(context, { url, types, project, secret });
  if (output.json) output.value(routes.addWebhook.reply, webhook);
  else {
    for (const line of webhookLines(webhook)) output.line(line);
    output.line(`secret: ${webhook.secret}`);
    output.note("the secret is not shown again; how to check signatures: docs/events.md");
  }
  return 0;
};

/** @throws ToposcopeError USAGE */
function secretOption(input: VerbInput): string | undefined {
  const secret = textOption(input, "secret");
  if (webhookRequest.shape.secret.safeParse(secret).success) return secret;
  throw new ToposcopeError("USAGE", "--secret is too short or too long; expected 16 to 200 characters");
}

export const removeWebhookVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const webhook = idArgument(input);
  const { context } = await session.open();
  const removed = await removeWebhook(context, { webhook });
  if (output.json) output.value(routes.removeWebhook.reply, { removed });
  else output.line(`webhook ${webhook} is gone`);
  return 0;
};

export const testWebhookVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const webhook = idArgument(input);
  const { context } = await session.open();
  const tested = await testWebhook(context, { webhook });
  if (output.json) output.value(routes.testWebhook.reply, tested);
  else output.line(tested.delivered ? `it answered ${tested.status}` : `not delivered: ${tested.error}`);
  return tested.delivered ? 0 : 1;
};

export const resumeWebhookVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const webhook = idArgument(input);
  const { context } = await session.open();
  const resumed = await resumeWebhook(context, { webhook });
  if (output.json) output.value(routes.resumeWebhook.reply, resumed);
  else for (const line of webhookLines(resumed)) output.line(line);
  return 0;
};

function webhookLines({
  id,
  url,
  types,
  project,
  state,
  reason,
  waiting,
  last,
  nextTryAt,
}: Webhook): string[] {
  const about = [types.length === 0 ? "all events" : types.join(", "), project ?? "all projects"];
  const how = [
    reason === null ? state : `${state}: ${reason}`,
    ...(waiting === 0 ? [] : [`${waiting} waiting`]),
    ...(last === null ? [] : [lastText(last)]),
    ...(nextTryAt === null ? [] : [`next try ${nextTryAt}`]),
  ];
  return [`${id}  ${url}  (${about.join("; ")})`, `   ${how.join(" · ")}`];
}

function lastText({ event, at, attempts, error }: NonNullable<Webhook["last"]>): string {
  if (error === null) return `event ${event} arrived ${at}`;
  return `event ${event} did not arrive (${attempts} ${attempts === 1 ? "try" : "tries"}): ${error}`;
}
