import { expect, test } from "vitest";
import { sharedLook } from "../../src/answers/shared-look.ts";

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
