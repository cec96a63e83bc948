import { cssFont, fontFamily, type LabelText } from "./label-text.ts";
import type { PlacedLabel } from "./labels.ts";
import type { LabelState } from "./map-paint.ts";
import type { ThemeColors } from "./palette.ts";

/** What labels need of a canvas: the one of a browser has it, and so have those of Node. */
export interface LabelCanvas {
  font: string;
  fillStyle: unknown;
  strokeStyle: unknown;
  lineWidth: number;
  lineJoin: unknown;
  globalAlpha: number;
  textAlign: unknown;
  textBaseline: unknown;
  beginPath(): void;
  roundRect(x: number, y: number, width: number, height: number, radius: number): void;
  fill(): void;
  stroke(): void;
  fillText(text: string, x: number, y: number): void;
  strokeText(text: string, x: number, y: number): void;
}

export interface DrawnLabel {
  readonly text: LabelText;
  readonly box: PlacedLabel;
  /** 0..1 while it appears. */
  readonly opacity: number;
  readonly state: LabelState;
  readonly color: string;
}

/** Writes labels where they were placed, each with a halo that keeps it readable over points. */
export function drawLabels(
  canvas: LabelCanvas,
  labels: readonly DrawnLabel[],
  colors: ThemeColors,
  family = fontFamily,
): void {
  canvas.textAlign = "center";
  canvas.textBaseline = "alphabetic";
  canvas.lineJoin = "round";
  canvas.strokeStyle = colors.halo;
  for (const label of labels) drawLabel(canvas, label, { colors, family });
  canvas.globalAlpha = 1;
}

function drawLabel(
  canvas: LabelCanvas,
  { text, box, opacity, state, color }: DrawnLabel,
  { colors, family }: { colors: ThemeColors; family: string },
): void {
  const middle = box.left + box.width / 2;
  canvas.globalAlpha = state === "dimmed" ? opacity * 0.4 : opacity;
  if (state === "focused" || state === "selected") drawPlate(canvas, box, colors, color);
  canvas.font = cssFont(text.font, family);
  canvas.lineWidth = text.level === 0 ? 4 : 3;
  canvas.strokeStyle = colors.halo;
  canvas.fillStyle = text.level === 0 ? colors.label : colors.fineLabel;
  text.lines.forEach((line, at) => {
    const baseline = box.top + at * text.font.lineHeight + text.font.lineHeight * 0.76;
    canvas.strokeText(line, middle, baseline);
    canvas.fillText(line, middle, baseline);
  });
}

function drawPlate(canvas: LabelCanvas, box: PlacedLabel, colors: ThemeColors, color: string): void {
  canvas.beginPath();
  canvas.roundRect(box.left - 4, box.top - 2, box.width + 8, box.height + 4, 6);
  canvas.fillStyle = colors.background;
  canvas.fill();
  canvas.lineWidth = 2;
  canvas.strokeStyle = color;
  canvas.stroke();
}
