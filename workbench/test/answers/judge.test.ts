import { beforeEach, expect, test } from "vitest";
import type { Answer } from "../../src/answer-contract.ts";
import { ask } from "../../src/answers/ask.actions.ts";
import { addProvider } from "../../src/providers/provider.actions.ts";
import { clearCaches } from "../../src/store/cache.ts";
import { imported, openTestApp, writeFiles } from "../app.ts";
import { type ProviderRequest, providerServer } from "../providers/provider-server.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const project = "island";
const app = await openTestApp({ judge: true });
const { context } = app;
const server = await providerServer();

const texts = {
  "harbour.txt":
    "The harbour of Lorne was built in 1887 by the engineer Ada Whitcombe. Its breakwater is 640 metres long.",
  "bakery.txt": "The bakery in Mill Lane opens at six. Its seaweed bread is baked with barley flour.",
};

await imported(app, { project, paths: [writeFiles(temporaryFolder(), texts)] });
await addProvider(context, {
  name: "here",
  kind: "compatible",
  baseUrl: server.base,
  models: { answers: "small" },
});

const isJudge = ({ system }: ProviderRequest) => system.includes("For each numbered claim");
const idOf = ({ text }: ProviderRequest, words: string) =>
  text
    .split("<passage ")
    .find((block) => block.includes(words))
    ?.match(/^id="([^"]+)"/)?.[1];

/** Of an answer of two borne out sentences and one that cites nothing, what the judge says of them. */
function say(verdicts: unknown): void {
  server.say = (asked) =>
    isJudge(asked)
      ? { verdicts }
      : `The harbour of Lorne was built in 1887 by the engineer Ada Whitcombe [${idOf(asked, "Whitcombe")}]. Its breakwater is 640 metres long [${idOf(asked, "breakwater")}]. It is much admired.`;
}

async function supports(): Promise<(string | null)[]> {
  const question = "Who built the harbour of Lorne, and how long is its breakwater?";
  const steps = await ask(context, { project, question });
  let answer: Answer | undefined;
  for await (const event of steps(new AbortController().signal))
    if (event.type === "done") answer = event.answer;
  if (answer?.kind !== "answer") throw new Error(`no answer: ${JSON.stringify(answer)}`);
  return answer.sentences.map(({ support }) => support);
}

beforeEach(async () => {
  await clearCaches(context.db, { names: ["answers"], paid: true });
  server.calls.length = 0;
  server.fault = () => undefined;
});

test("a model judges the sentences that cite something, by the passages that they cite", async () => {
  say(["partial", "none"]);
  const [first, second, third] = await supports();
  expect([first, second]).toEqual(["partial", "none"]);
  expect(third).not.toBe("full");
  const judged = server.calls.filter(isJudge);
  expect(judged).toHaveLength(1);
  const asked = judged[0]?.text ?? "";
  expect(asked).toContain('<claim number="2">');
  expect(asked).not.toContain('<claim number="3">');
  expect(asked).toContain("built in 1887 by the engineer Ada Whitcombe");
  expect(asked).not.toContain("barley");
});

test("the same answer is not judged twice for money", async () => {
  say(["full", "full"]);
  await supports();
  expect(await supports()).toEqual(await supports());
  expect(server.calls.filter(isJudge)).toHaveLength(1);
});

test("where the judge says nothing of use, the answer stands as it was checked", async () => {
  say(["full", "full"]);
  server.fault = (asked) => (isJudge(asked) ? "no-json" : undefined);
  const [first, second] = await supports();
  expect([first, second].every((support) => support === "full" || support === "partial")).toBe(true);
});

test("an answer of which nothing is borne out is not judged", async () => {
  server.say = (asked) => (isJudge(asked) ? { verdicts: [] } : "The harbour is much admired by poets.");
  await supports();
  expect(server.calls.filter(isJudge)).toEqual([]);
});
