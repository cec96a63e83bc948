import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test, vi } from "vitest";
import { signatureOf } from "../../src/events/signature.ts";
import { createPostman } from "../../src/events/webhook-request.ts";
import { eventTypes } from "../../src/model.ts";
import { startReceiver } from "./receiver.ts";

const page = readFileSync(fileURLToPath(new URL("../../../docs/events.md", import.meta.url)), "utf8");
const snippet = /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? expect.unreachable();
const { isFromToposcope } = (await import(
  `data:text/javascript;base64,${Buffer.from(snippet).toString("base64")}`
)) as { isFromToposcope(body: string, signature: string, secret: string): boolean };

afterEach(() => void vi.useRealTimers());

test("the check that the guide shows takes what we send", async () => {
  const receiver = await startReceiver();
  const postman = createPostman({ anywhere: true });
  const secret = "whsec_0123456789abcdef";
  const body = JSON.stringify({ type: "run.state", data: { name: "Größe 图" } });
  try {
    await postman.post({ url: receiver.url, secret, delivery: "1-1", type: "run.state", body });
    const [{ headers, body: came }] = receiver.received as [(typeof receiver.received)[0]];
    const signature = String(headers["toposcope-signature"]);
    expect(isFromToposcope(came, signature, secret)).toBe(true);
    expect(isFromToposcope(`${came} `, signature, secret)).toBe(false);
    expect(isFromToposcope(came, signature, "another secret")).toBe(false);
    expect(isFromToposcope(came, signature.replace(/,v1=.*/, ""), secret)).toBe(false);
  } finally {
    await postman.close();
    await receiver.close();
  }
});

test("and refuses what was recorded and is sent again", () => {
  const secret = "whsec_0123456789abcdef";
  const signature = signatureOf(secret, Math.floor(Date.now() / 1_000), "{}");
  expect(isFromToposcope("{}", signature, secret)).toBe(true);
  vi.useFakeTimers({ now: Date.now() + 600_000 });
  expect(isFromToposcope("{}", signature, secret)).toBe(false);
});

test("the guide names every type of event", () => {
  for (const [type, about] of Object.entries(eventTypes)) {
    const row = page.split("\n").find((line) => line.startsWith(`| \`${type}\``)) ?? expect.unreachable();
    expect(row).toContain(about);
  }
});
