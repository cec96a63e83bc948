import { expect, test } from "vitest";
import { hasCorpora } from "../../evaluate/labelled-texts.ts";
import { evaluateTopics } from "../../evaluate/topics.ts";

test.skipIf(!hasCorpora)(
  "a default analysis finds the articles of passages better than k-means told their number",
  { timeout: 60_000 },
  async () => {
    const found = await evaluateTopics(["squad"], { seeds: 1, model: "static" });
    const [communities, , kmeans] = found;
    expect(found.map(({ method }) => method)).toEqual([
      "communities, suggested layer",
      "density, suggested layer",
      "k-means, true k",
    ]);
    expect(communities!.ami).toBeGreaterThan(kmeans!.ami);
    expect(communities!.ari).toBeGreaterThan(kmeans!.ari);
    expect(communities!.topics).toBeGreaterThan(communities!.truth / 1.5);
    expect(communities!.topics).toBeLessThan(communities!.truth * 1.5);
    expect(communities!.strongAmi).toBeGreaterThan(communities!.ami);
    expect(communities!.coverage).toBeGreaterThan(0.8);
  },
);
