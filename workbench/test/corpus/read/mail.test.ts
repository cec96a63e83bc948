import fc from "fast-check";
import { expect, test } from "vitest";
import { splitMailbox } from "../../../src/corpus/read/mailbox.ts";
import { readBytes } from "./read-file.ts";

const head =
  "From: Ada <ada@example.com>\r\nTo: Bob <bob@example.com>, carl@example.com\r\nDate: Mon, 1 Jun 2009 10:00:00 +0200\r\n";

test("a mail without a plain version gives the words of its HTML, once", async () => {
  const mail = `${head}Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\r\nContent-Type: text/html; charset=iso-8859-1\r\n\r\n<p>Sch\u00f6ne</p><p>Gr\u00fc\u00dfe</p>`;
  const { documents } = await readBytes("a.eml", Buffer.from(mail, "latin1"));
  expect(documents).toEqual([
    {
      text: "Schöne\n\nGrüße",
      title: "Grüße",
      date: "2009-06-01T08:00:00.000Z",
      metadata: { from: "Ada <ada@example.com>", to: ["Bob <bob@example.com>", "carl@example.com"] },
    },
  ]);
});

test("a mail without words is rejected", async () => {
  const { rejections } = await readBytes("a.eml", `${head}Subject: nothing\r\n\r\n\r\n`);
  expect(rejections.map(({ reason }) => reason)).toEqual(["no-text"]);
});

test("a mailbox gives a document for each message, quoted From lines restored", async () => {
  const box =
    "From a Mon Jun 01 10:00:00 2009\nSubject: one\n\nbody\n\n>From here on\nFrom there in 2001 too\n\nFrom b Mon Jun 01 11:00:00 2009\nSubject: two\n\nother\n";
  const { documents } = await readBytes("a.mbox", box);
  expect(documents.map(({ title, text, row }) => [row, title, text])).toEqual([
    [1, "one", "body\n\nFrom here on\nFrom there in 2001 too"],
    [2, "two", "other"],
  ]);
});

test("reading a mailbox goes on behind the messages that were delivered before", async () => {
  const box = [1, 2, 3]
    .map((at) => `From a Mon Jun 01 10:00:00 2009\nSubject: ${at}\n\nbody ${at}\n\n`)
    .join("");
  const { documents } = await readBytes("a.mbox", box, { resumeAfterRow: 2 });
  expect(documents.map(({ row, text }) => [row, text])).toEqual([[3, "body 3"]]);
});

test("a mailbox is split alike wherever its pieces end, and no message is kept that is too large", async () => {
  const message = (at: number, size: number) =>
    `From a Mon Jun 01 10:00:00 20${10 + at}\n\n${"x".repeat(size)}\n\n`;
  const box = Buffer.from(message(1, 50) + message(2, 5_000) + message(3, 70));
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 400 }), async (size) => {
      async function* pieces() {
        for (let at = 0; at < box.length; at += size) yield box.subarray(at, at + size);
      }
      const lengths: (number | undefined)[] = [];
      for await (const part of splitMailbox(pieces(), 1_000)) lengths.push(part?.length);
      expect(lengths).toEqual([message(1, 50).length, undefined, message(3, 70).length]);
    }),
  );
});
