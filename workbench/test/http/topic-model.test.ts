import { beforeAll, expect, test } from "vitest";
import type { Run } from "../../src/contract.ts";
import { type RouteName, routes } from "../../src/routes.ts";
import { watchRun } from "../../src/topics/actions.ts";
import { analyzed, imported, letter, letters, openTestApp, writeFiles } from "../app.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { serveTestApp } from "./serve-test-app.ts";

const app = await openTestApp();
const address = await serveTestApp(app);
const base = "/api/projects/letters";

beforeAll(async () => {
  await imported(app, { project: "letters", paths: [writeFiles(temporaryFolder(), letters(10))] });
  await analyzed(app, { project: "letters", topics: 3 });
});

const send = (path: string, body?: unknown) =>
  fetch(address + path, {
    ...(body === undefined
      ? {}
      : { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });

/** Calls a route and checks that the reply is what the contract says. */
async function call<R extends RouteName>(name: R, path: string, body?: unknown) {
  const response = await send(path, body);
  const text = await response.text();
  expect(response.ok, text).toBe(true);
  const { reply } = routes[name];
  return (reply as Extract<typeof reply, { parse(value: unknown): unknown }>).parse(JSON.parse(text));
}

test("texts are placed, topics searched and documents cut into spans in the search process", async () => {
  const texts = [letter("sea", 30), letter("law", 30)];
  const found = await call("predict", `${base}/predict`, { texts });
  const { predictions, run, layer } = found as ReturnType<typeof routes.predict.reply.parse>;
  expect(run).toBe(1);
  expect(predictions).toHaveLength(2);
  expect(predictions[0]!.topic).not.toBe(predictions[1]!.topic);
  const search = await call("searchTopics", `${base}/topics/search?q=judge&limit=1`);
  expect(search).toMatchObject({ query: "judge", layer, hits: [{ id: predictions[1]!.topic }] });
  const { documents } = (await call("listDocuments", `${base}/documents?text=law-`)) as ReturnType<
    typeof routes.listDocuments.reply.parse
  >;
  const spans = await call("documentSpans", `${base}/documents/${documents[0]!.id}/spans`);
  expect(spans).toMatchObject({ document: documents[0]!.id, topics: [{ id: predictions[1]!.topic }] });
});

test("the model is one file to take away", async () => {
  const reply = await send(`${base}/model`);
  expect(reply.headers.get("content-disposition")).toContain("letters.topics");
  const bytes = new Uint8Array(await reply.arrayBuffer());
  const headerBytes = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + headerBytes)));
  expect(header.__metadata__).toMatchObject({ format: "toposcope-topics", version: "1" });
});

test("an analysis takes guidance and continues the one that is shown", async () => {
  const guidance = { kind: "names", names: ["ships at sea"], threshold: 0.3 };
  const started = (await call("analyze", `${base}/runs`, { guidance, update: true })) as Run;
  await app.workers.start();
  for await (const { state } of watchRun(app.context, { run: started.id })) if (state === "completed") break;
  const { topics } = (await call("listTopics", `${base}/topics`)) as ReturnType<
    typeof routes.listTopics.reply.parse
  >;
  expect(topics.map(({ name }) => name)).toContain("ships at sea");
});

test("what cannot be is refused by what is wrong with it", async () => {
  const refusals: [string, unknown, number, string][] = [
    [`${base}/predict`, { texts: [] }, 400, "INVALID_INPUT"],
    [`${base}/predict`, { texts: ["a"], file: "/etc/passwd" }, 400, "INVALID_INPUT"],
    [`${base}/predict`, { texts: ["a"], layer: 99 }, 400, "INVALID_INPUT"],
    [`${base}/topics/search`, undefined, 400, "INVALID_INPUT"],
    [`${base}/documents/999999/spans`, undefined, 404, "DOCUMENT_NOT_FOUND"],
    ["/api/projects/none/model", undefined, 404, "PROJECT_NOT_FOUND"],
    [`${base}/runs`, { guidance: { kind: "names", names: ["a", "a"] } }, 400, "INVALID_INPUT"],
    [`${base}/runs`, { guidance: { kind: "clusters", column: "nothing" } }, 400, "INVALID_INPUT"],
  ];
  for (const [path, body, status, code] of refusals) {
    const reply = await send(path, body);
    expect([reply.status, ((await reply.json()) as { code: string }).code], path).toEqual([status, code]);
  }
});
