import fc from "fast-check";
import { expect, test } from "vitest";
import { rowDot, topicLinks } from "../src/index.ts";
import { anyPoints } from "./points.ts";

test("links are exactly the pairs at or above the threshold, most similar first", () => {
  fc.assert(
    fc.property(anyPoints, fc.double({ min: -1, max: 1, noNaN: true }), (centroids, threshold) => {
      const links = topicLinks(centroids, threshold);
      const found = new Set(links.map(({ a, b }) => `${a}-${b}`));
      for (let b = 0; b < centroids.rows; b++) {
        for (let a = 0; a < b; a++) {
          const similarity = rowDot(centroids, a, centroids, b);
          if (Math.abs(similarity - threshold) > 1e-6)
            expect(found.has(`${a}-${b}`)).toBe(similarity > threshold);
        }
      }
      const similarities = links.map(({ similarity }) => similarity);
      expect(similarities).toEqual(similarities.toSorted((x, y) => y - x));
    }),
  );
});
