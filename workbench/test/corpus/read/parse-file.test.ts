import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  defaultLimits,
  type ParseLimits,
  type ParserPool,
  parserPool,
} from "../../../src/corpus/read/parse-file.ts";
import { ParserLost, ParserProcess } from "../../../src/corpus/read/parser-process.ts";
import { rejectionFor } from "../../../src/corpus/read/read-input.ts";
import type { LostParser, ReadReport } from "../../../src/corpus/read/read-report.ts";
import type { FileRejected } from "../../../src/corpus/read/reader.ts";
import { ToposcopeError } from "../../../src/errors.ts";
import { makePdf, textCommands } from "./make-pdf.ts";
import { makeZip } from "./make-zip.ts";
import { readAll } from "./read-all.ts";

const folder = mkdtempSync(join(tmpdir(), "toposcope-parse-"));
const story = "Once upon a time a file was read by a child that nobody would miss.";
let pool: ParserPool | undefined;

/** A page that takes a parser many seconds and gigabytes. */
const endlessPage = `BT /F1 1 Tf\n${"(x) Tj 1 0 Td\n".repeat(6_000_000)}ET`;
const stuckPdf = join(folder, "stuck.pdf");

beforeAll(() => {
  writeFileSync(stuckPdf, makePdf([textCommands([story]), endlessPage]));
});
afterEach(async () => {
  await pool?.close();
  pool = undefined;
});
afterAll(() => rmSync(folder, { recursive: true }));

function newPool(limits: Partial<ParseLimits> = {}, children = 1): ParserPool {
  pool = parserPool({ children, limits });
  return pool;
}

function file(name: string, content: string | Uint8Array): string {
  const location = join(folder, name);
  writeFileSync(location, content);
  return location;
}

function request(location: string) {
  return { location, name: location, options: { mapping: {}, limits: defaultLimits } };
}

test("a file that takes too long is ended, and the pages that were finished are kept", async () => {
  const { documents, warnings, rejections } = await readAll(
    newPool({ silenceMs: 4_000, memoryMb: 8_000 }).read(stuckPdf),
  );
  expect(rejections).toEqual([]);
  expect(documents[0]).toMatchObject({
    text: story,
    pages: [0],
    title: "stuck",
    flags: [{ flag: "incomplete" }],
  });
  expect(warnings).toEqual([
    expect.stringMatching(/only the first 1 pages were read: no result after 4 seconds/),
  ]);
});

test("a file that has not given anything when its time is over is rejected as timed out", async () => {
  const { reasons } = await readAll(newPool({ totalMs: 1 }).read(stuckPdf));
  expect(reasons).toEqual(["timed-out"]);
});

test("a file that takes more memory than allowed is ended with that reason", async () => {
  const whole = file("whole.pdf", makePdf([endlessPage]));
  const { reasons, rejections } = await readAll(newPool({ memoryMb: 170 }).read(whole));
  expect(reasons).toEqual(["out-of-memory"]);
  expect(rejections[0]?.detail).toContain("170 MB");
});

test("the files beside one that ended its child are read", async () => {
  const one = newPool({ totalMs: 1 });
  expect((await readAll(one.read(stuckPdf))).reasons).toEqual(["timed-out"]);
  const other = newPool();
  expect((await readAll(other.read(file("a.txt", story)))).documents[0]?.text).toBe(story);
});

test("a child that crashes makes its file corrupt", async () => {
  const parser = new ParserProcess(1_024);
  const reading = readAll(parser.read(request(stuckPdf), { silenceMs: 60_000 }));
  setTimeout(() => process.kill(parser.pid!, "SIGSEGV"), 200);
  const error = await reading.catch((lost: unknown) => lost);
  expect(error).toBeInstanceOf(ParserLost);
  expect(error).toMatchObject({ reason: "corrupt" });
});

test("a child that somebody else ends is no fault of its file, which can be read again", async () => {
  const parser = new ParserProcess(1_024);
  const reading = readAll(parser.read(request(stuckPdf), { silenceMs: 60_000 }));
  setTimeout(() => process.kill(parser.pid!, "SIGKILL"), 200);
  await expect(reading).rejects.toMatchObject({ code: "FILES_UNREACHABLE" });
});

