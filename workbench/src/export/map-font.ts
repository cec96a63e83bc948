import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createCanvas, GlobalFonts } from "@napi-rs/canvas";
import { cssFont, type MeasureText } from "../drawing/label-text.ts";

/** The font of pictures, which comes along, so that they look the same everywhere; other scripts are the system's. */
const family = "Liberation Sans";

export const pictureFontFamily = `"${family}", sans-serif`;

/** Fonts of the same widths, one of which is on nearly every machine that shows an SVG. */
export const svgFontFamily = `"${family}", Arial, Helvetica, Arimo, sans-serif`;

const files = ["LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"];
let isRegistered = false;

/** Measures texts as pictures write them. */
export function pictureMeasure(): MeasureText {
  registerFont();
  const canvas = createCanvas(1, 1).getContext("2d");
  return (text, font) => {
    canvas.font = cssFont(font, pictureFontFamily);
    return canvas.measureText(text.replaceAll("\0", "")).width;
  };
}

function registerFont(): void {
  if (isRegistered) return;
  const folder = new URL("standard_fonts/", import.meta.resolve("pdfjs-dist/package.json"));
  for (const file of files) {
    const registered = GlobalFonts.register(readFileSync(fileURLToPath(new URL(file, folder))), family);
    if (registered === null) throw new Error(`${file} of pdfjs-dist is no font`);
  }
  isRegistered = true;
}
