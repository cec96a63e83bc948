import { afterAll } from "vitest";
import { parallelConforms } from "../../../algorithms/test/conformance/parallel.ts";
import { threadPool } from "../../src/native/thread-pool.ts";

const pools = [1, 3].map((threads) => threadPool(threads));
afterAll(() => Promise.all(pools.map((pool) => pool.close())));

for (const pool of pools) parallelConforms(`${pool.threads} threads`, async () => pool);
