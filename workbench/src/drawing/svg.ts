import { type Camera, type Point, type Size, toScreen } from "./camera.ts";
import { type HeightLine, smoothRing } from "./density.ts";
import type { LabelText } from "./label-text.ts";
import type { PlacedLabel } from "./labels.ts";
import type { Rgb, ThemeColors } from "./palette.ts";

interface SvgCircle {
  readonly x: number;
  readonly y: number;
  readonly color: Rgb;
  readonly opacity: number;
}

export type SvgPoints =
  | { readonly type: "circles"; readonly radius: number; readonly circles: readonly SvgCircle[] }
  | { readonly type: "bitmap"; readonly dataUrl: string };

export interface SvgMap {
  readonly title: string;
  readonly size: Size;
  readonly colors: ThemeColors;
  readonly camera: Camera;
  readonly lines: readonly HeightLine[];
  readonly points: SvgPoints;
  readonly labels: readonly { readonly box: PlacedLabel; readonly text: LabelText; readonly state: string }[];
  /** The fonts that label texts were measured in, or ones of the same widths. */
  readonly fontFamily: string;
}

/** The map as an SVG document; attributes only, so that a strict content policy shows it too. */
export function svgDocument({
  title,
  size,
  colors,
  camera,
  lines,
  points,
  labels,
  fontFamily,
}: SvgMap): string {
  const { width, height } = size;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${colors.background}"/>`,
    group(
      { fill: colors.land, stroke: colors.contour },
      lines.map((line) => `<path d="${contourPath(line, camera)}"/>`),
    ),
    pointsPart(points, size),
    group(
      {
        "text-anchor": "middle",
        "font-family": fontFamily,
        "stroke-linejoin": "round",
      },
      labels.map((label) => labelPart(label, colors)),
    ),
    "</svg>\n",
  ].join("\n");
}

export function escapeXml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&apos;",
  };
  return withoutControls(text).replace(/[&<>"']/g, (letter) => entities[letter]!);
}

/** XML has no way to write control characters but tab and line ends. */
function withoutControls(text: string): string {
  return [...text].filter((letter) => letter >= " " || "\t\n\r".includes(letter)).join("");
}

function group(attributes: Readonly<Record<string, string>>, parts: readonly string[]): string {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeXml(value)}"`);
  return `<g${written.join("")}>\n${parts.join("\n")}\n</g>`;
}

/** A height line as SVG path data. */
export function contourPath({ rings }: HeightLine, camera: Camera): string {
  const data = rings.map((ring) => {
    const place = ({ x, y }: Point) => {
      const at = toScreen(camera, x, y);
      return `${short(at.x)},${short(at.y)}`;
    };
    const { start, arcs } = smoothRing(ring);
    return `M${place(start)}${arcs.map(({ bend, end }) => `Q${place(bend)} ${place(end)}`).join("")}Z`;
  });
  return data.join("");
}

function pointsPart(points: SvgPoints, { width, height }: Size): string {
  if (points.type === "bitmap")
    return `<image width="${width}" height="${height}" href="${points.dataUrl}"/>`;
  const byPaint = Map.groupBy(
    points.circles,
    ({ color, opacity }) => `${color.join(" ")} ${opacity.toFixed(2)}`,
  );
  return [...byPaint.values()]
    .map((circles) => {
      const { color, opacity } = circles[0]!;
      const dots = circles.map(
        ({ x, y }) => `<circle cx="${short(x)}" cy="${short(y)}" r="${short(points.radius)}"/>`,
      );
      return group({ fill: `rgb(${color.join(",")})`, "fill-opacity": opacity.toFixed(2) }, dots);
    })
    .join("\n");
}

/** The halo is a text of its own under the name: many programs draw strokes over letters, whatever `paint-order` says. */
function labelPart({ box, text, state }: SvgMap["labels"][number], colors: ThemeColors): string {
  const { font, lines, level } = text;
  const rows = lines.map((line, at) => {
    const baseline = box.top + at * font.lineHeight + font.lineHeight * 0.76;
    return `<tspan x="${short(box.left + box.width / 2)}" y="${short(baseline)}">${escapeXml(line)}</tspan>`;
  });
  const letters = `font-size="${font.size}" font-weight="${font.weight}"`;
  const halo = `fill="none" stroke="${escapeXml(colors.halo)}" stroke-width="${level === 0 ? 4 : 3}"`;
  const fill = level === 0 ? colors.label : colors.fineLabel;
  const opacity = state === "dimmed" ? ' opacity="0.4"' : "";
  return (
    `<g${opacity}><text ${letters} ${halo} aria-hidden="true">${rows.join("")}</text>` +
    `<text ${letters} fill="${fill}">${rows.join("")}</text></g>`
  );
}

function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}
