import fc from "fast-check";

const seed = process.env.TOPOSCOPE_TEST_SEED;
const runs = process.env.TOPOSCOPE_TEST_RUNS;

/* Properties are tried on other cases each time; a landing is judged on the same ones (seed), a search tries more (runs). */
fc.configureGlobal({
  ...(seed === undefined ? {} : { seed: Number(seed) }),
  ...(runs === undefined ? {} : { numRuns: Number(runs) }),
});