test("a file larger than the limit is refused, a table of that size is not", async () => {
  const small = newPool({ maxFileBytes: 1_000 });
  expect((await readAll(small.read(file("long.txt", story.repeat(50))))).reasons).toEqual(["too-large"]);
  const table = `id,text\n${Array.from({ length: 100 }, (_, at) => `${at},${story}\n`).join("")}`;
  expect((await readAll(small.read(file("long.csv", table)))).documents).toHaveLength(100);
});

test("a document with more text than the limit is refused", async () => {
  const { reasons } = await readAll(
    newPool({ maxDocumentCharacters: 100 }).read(file("long.txt", story.repeat(50))),
  );
  expect(reasons).toEqual(["too-large"]);
});

test("a file that is not there, or is no file, is rejected as unreadable", async () => {
  const some = newPool();
  expect((await readAll(some.read(join(folder, "missing.txt")))).reasons).toEqual(["unreadable"]);
  expect((await readAll(some.read(folder))).reasons).toEqual(["unreadable"]);
  const pipe = join(folder, "pipe.txt");
  execFileSync("mkfifo", [pipe]);
  expect((await readAll(some.read(pipe))).reasons).toEqual(["unreadable"]);
});

test("nothing of our environment reaches a parser", async () => {
  process.env.TOPOSCOPE_TOKEN = "a-secret-of-the-parent";
  const parser = new ParserProcess(512);
  try {
    await readAll(parser.read(request(file("a.txt", story)), { silenceMs: 60_000 }));
    const environment = environmentOf(parser.pid!);
    expect(environment).toContain("NODE_CHANNEL_FD");
    expect(environment).not.toMatch(/secret|PATH=|HOME=|TOPOSCOPE/);
  } finally {
    delete process.env.TOPOSCOPE_TOKEN;
    parser.kill();
    await parser.ended();
  }
});

function environmentOf(pid: number): string {
  const path = `/proc/${pid}/environ`;
  return existsSync(path)
    ? readFileSync(path, "utf8")
    : execFileSync("ps", ["eww", "-p", String(pid)]).toString();
}

test("plain files share a child, files of hostile formats get one each", async () => {
  const some = newPool();
  const text = file("a.txt", story);
  for (let at = 0; at < 70; at += 1) await readAll(some.read(text));
  expect(some.started).toBe(3);
  const page = file("a.html", `<html><body><p>${story}</p></body></html>`);
  for (let at = 0; at < 3; at += 1) expect((await readAll(some.read(page))).documents[0]?.text).toBe(story);
  expect(some.started).toBe(6);
});

test("a file that was not clean is the last one of its child", async () => {
  const some = newPool();
  const broken = file("broken.json", "[[[[");
  await readAll(some.read(broken));
  await readAll(some.read(broken));
  expect(some.started).toBe(3);
});

test("a slow consumer holds the parser back", async () => {
  const rows = 60_000;
  const line = `${JSON.stringify({ id: 1, text: story.repeat(14) })}\n`;
  const parser = new ParserProcess(512);
  const events = parser.read(request(file("long.jsonl", line.repeat(rows))), { silenceMs: 60_000 });
  await events.next();
  const memoryBefore = process.memoryUsage().rss;
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(process.memoryUsage().rss - memoryBefore).toBeLessThan(25_000_000);
  let taken = 1;
  for await (const event of events) if (event.type === "document") taken += 1;
  expect(taken).toBe(rows);
  parser.kill();
  await parser.ended();
});

test("a consumer that stops early, and one that gives a signal, end the reading", async () => {
  const some = newPool();
  const table = file("long.jsonl", `${JSON.stringify({ text: story })}\n`.repeat(50_000));
  for await (const event of some.read(table)) if (event.type === "document") break;
  const stop = new AbortController();
  const reading = readAll(some.read(stuckPdf, { signal: stop.signal }));
  setTimeout(() => stop.abort(new Error("enough")), 100);
  await expect(reading).rejects.toThrow("enough");
  expect((await readAll(some.read(file("a.txt", story)))).documents).toHaveLength(1);
});

test("more files than children wait for their turn", async () => {
  const some = newPool({}, 2);
  const files = Array.from({ length: 12 }, (_, at) => file(`story-${at}.txt`, `${story} ${at}`));
  const read = await Promise.all(files.map((location) => readAll(some.read(location))));
  expect(read.map(({ documents }) => documents[0]?.text)).toEqual(files.map((_, at) => `${story} ${at}`));
  expect(some.started).toBeLessThanOrEqual(4);
});

