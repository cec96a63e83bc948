import { createCanvas, loadImage } from "@napi-rs/canvas";
import { describe, expect, test } from "vitest";
import { tooClose } from "../../src/drawing/labels.ts";
import type { TopicOnMap } from "../../src/drawing/map-content.ts";
import { parseHex, themeColors } from "../../src/drawing/palette.ts";
import { drawPng, drawSvg } from "../../src/export/map-drawing.ts";
import { layOutMap, type MapDrawing } from "../../src/export/map-layout.ts";
import { encodeMap } from "../../src/topics/map-columns.ts";

const themes = ["light", "dark"] as const;
const fineTopics = 12;
const broadTopics = 4;

/** Twelve topics in four broader ones on a ring, the points of each around its place. */
function drawingOf(count: number, changes: Partial<MapDrawing> = {}): MapDrawing {
  const topics = topicsOnRing((id) => `Passages about the number ${id} · and its neighbours`);
  const fine = topics.filter(({ layer }) => layer === 0);
  const place = (at: number, axis: "x" | "y") =>
    Math.fround(
      (fine[at % fineTopics]?.[axis] ?? 0) + 0.8 * Math.sin(at * (axis === "x" ? 12.9898 : 78.233)),
    );
  const columns = encodeMap({
    run: 1,
    layers: [
      { layer: 0, suggested: true, topics: fine.map(({ id }) => id) },
      { layer: 1, suggested: false, topics: Array.from({ length: broadTopics }, (_, id) => fineTopics + id) },
    ],
    chunks: Uint32Array.from({ length: count }, (_, at) => at),
    documents: new Uint32Array(count),
    x: Float32Array.from({ length: count }, (_, at) => place(at, "x")),
    y: Float32Array.from({ length: count }, (_, at) => place(at, "y")),
    strengths: new Float32Array(count).fill(1),
    topics: [
      Uint16Array.from({ length: count }, (_, at) => at % fineTopics),
      Uint16Array.from({ length: count }, (_, at) => at % broadTopics),
    ],
  });
  return { title: "ring", columns, topics, theme: "light", width: 640, height: 400, ...changes };
}

function topicsOnRing(nameOf: (id: number) => string): TopicOnMap[] {
  const on = (id: number, radius: number, share: number) => ({
    id,
    name: nameOf(id),
    size: 10 + id,
    x: radius * Math.cos(2 * Math.PI * share),
    y: radius * Math.sin(2 * Math.PI * share),
  });
  return [
    ...Array.from({ length: fineTopics }, (_, at) => ({
      ...on(at, 5, at / fineTopics),
      layer: 0,
      parent: fineTopics + (at % broadTopics),
    })),
    ...Array.from({ length: broadTopics }, (_, at) => ({
      ...on(fineTopics + at, 2, at / broadTopics),
      layer: 1,
      parent: null,
    })),
  ];
}

