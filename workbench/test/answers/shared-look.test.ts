import { expect, test } from "vitest";
import { sharedLook, sharedLooks } from "../../src/answers/shared-look.ts";

function counted() {
  const looks: PromiseWithResolvers<number>[] = [];
  const look = sharedLook(() => {
    looks.push(Promise.withResolvers<number>());
    return looks.at(-1)!.promise;
  });
  return { looks, look };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("who asks at the same moment shares one look", async () => {
  const { looks, look } = counted();
  const asked = [look(), look(), look()];
  await turn();
  looks[0]!.resolve(1);
  expect(await Promise.all(asked)).toEqual([1, 1, 1]);
  expect(looks).toHaveLength(1);
});

test("who asks while a look is under way gets one that begins after it", async () => {
  const { looks, look } = counted();
  const first = look();
  await turn();
  const later = [look(), look()];
  looks[0]!.resolve(1);
  expect(await first).toBe(1);
  await turn();
  expect(looks).toHaveLength(2);
  looks[1]!.resolve(2);
  expect(await Promise.all(later)).toEqual([2, 2]);
});

test("a look that fails fails for those who shared it, and not for the next", async () => {
  const { looks, look } = counted();
  const first = look();
  await turn();
  looks[0]!.reject(new Error("gone"));
  await expect(first).rejects.toThrow("gone");
  const next = look();
  await turn();
  looks[1]!.resolve(2);
  expect(await next).toBe(2);
});

test("looks at different things are not shared, those at the same thing are", async () => {
  const looked: object[] = [];
  const look = sharedLooks(async (at: { word: string }) => {
    looked.push(at);
    return at.word;
  }, 2);
  const words = ["one", "two", "one", "two", "two"];
  expect(await Promise.all(words.map((word) => look({ word })))).toEqual(words);
  expect(looked).toEqual([{ word: "one" }, { word: "two" }]);
});

test("who asks about what was forgotten looks for himself", async () => {
  let looks = 0;
  const look = sharedLooks(async (at: number) => {
    looks += 1;
    return at;
  }, 1);
  expect(await Promise.all([1, 2, 1].map(look))).toEqual([1, 2, 1]);
  expect(looks).toBe(3);
});