test("members of an archive are read under the same limits", async () => {
  const archive = makeZip([
    { name: "long.txt", content: story.repeat(50) },
    { name: "short.txt", content: story },
  ]);
  const { documents, rejections } = await readAll(
    newPool({ maxFileBytes: 1_000 }).read(file("a.zip", archive)),
  );
  expect(documents.map(({ member }) => member)).toEqual(["short.txt"]);
  expect(rejections.map(({ member, reason }) => [member, reason])).toEqual([["long.txt", "too-large"]]);
});

test("a member that ends its child is named, and the members before and behind it are taken", async () => {
  const archive = makeZip([
    { name: "before.txt", content: story },
    { name: "monster.pdf", content: makePdf([endlessPage]) },
    { name: "behind.txt", content: story },
  ]);
  const { documents, rejections } = await readAll(
    newPool({ memoryMb: 200 }).read(file("monster.zip", archive)),
  );
  expect(documents.map(({ member }) => member)).toEqual(["before.txt", "behind.txt"]);
  expect(rejections.map(({ member, reason }) => [member, reason])).toEqual([
    ["monster.pdf", "out-of-memory"],
  ]);
});

test("a pool that was closed reads nothing more", async () => {
  const some = newPool();
  await some.close();
  await expect(readAll(some.read(file("a.txt", story)))).rejects.toThrow("closed");
});

describe("describing a table", () => {
  const complaints = `nr,narrative\n${Array.from({ length: 9 }, (_, at) => `${at},"${story} ${at}"\n`).join("")}`;
  const described = (limits: Partial<ParseLimits>, location: string) => {
    const lost: LostParser[] = [];
    const observer = { onLost: (told: LostParser) => void lost.push(told) };
    return newPool(limits)
      .describe(location, { observer })
      .then(
        (table) => ({ table, lost, reason: undefined }),
        (error: unknown) => ({ table: undefined, lost, reason: (error as FileRejected).reason }),
      );
  };

  test("happens in a child that is gone afterwards, and none is started ahead", async () => {
    const { table } = await described({}, file("complaints.csv", complaints));
    expect(table).toMatchObject({ rows: 9, rowsAreExact: true, guess: { mapping: { text: "narrative" } } });
    expect(table?.columns.map(({ name }) => name)).toEqual(["nr", "narrative"]);
    expect(pool?.started).toBe(1);
    await pool?.describe(file("complaints.csv", complaints));
    expect(pool?.started).toBe(2);
  });

  test("shows the start of a long text", async () => {
    const { table } = await described({}, file("long.jsonl", JSON.stringify({ text: story.repeat(1_000) })));
    expect(String(table?.sample[0]?.text)).toHaveLength(501);
  });

  test.each([
    ["is no table", "a.txt", story, "unsupported-type"],
    ["holds nothing", "a.csv", "", "empty"],
    ["has a head only", "head.csv", "nr,narrative\n", "no-text"],
    ["is damaged", "a.json", "[[[[", "corrupt"],
    ["is no Parquet behind its first bytes", "a.parquet", "PAR1 and nothing else", "corrupt"],
  ])("is refused with a reason where the file %s", async (_, name, content, reason) => {
    expect((await described({}, file(name, content))).reason).toBe(reason);
  });

  test("is refused where the file is not there", async () => {
    expect((await described({}, join(folder, "missing.csv"))).reason).toBe("unreadable");
  });

  test.each([
    ["too long", { totalMs: 1 }, complaints, "timed-out"],
    ["too much memory", { memoryMb: 90 }, story.repeat(500_000), "out-of-memory"],
  ])("ends when it takes %s", async (_, limits, text, reason) => {
    const table = file("hostile.jsonl", JSON.stringify({ text }));
    const { reason: found, lost } = await described(limits, table);
    expect(found).toBe(reason);
    expect(lost).toMatchObject([{ reason, parser: expect.any(Number) }]);
  });
});

