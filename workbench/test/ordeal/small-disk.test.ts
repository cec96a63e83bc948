import { expect, test } from "vitest";
import { canMount, smallDisk } from "../../ordeal/small-disk.ts";

test.skipIf(!canMount())(
  "[needs to mount a small disk] on a full disk the reason is shown, reading goes on, and with room the import completes with nothing lost",
  {
    timeout: 600_000,
  },
  async () => {
    expect(await smallDisk({ short: true, seed: 1 })).toMatchObject({ lost: 0 });
  },
);
