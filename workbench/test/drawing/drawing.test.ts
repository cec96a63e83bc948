import { describe, expect, test } from "vitest";
import { cameraOf, fitView } from "../../src/drawing/camera.ts";
import { heightLines, smoothRing } from "../../src/drawing/density.ts";
import { labelText } from "../../src/drawing/label-text.ts";
import { preparePoints } from "../../src/drawing/map-data.ts";
import { themeColors } from "../../src/drawing/palette.ts";
import { escapeXml, svgDocument } from "../../src/drawing/svg.ts";

const measure = (text: string) => text.length * 7;
const topicNamed = (name: string) => ({ index: 3, name, x: 0, y: 0, size: 1, level: 0 });

describe("label texts", () => {
  test("a short name stays on one line", () => {
    expect(labelText(topicNamed("Battery life"), measure).lines).toEqual(["Battery life"]);
  });

  test("a long name is broken where both lines are about equally long", () => {
    expect(labelText(topicNamed("Billing and refunds of yearly plans"), measure).lines).toEqual([
      "Billing and refunds",
      "of yearly plans",
    ]);
  });

  test("a name of several terms is broken between them, without the dot", () => {
    expect(labelText(topicNamed("United States · Great Britain · British"), measure).lines).toEqual([
      "United States",
      "Great Britain · British",
    ]);
    expect(labelText(topicNamed("Reconstruction Finance Corporation · recovery"), measure).lines).toEqual([
      "Reconstruction Finance",
      "Corporation · recovery",
    ]);
  });

  test("what is still too long is cut between letters, never through one", () => {
    const { lines, width } = labelText(topicNamed("👩🏽‍🚀".repeat(40)), (text) => [...text].length * 14);
    expect(lines).toHaveLength(1);
    expect(lines[0]!.endsWith("…")).toBe(true);
    expect(lines[0]!.isWellFormed()).toBe(true);
    expect(width).toBeLessThanOrEqual(180);
  });

  test("an empty name still says which topic it is", () => {
    expect(labelText(topicNamed("  "), measure).lines).toEqual(["Topic 3"]);
  });
});

describe("height lines", () => {
  const count = 4_000;
  const twoHills = preparePoints({
    x: Float32Array.from({ length: count }, (_, i) => (i % 2) * 10 + Math.sin(i * 12.9898) * 1.5),
    y: Float32Array.from({ length: count }, (_, i) => Math.sin(i * 78.233) * 1.5),
    topic: new Uint16Array(count),
  });

  test("rise from low to high around each hill", () => {
    const lines = heightLines(twoHills);
    const heights = lines.map(({ height }) => height);
    expect(heights).toEqual([...heights].sort((a, b) => a - b));
    expect(lines[3]!.rings.length).toBeGreaterThanOrEqual(2);
  });

  test("are none for no points", () => {
    expect(
      heightLines(preparePoints({ x: new Float32Array(), y: new Float32Array(), topic: new Uint16Array() })),
    ).toEqual([]);
  });

  test("close smoothly where they began", () => {
    const { start, arcs } = smoothRing(Float32Array.of(0, 0, 4, 0, 4, 4, 0, 4, 0, 0));
    expect(start).toEqual({ x: 2, y: 0 });
    expect(arcs).toHaveLength(4);
    expect(arcs.at(-1)!.end).toEqual(start);
  });
});

describe("the SVG of a map", () => {
  const points = preparePoints({
    x: Float32Array.of(0, 1),
    y: Float32Array.of(0, 1),
    topic: new Uint16Array(2),
  });
  const size = { width: 400, height: 300 };
  const font = { weight: 700, size: 14, lineHeight: 18 };
  const text = { id: 0, lines: ["R&D <b>\u0007"], font, level: 0, width: 60, height: 18 };
  const svg = svgDocument({
    title: 'Map of "R&D"',
    size,
    colors: themeColors.light,
    camera: cameraOf(fitView(points.frame), size, points.frame),
    lines: [{ height: 0.5, rings: [Float32Array.of(0, 0, 1, 0, 1, 1, 0, 0)] }],
    points: { type: "circles", radius: 2, circles: [{ x: 10, y: 20, color: [1, 2, 3], opacity: 0.5 }] },
    labels: [{ box: { id: 0, left: 5, top: 6, width: 60, height: 18, offset: 0 }, text, state: "plain" }],
    fontFamily: "Liberation Sans, sans-serif",
  });

  test("writes names so that they stay text", () => {
    expect(svg).toContain("R&amp;D &lt;b&gt;</tspan>");
    expect(svg).not.toContain("\u0007");
    expect(escapeXml(`"'`)).toBe("&quot;&apos;");
  });

  test("has no style, script or outside reference", () => {
    expect(svg).not.toMatch(/style=|<script|https?:\/\/(?!www\.w3\.org\/2000\/svg)/);
  });

  test("draws lines, points and labels as vectors", () => {
    expect(svg).toMatch(/<path d="M[\d.,Q -]+Z"\/>/);
    expect(svg).toContain('<circle cx="10" cy="20" r="2"/>');
  });
});