describe("whoever asks for a file to be read is told", () => {
  const observed = async (location: string, limits: Partial<ParseLimits> = {}) => {
    const lost: LostParser[] = [];
    const reports: ReadReport[] = [];
    const observer = {
      onRead: (report: ReadReport) => void reports.push(report),
      onLost: (told: LostParser) => void lost.push(told),
    };
    await readAll(newPool(limits).read(location, { observer }));
    return { reports, lost };
  };

  test("what it gave, how long it took, and how much memory", async () => {
    const table = `id,text\n1,${story}\n2,\n3,${story}\n`;
    const { reports, lost } = await observed(file("some.csv", table));
    expect(reports).toMatchObject([{ documents: 2, rejections: 1 }]);
    expect(reports[0]?.milliseconds).toBeGreaterThan(0);
    expect(reports[0]?.peakMemoryMb).toBeGreaterThan(20);
    expect(lost).toEqual([]);
  });

  test("that a child was lost over it, with the reason", async () => {
    const { reports, lost } = await observed(stuckPdf, { silenceMs: 300 });
    expect(lost).toMatchObject([{ reason: "timed-out", parser: expect.any(Number) }]);
    expect(reports).toHaveLength(1);
  });

  test("at which member of an archive it was lost", async () => {
    const archive = makeZip([
      { name: "stuck.pdf", content: makePdf([endlessPage]) },
      { name: "b.txt", content: story },
    ]);
    const { reports, lost } = await observed(file("some.zip", archive), { memoryMb: 200 });
    expect(lost).toMatchObject([{ member: "stuck.pdf" }]);
    expect(reports).toMatchObject([{ documents: 1, rejections: 1 }]);
  });
});

describe("as a large file is read, it is told how much of it is done", () => {
  const rows = Array.from({ length: 3_000 }, (_, i) => ({ id: i, text: `${story.repeat(20)} ${i}` }));
  const sharesOf = async (location: string, resumeAfterRow?: number) => {
    const shares: number[] = [];
    const observer = { onShare: (share: number) => void shares.push(share) };
    await readAll(newPool().read(location, { observer, resumeAfterRow }));
    return shares;
  };
  const columns = [
    { name: "id", data: rows.map(({ id }) => id), type: "INT32" as const },
    { name: "text", data: rows.map(({ text }) => text), type: "STRING" as const },
  ];
  const files = {
    "a CSV table": () =>
      file("long.csv", ["id,text", ...rows.map(({ id, text }) => `${id},${text}`)].join("\n")),
    "JSON lines": () => file("long.jsonl", rows.map((row) => JSON.stringify(row)).join("\n")),
    "a Parquet table": () =>
      file("long.parquet", new Uint8Array(parquetWriteBuffer({ columnData: columns, rowGroupSize: 500 }))),
    "an archive": () =>
      file(
        "long.zip",
        makeZip(rows.slice(0, 300).map(({ id, text }) => ({ name: `${id}.txt`, content: text }))),
      ),
  };
  test.each(Object.entries(files))("of %s", async (_, write) => {
    const shares = await sharesOf(write());
    expect(shares.length).toBeGreaterThan(1);
    expect(shares[0]).toBeLessThan(0.5);
    expect(shares.at(-1)).toBeGreaterThan(0.8);
    expect(shares.toSorted((a, b) => a - b)).toEqual(shares);
    expect(Math.max(...shares)).toBeLessThanOrEqual(1);
  });

  test("what an earlier reading took counts as done", async () => {
    const shares = await sharesOf(files["a Parquet table"](), 2_500);
    expect(Math.min(...shares)).toBeGreaterThan(0.8);
  });
});

test("a parser bears the id of whom it reads for in its title", async () => {
  const parser = new ParserProcess(512);
  try {
    await readAll(
      parser.read({ ...request(file("a.txt", story)), correlationId: "asked-by-me" }, { silenceMs: 60_000 }),
    );
    const title = execFileSync("ps", ["-o", "args=", "-p", String(parser.pid)]).toString();
    expect(title.trim()).toBe("toposcope parser asked-by-me");
  } finally {
    parser.kill();
    await parser.ended();
  }
});

test("a disk that is full while a file is read says nothing about the file", () => {
  const rejection = rejectionFor(new ToposcopeError("DISK_FULL", "no space is left on the disk"));
  expect(rejection).toMatchObject({ reason: "unreadable" });
});
