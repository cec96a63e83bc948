import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { openDb } from "../../src/store/db.ts";
import { boundText, join, json, rowsOf, sql, storableText } from "../../src/store/sql.ts";
import { createTestDatabase } from "../postgres.ts";

const { db, connection, drop } = await createTestDatabase();
afterAll(drop);

test("values are bound, never woven into the text", async () => {
  const nasty = "'; drop table project; --";
  expect(boundText(sql`select ${nasty} where ${1} = 1`)).toBe("select $1 where $2 = 1");
  expect(await db.one(sql`select ${nasty}::text as value`)).toEqual({ value: nasty });
});

test("fragments are woven in with their values in order", async () => {
  const conditions = [sql`n > ${2}`, sql`n < ${5}`];
  const query = sql`select n from generate_series(1, ${9}::int) n where ${join(conditions, " and ")} order by n`;
  expect(boundText(query)).toBe(
    "select n from generate_series(1, $1::int) n where n > $2 and n < $3 order by n",
  );
  expect(await db.many(query)).toEqual([{ n: 3 }, { n: 4 }]);
});

test("ids are numbers, times Dates, bytes Buffers, jsonb parsed", async () => {
  const time = new Date("2026-11-21T10:00:00.123Z");
  const row = await db.one(sql`
    select ${2 ** 52}::int8 as id, ${time}::timestamptz as at, ${Buffer.from([0, 255])}::bytea as bytes,
      ${json({ a: [1, null] })}::jsonb as data, ${[1, 2]}::int8[] as ids, ${["a", 'b"{}']}::text[] as words`);
  expect(row).toEqual({
    id: 2 ** 52,
    at: time,
    bytes: Buffer.from([0, 255]),
    data: { a: [1, null] },
    ids: [1, 2],
    words: ["a", 'b"{}'],
  });
});

test("any text and any JSON can be stored once made storable, at the same length", async () => {
  const anyText = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units)),
  );
  await fc.assert(
    fc.asyncProperty(anyText, anyText, async (text, inner) => {
      const stored = storableText(text);
      expect(stored.length).toBe(text.length);
      const row = await db.one<{ text: string; data: unknown }>(
        sql`select ${stored}::text as text, ${json({ [inner]: inner })}::jsonb as data`,
      );
      expect(row.text).toBe(stored);
      expect(row.data).toEqual({ [storableText(inner)]: storableText(inner) });
    }),
    { numRuns: 60 },
  );
});

test("COPY takes values as literals that read back as they were", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string(),
      fc.integer(),
      fc.uint8Array(),
      fc.boolean(),
      async (text, number, bytes, flag) => {
        const values = sql`${storableText(text)} as text, ${number} as number, ${Buffer.from(bytes)} as bytes, ${flag} as flag`;
        const pieces: Buffer[] = [];
        for await (const piece of db.copyOut(
          sql`copy (select to_jsonb(v) from (select ${values}) v) to stdout`,
        ))
          pieces.push(piece);
        const line = Buffer.concat(pieces).toString("utf8").trimEnd().replaceAll("\\\\", "\\");
        expect(JSON.parse(line)).toEqual({
          text: storableText(text),
          number,
          bytes: `\\x${Buffer.from(bytes).toString("hex")}`,
          flag,
        });
      },
    ),
    { numRuns: 30 },
  );
});

test("a COPY that fails says so, and the next call works", async () => {
  const copying = async () => {
    for await (const _ of db.copyOut(sql`copy (select * from nowhere) to stdout`)) {
    }
  };
  await expect(copying()).rejects.toThrow("nowhere");
  expect(await db.one(sql`select 1 as n`)).toEqual({ n: 1 });
});

test("rows go in as one statement and keep their order", async () => {
  const rows = [
    { name: "a\0b", bytes: Buffer.from("x"), data: { n: 1 }, time: new Date(0) },
    { name: null, bytes: null, data: [1, "two"], time: null },
    { name: undefined, bytes: null, data: null, time: null },
    { name: null, bytes: null, data: undefined, time: null },
  ];
  const found = await db.many(sql`
    select name, bytes, data, data is null as nothing, time, ordinality
    from ${rowsOf(rows, {
      name: ["text", (row) => row.name],
      bytes: ["bytea", (row) => row.bytes],
      data: ["jsonb", (row) => row.data],
      time: ["timestamptz", (row) => row.time],
    })}
    order by ordinality`);
  expect(found).toEqual([
    {
      name: "a\uFFFDb",
      bytes: Buffer.from("x"),
      data: { n: 1 },
      nothing: false,
      time: new Date(0),
      ordinality: 1,
    },
    { name: null, bytes: null, data: [1, "two"], nothing: false, time: null, ordinality: 2 },
    { name: null, bytes: null, data: null, nothing: false, time: null, ordinality: 3 },
    { name: null, bytes: null, data: null, nothing: true, time: null, ordinality: 4 },
  ]);
});

