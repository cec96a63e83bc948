import { expect, test } from "vitest";
import { hasCorpora } from "../../evaluate/labelled-texts.ts";
import { evaluatePictures } from "../../evaluate/pictures.ts";

test.skipIf(!hasCorpora)(
  "topics of a first part of the passages agree with those of all of them, the more the larger it is",
  { timeout: 60_000 },
  async () => {
    const [tenth, third, most] = await evaluatePictures(["squad"], {
      shares: [0.1, 0.3, 0.6],
      model: "static",
    });
    expect([tenth!.texts, third!.texts, most!.texts]).toEqual([104, 312, 625]);
    expect(third!.ari).toBeGreaterThan(0.6);
    expect(third!.ari).toBeGreaterThan(tenth!.ari);
    expect(most!.ari).toBeGreaterThan(0.6);
  },
);
