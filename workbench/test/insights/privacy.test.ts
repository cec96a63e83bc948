import { expect, test } from "vitest";
import { z } from "zod";
import { auditTopics } from "../../src/insights/audit.actions.ts";
import { saveProjectSettings } from "../../src/jobs/project-settings.actions.ts";
import type { LlmAsk } from "../../src/providers/llm.ts";
import { addProvider } from "../../src/providers/provider.actions.ts";
import { requireProject } from "../../src/store/project.ts";
import { analyzed, imported, letter, openTestApp, writeFiles } from "../app.ts";
import { type ProviderRequest, providerServer } from "../providers/provider-server.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const project = "letters";
const email = "ana.lima@example.org";
const app = await openTestApp({ insights: "false", naming: "false" });
const { context } = app;
const server = await providerServer();

/** What the last message says, word for word. */
const echo = ({ messages }: ProviderRequest) => messages.at(-1)?.text ?? "";
const isAudit = ({ text }: ProviderRequest) => text.includes("before they are shown to people");

server.say = (asked) => (isAudit(asked) ? { score: 2, reason: "it names a person" } : echo(asked));
const files = Array.from({ length: 12 }, (_, i) => [
  `sea-${i}.txt`,
  `${letter("sea", i)} Write to ${email}.`,
]);
await imported(app, { project, paths: [writeFiles(temporaryFolder(), Object.fromEntries(files))] });
await analyzed(app, { project });
await addProvider(context, {
  name: "here",
  kind: "compatible",
  baseUrl: server.base,
  models: { insights: "small", answers: "small" },
});
const { id: projectId } = await requireProject(context.db, project);
const ask = (content: string): LlmAsk => ({
  purpose: "answers",
  prompt: "test/1",
  messages: [{ role: "user", content }],
  of: { projectId },
});
const set = (patch: Record<string, unknown>) => saveProjectSettings(context, { project, patch });

test("a provider sees placeholders while the project redacts, and answers have the values", async () => {
  expect((await context.llm.text(ask(`first: ${email}`))).value).toBe(`first: ${email}`);
  expect(server.calls.at(-1)?.text).toContain(email);
  await set({ privacy: "redact" });
  server.calls.length = 0;
  expect((await context.llm.text(ask(`text: ${email}`))).value).toBe(`text: ${email}`);
  let streamed = "";
  for await (const part of context.llm.stream(ask(`stream: ${email}, ${email}`)))
    if (part.type === "text") streamed += part.text;
  expect(streamed).toBe(`stream: ${email}, ${email}`);
  server.say = (asked) =>
    isAudit(asked) ? { score: 2, reason: "it names a person" } : { said: echo(asked) };
  const { value } = await context.llm.json(ask(`json: ${email}`), z.object({ said: z.string() }));
  expect(value.said).toContain(email);
  expect(server.calls).toHaveLength(3);
  for (const call of server.calls) {
    expect(JSON.stringify(call.body)).not.toContain(email);
    expect(call.text).toMatch(/\[EMAIL_\w{5}\]/);
  }
});

test("topics are audited by a language model where one is set up, which sees the name and no documents", async () => {
  server.calls.length = 0;
  const { topics } = await auditTopics(context, { project });
  expect(topics.length).toBeGreaterThan(0);
  expect(server.calls.length).toBe(topics.filter(({ verdict }) => verdict?.by === "here/small").length);
  for (const { name, verdict } of topics) {
    expect(verdict).toMatchObject({ score: 2, reason: "it names a person", by: "here/small", stale: false });
    expect(server.calls.some(({ text }) => text.includes(name))).toBe(true);
  }
  for (const { text } of server.calls) expect(text).not.toContain("were known for the");
  server.calls.length = 0;
  await auditTopics(context, { project });
  expect(server.calls).toEqual([]);
});