test("a failed transaction leaves nothing, a failed inner one only its own part", async () => {
  await db.run(sql`create table note (text text)`);
  await expect(
    db.transaction(async (tx) => {
      await tx.run(sql`insert into note values ('lost')`);
      throw new Error("no");
    }),
  ).rejects.toThrow("no");
  await db.transaction(async (tx) => {
    await tx.run(sql`insert into note values ('outer')`);
    await tx
      .transaction(async (inner) => {
        await inner.run(sql`insert into note values ('inner')`);
        await inner.run(sql`select 1 / 0`);
      })
      .catch(() => {});
    await tx.run(sql`insert into note values ('after')`);
  });
  expect(await db.many(sql`select text from note order by text`)).toEqual([
    { text: "after" },
    { text: "outer" },
  ]);
});

test("calls made side by side in a transaction go one after the other", async () => {
  const numbers = await db.transaction((tx) =>
    Promise.all([1, 2, 3].map(async (n) => (await tx.one<{ n: number }>(sql`select ${n}::int as n`)).n)),
  );
  expect(numbers).toEqual([1, 2, 3]);
});

test("a call that takes too long ends with DATABASE_TIMEOUT, and the next one works", async () => {
  await expect(db.within(50).run(sql`select pg_sleep(5)`)).rejects.toMatchObject({
    code: "DATABASE_TIMEOUT",
  });
  await expect(
    db.transaction(async (tx) => {
      await tx.within(50).run(sql`select pg_sleep(5)`);
    }),
  ).rejects.toMatchObject({ code: "DATABASE_TIMEOUT" });
  expect(await db.one(sql`select 1 as n`)).toEqual({ n: 1 });
  await db.run(sql`select pg_sleep(0.1)`);
});

test("a server that is not there is DATABASE_UNREACHABLE", async () => {
  const lost = openDb({ connection: "postgres://nobody@127.0.0.1:9/none" });
  await expect(lost.run(sql`select 1`)).rejects.toMatchObject({ code: "DATABASE_UNREACHABLE" });
  await lost.close();
});

test("a connection that the server ends is DATABASE_UNREACHABLE, and the next call gets a new one", async () => {
  const other = openDb({ connection, applicationName: "to be ended", maxConnections: 1 });
  const sleeping = other.run(sql`select pg_sleep(20)`).catch((error: unknown) => error);
  await sleep(100);
  await db.run(
    sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'to be ended'`,
  );
  expect(await sleeping).toMatchObject({ code: "DATABASE_UNREACHABLE" });
  expect(await other.one(sql`select 2 as n`)).toEqual({ n: 2 });
  await other.close();
});

test("a listener hears what is sent at commit, and tells when it may have missed something", async () => {
  const heard: (string | undefined)[] = [];
  const stop = await db.listen("news", (payload) => heard.push(payload));
  await db.transaction(async (tx) => {
    await tx.notify("news", "one");
    await sleep(50);
    expect(heard).toEqual([]);
  });
  await expect.poll(() => heard).toEqual(["one"]);
  await db.run(sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query like 'listen%' and pid <> pg_backend_pid()`);
  await expect.poll(() => heard).toEqual(["one", undefined]);
  await db.notify("news", "two");
  await expect.poll(() => heard).toEqual(["one", undefined, "two"]);
  await stop();
  await db.notify("news", "three");
  await sleep(50);
  expect(heard).toHaveLength(3);
});

test("after all connections are broken off the next calls are made on new ones", async () => {
  await Promise.all([1, 2, 3].map((n) => db.one(sql`select ${n}::int as n, pg_sleep(0.01)`)));
  db.reset();
  expect(await db.one(sql`select 1 as one`)).toEqual({ one: 1 });
  db.reset();
  await db.session(async (session) => expect(await session.one(sql`select 2 as two`)).toEqual({ two: 2 }));
});