async function pixelsOf(drawing: MapDrawing, dotsPerInch: number) {
  const bytes = Buffer.concat(await Array.fromAsync(drawPng(drawing, dotsPerInch)));
  const image = await loadImage(bytes);
  const { width, height } = image;
  const canvas = createCanvas(width, height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  return { bytes, width, height, data: canvas.getImageData(0, 0, width, height).data };
}

/** How many pixels have another colour than the background. */
function inkOf({ data }: { data: Uint8ClampedArray }, background: string): number {
  const [red, green, blue] = parseHex(background);
  let ink = 0;
  for (let at = 0; at < data.length; at += 4)
    if (data[at] !== red || data[at + 1] !== green || data[at + 2] !== blue) ink++;
  return ink;
}

const circlesIn = (svg: string) => svg.match(/<circle /g)?.length ?? 0;

describe("labels of a picture", () => {
  const drawing = drawingOf(600, { width: 1_536, height: 960 });
  const { labels, size } = layOutMap(drawing);

  test("name topics of two levels, and no two come near each other", () => {
    expect(new Set(labels.map(({ text }) => text.level))).toEqual(new Set([0, 1]));
    labels.forEach((one, at) => {
      for (const other of labels.slice(at + 1)) expect(tooClose(one.box, other.box, 1)).toBe(false);
    });
  });

  test("lie within the picture, and the SVG writes each of them there", async () => {
    const svg = await drawSvg(drawing);
    expect(svg.match(/<text [^>]*fill="#/g)).toHaveLength(labels.length);
    for (const { box } of labels) {
      expect(box.left >= 0 && box.left + box.width <= size.width).toBe(true);
      expect(box.top >= 0 && box.top + box.height <= size.height).toBe(true);
      expect(svg).toContain(`<tspan x="${Math.round((box.left + box.width / 2) * 10) / 10}"`);
    }
  });
});

describe("the SVG of a project's map", () => {
  test("keeps hostile names as text", async () => {
    const hostile = `</text><script>alert("1")</script>&\u0000'`;
    const svg = await drawSvg(drawingOf(50, { title: hostile, topics: topicsOnRing(() => hostile) }));
    expect(svg).not.toContain("<script");
    expect(svg).toContain(
      "<title>&lt;/text&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&apos;</title>",
    );
    expect(svg).not.toContain("\u0000");
    expect(svg.match(/<text /g)).toHaveLength(svg.match(/<\/text>/g)?.length ?? 0);
  });

  test.each([0, 1, 600])("draws %i points as circles", async (count) => {
    const svg = await drawSvg(drawingOf(count));
    expect(circlesIn(svg)).toBe(count);
    expect(svg).not.toContain("NaN");
  });

  test("holds 25,000 points as one picture with a clear ground", async () => {
    const svg = await drawSvg(drawingOf(25_000));
    expect(circlesIn(svg)).toBe(0);
    const image = await loadImage(/href="([^"]+)"/.exec(svg)?.[1] ?? "");
    expect([image.width, image.height]).toEqual([1_280, 800]);
    const canvas = createCanvas(image.width, image.height).getContext("2d");
    canvas.drawImage(image, 0, 0);
    const { data } = canvas.getImageData(0, 0, image.width, image.height);
    const opaque = data.filter((value, at) => at % 4 === 3 && value > 0).length;
    expect(opaque).toBeGreaterThan(20_000);
    expect(data[3]).toBe(0);
  });
});

describe.each(themes)("the %s PNG of a project's map", (theme) => {
  test("has the size of its resolution, and says it to printers", async () => {
    const { bytes, width, height } = await pixelsOf(drawingOf(300, { theme }), 300);
    expect([width, height]).toEqual([2_000, 1_250]);
    expect(bytes.readUInt32BE(bytes.indexOf("pHYs") + 4)).toBe(Math.round(300 / 0.0254));
  });

  test("shows the same at any resolution", async () => {
    const background = themeColors[theme].background;
    const share = async (dotsPerInch: number) => {
      const picture = await pixelsOf(drawingOf(300, { theme }), dotsPerInch);
      return inkOf(picture, background) / (picture.width * picture.height);
    };
    const [screen, print] = [await share(96), await share(288)];
    expect(screen).toBeGreaterThan(0.1);
    expect(Math.abs(screen - print)).toBeLessThan(0.03);
  });

  test.each([0, 1, 25_000])("draws %i points", async (count) => {
    const topics = count === 0 ? [] : topicsOnRing(() => "");
    const picture = await pixelsOf(drawingOf(count, { theme, topics }), 96);
    const ink = inkOf(picture, themeColors[theme].background);
    expect(ink > 0).toBe(count > 0);
  });

  test("paints the points of a topic in its colour", async () => {
    const drawing = drawingOf(1, { theme, topics: topicsOnRing(() => "A").slice(0, 1) });
    const { paint, camera, points, style } = layOutMap(drawing);
    const { color } = paint.topics.get(0) ?? paint.none;
    const { data, width } = await pixelsOf({ ...drawing, topics: drawing.topics.map(away) }, 96);
    const x = Math.round((points.x[0]! / 65_535) * camera.scale + camera.left);
    const y = Math.round(camera.bottom - (points.y[0]! / 65_535) * camera.scale);
    const seen = data.subarray((y * width + x) * 4, (y * width + x) * 4 + 3);
    const ground = parseHex(themeColors[theme].background);
    const expected = color.map((one, i) => one * style.opacity + ground[i]! * (1 - style.opacity));
    expected.forEach((value, i) => {
      expect(Math.abs(seen[i]! - value)).toBeLessThanOrEqual(2);
    });
  });
});

/** So far that its label is outside the picture. */
const away = (topic: TopicOnMap): TopicOnMap => ({ ...topic, x: 1e6 });
