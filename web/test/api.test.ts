import fc from "fast-check";
import { expect, test } from "vitest";
import { ApiError, addressOf, explain, failureOf, readEvents, type SentEvent } from "../src/api.ts";

test("an address takes names with any characters", () => {
  expect(addressOf("getTopic", { project: "a/b ?ü", topic: 3 })).toBe(
    "/api/projects/a%2Fb%20%3F%C3%BC/topics/3",
  );
});

test("an address leaves out what was not asked for, and keeps what is to be none", () => {
  const query = { text: "gold & silver", flag: undefined, label: null };
  expect(addressOf("listDocuments", { project: "p", query })).toBe(
    "/api/projects/p/documents?text=gold+%26+silver&label=",
  );
});

test("a failure keeps the code and the hint that the server gave", async () => {
  const body = JSON.stringify({
    code: "NO_ANALYSIS",
    detail: "nothing yet",
    hint: "find the topics first",
    status: 409,
  });
  const failure = await failureOf(409, async () => body);
  expect(failure).toMatchObject({
    code: "NO_ANALYSIS",
    status: 409,
    message: "nothing yet",
    hint: "find the topics first",
  });
});

test.each(["<html>Bad gateway</html>", "", "{}", "null"])(
  "a failure that is no problem document (%j) still says what to do",
  async (body) => {
    const failure = await failureOf(502, async () => body);
    expect(failure).toBeInstanceOf(ApiError);
    expect(failure.message).toContain("502");
    expect(failure.hint).not.toBe("");
  },
);

test("a bug of the page is told from a failure of the server", () => {
  expect(explain(new TypeError("x is undefined")).hint).toContain("fault of the page");
});

const cutInto = (bytes: Uint8Array<ArrayBuffer>, sizes: readonly number[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      let at = 0;
      for (const size of sizes) {
        controller.enqueue(bytes.slice(at, at + size));
        at += size;
      }
      controller.enqueue(bytes.slice(at));
      controller.close();
    },
  });

test("events arrive whole however the network cuts them", async () => {
  const anyData = fc.array(
    fc.string({ unit: "grapheme" }).filter((text) => !/[\r\n]/.test(text)),
    { minLength: 1 },
  );
  await fc.assert(
    fc.asyncProperty(
      anyData,
      fc.array(fc.integer({ min: 1, max: 9 })),
      fc.constantFrom("\n", "\r\n"),
      async (data, sizes, end) => {
        const text = data
          .map((line, at) => `: keeps the line open${end}id: ${at}${end}data: ${line}${end}${end}`)
          .join("");
        const events: SentEvent[] = [];
        for await (const event of readEvents(cutInto(new TextEncoder().encode(text), sizes)))
          events.push(event);
        expect(events).toEqual(data.map((line, at) => ({ id: String(at), data: line })));
      },
    ),
  );
});
