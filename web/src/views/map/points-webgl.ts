import {
  litStyle,
  type PointPaint,
  type PointSet,
  type PointStyle,
  pointStyle,
  scatterStride,
  steps,
  type TopicPaint,
} from "toposcope/drawing";
import { nextPace, type Pace } from "./pace.ts";
import { createPointsProgram, type PointsProgram } from "./points-program.ts";
import { type Picture, type PointsRenderer, scatteredOrder } from "./points-renderer.ts";

const bytesPerPoint = 8;
const paletteSide = 256;
const quickLimits = { targetMs: 36, least: 15_000, most: 2_000_000 };
const sliceLimits = { targetMs: 45, least: 15_000, most: 4_000_000 };

interface Whole {
  readonly picture: Picture;
  done: number;
}

interface Pending {
  readonly sync: WebGLSync;
  readonly startedAt: number;
  readonly points: number;
}

/** Draws points with WebGL2; undefined where the browser has none. */
export function createWebglPoints(options: { preserve?: boolean } = {}): WebglPoints | undefined {
  return webglPointsOn(document.createElement("canvas"), options);
}

/** The same on a canvas whose graphics came back. */
export function webglPointsOn(
  canvas: HTMLCanvasElement,
  options: { preserve?: boolean } = {},
): WebglPoints | undefined {
  const gl = canvas.getContext("webgl2", {
    alpha: true,
    antialias: false,
    depth: false,
    stencil: false,
    premultipliedAlpha: true,
    preserveDrawingBuffer: options.preserve ?? false,
  });
  return gl ? new WebglPoints(canvas, gl) : undefined;
}

export class WebglPoints implements PointsRenderer {
  readonly canvas: HTMLCanvasElement;
  readonly #gl: WebGL2RenderingContext;
  readonly #program: PointsProgram;
  readonly #pointsArray: WebGLVertexArrayObject;
  readonly #pointsBuffer: WebGLBuffer;
  readonly #litBuffer: WebGLBuffer;
  readonly #basePalette: WebGLTexture;
  readonly #litPalette: WebGLTexture;
  readonly #target: WebGLFramebuffer;
  readonly #targetTexture: WebGLTexture;
  #targetWidth = 0;
  #targetHeight = 0;
  #count = 0;
  #stride = 1;
  #litCount = 0;
  #quickPace: Pace = { points: 40_000 };
  #slicePace: Pace = { points: 40_000 };
  #pending: Pending | undefined;
  #whole: Whole | undefined;

  constructor(canvas: HTMLCanvasElement, gl: WebGL2RenderingContext) {
    this.canvas = canvas;
    this.#gl = gl;
    this.#program = createPointsProgram(gl);
    this.#pointsArray = gl.createVertexArray();
    this.#pointsBuffer = gl.createBuffer();
    this.#litBuffer = gl.createBuffer();
    this.#basePalette = createPalette(gl);
    this.#litPalette = createPalette(gl);
    this.#target = gl.createFramebuffer();
    this.#targetTexture = gl.createTexture();
    this.#describeColumns();
    gl.disable(gl.DEPTH_TEST);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  }

  setPoints(points: PointSet): void {
    const gl = this.#gl;
    this.#count = points.count;
    this.#stride = scatterStride(points.count);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#pointsBuffer);
    gl.bufferData(gl.ARRAY_BUFFER, interleaved(points, this.#stride), gl.STATIC_DRAW);
    this.#whole = undefined;
    this.setLit(undefined);
  }

  setPaint(paint: TopicPaint, litPaint: TopicPaint): void {
    fillPalette(this.#gl, this.#basePalette, paint);
    fillPalette(this.#gl, this.#litPalette, litPaint);
  }

  setLit(lit: Uint32Array | undefined): void {
    const gl = this.#gl;
    this.#litCount = lit?.length ?? 0;
    if (!lit || lit.length === 0) return;
    const slots = slotOf(this.#count, this.#stride);
    gl.bindVertexArray(this.#pointsArray);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.#litBuffer);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, spread(lit.map((point) => slots[point]!)), gl.STATIC_DRAW);
  }

  drawQuick(picture: Picture): boolean {
    this.#whole = undefined;
    if (this.#isBusy()) return false;
    const points = Math.min(this.#count, this.#quickPace.points);
    const lit = Math.min(this.#litCount, Math.ceil(this.#quickPace.points / 2));
    this.#resize(picture);
    this.#begin(null, picture);
    this.#drawBase(picture, 0, points, points);
    this.#drawLit(picture, lit);
    this.#fence(points + lit);
    return true;
  }

  startWhole(picture: Picture): void {
    this.#whole = { picture, done: 0 };
  }

  refine(): boolean {
    const whole = this.#whole;
    if (!whole) return true;
    if (this.#isBusy()) return false;
    this.#resizeTarget(whole.picture);
    if (whole.done === 0) this.#begin(this.#target, whole.picture);
    else this.#gl.bindFramebuffer(this.#gl.FRAMEBUFFER, this.#target);
    const slice = Math.min(this.#slicePace.points, this.#count - whole.done);
    this.#drawBase(whole.picture, whole.done, slice, this.#count);
    whole.done += slice;
    const finished = whole.done >= this.#count;
    if (finished) {
      this.#drawLit(whole.picture, this.#litCount);
      this.#present(whole.picture);
      this.#whole = undefined;
    }
    this.#fence(slice);
    return finished;
  }

  drawAll(picture: Picture): void {
    this.#resize(picture);
    this.#begin(null, picture);
    this.#drawBase(picture, 0, this.#count, this.#count);
    this.#drawLit(picture, this.#litCount);
    this.#gl.finish();
  }

  dispose(): void {
    this.#gl.getExtension("WEBGL_lose_context")?.loseContext();
  }

  #isBusy(): boolean {
    const pending = this.#pending;
    if (!pending) return false;
    const gl = this.#gl;
    const status = gl.clientWaitSync(pending.sync, 0, 0);
    if (status === gl.TIMEOUT_EXPIRED) return true;
    gl.deleteSync(pending.sync);
    this.#pending = undefined;
    const took = performance.now() - pending.startedAt;
    this.#quickPace = nextPace(this.#quickPace, pending.points, took, quickLimits);
    this.#slicePace = nextPace(this.#slicePace, pending.points, took, sliceLimits);
    return false;
  }

  #fence(points: number): void {
    const gl = this.#gl;
    const sync = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    gl.flush();
    if (sync) this.#pending = { sync, startedAt: performance.now(), points };
  }

  #begin(target: WebGLFramebuffer | null, { size, pixelRatio }: Picture): void {
    const gl = this.#gl;
    gl.bindFramebuffer(gl.FRAMEBUFFER, target);
    gl.viewport(0, 0, Math.round(size.width * pixelRatio), Math.round(size.height * pixelRatio));
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
  }

  #drawBase(picture: Picture, from: number, points: number, shown: number): void {
    if (points === 0) return;
    this.#use(picture, this.#basePalette, pointStyle(shown, picture.zoom, picture.size));
    this.#gl.drawArrays(this.#gl.POINTS, from, points);
  }

  #drawLit(picture: Picture, points: number): void {
    if (points === 0) return;
    const gl = this.#gl;
    this.#use(picture, this.#litPalette, litStyle(this.#litCount, this.#count, picture.zoom, picture.size));
    gl.drawElements(gl.POINTS, points, gl.UNSIGNED_INT, 0);
  }

  #use(
    { camera, size, pixelRatio }: Picture,
    palette: WebGLTexture,
    { diameter, opacity }: PointStyle,
  ): void {
    const gl = this.#gl;
    gl.bindVertexArray(this.#pointsArray);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, palette);
    gl.uniform1i(this.#program.palette, 0);
    gl.uniform2f(this.#program.scale, (2 * camera.scale) / size.width, (2 * camera.scale) / size.height);
    gl.uniform2f(
      this.#program.shift,
      (2 * camera.left) / size.width - 1,
      1 - (2 * camera.bottom) / size.height,
    );
    const pixels = Math.max(1, diameter * pixelRatio);
    gl.uniform1f(this.#program.diameter, pixels);
    gl.uniform1f(this.#program.opacity, opacity);
    gl.uniform1f(this.#program.round, pixels > 2.2 ? 1 : 0);
  }

  #present({ size, pixelRatio }: Picture): void {
    const gl = this.#gl;
    this.#resize({ size, pixelRatio });
    const width = Math.round(size.width * pixelRatio);
    const height = Math.round(size.height * pixelRatio);
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, this.#target);
    gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, null);
    gl.blitFramebuffer(0, 0, width, height, 0, 0, width, height, gl.COLOR_BUFFER_BIT, gl.NEAREST);
  }

  #resize({ size, pixelRatio }: Pick<Picture, "size" | "pixelRatio">): void {
    const width = Math.max(1, Math.round(size.width * pixelRatio));
    const height = Math.max(1, Math.round(size.height * pixelRatio));
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
  }

  #resizeTarget({ size, pixelRatio }: Picture): void {
    const width = Math.max(1, Math.round(size.width * pixelRatio));
    const height = Math.max(1, Math.round(size.height * pixelRatio));
    if (width === this.#targetWidth && height === this.#targetHeight) return;
    const gl = this.#gl;
    gl.bindTexture(gl.TEXTURE_2D, this.#targetTexture);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, width, height, 0, gl.RGBA, gl.UNSIGNED_BYTE, null);
    setNearest(gl);
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.#target);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, this.#targetTexture, 0);
    this.#targetWidth = width;
    this.#targetHeight = height;
  }

  #describeColumns(): void {
    const gl = this.#gl;
    gl.bindVertexArray(this.#pointsArray);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#pointsBuffer);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.#litBuffer);
    for (const location of [0, 1, 2]) gl.enableVertexAttribArray(location);
    gl.vertexAttribPointer(0, 2, gl.UNSIGNED_SHORT, true, bytesPerPoint, 0);
    gl.vertexAttribIPointer(1, 1, gl.UNSIGNED_SHORT, bytesPerPoint, 4);
    gl.vertexAttribPointer(2, 1, gl.UNSIGNED_BYTE, true, bytesPerPoint, 6);
  }
}

function interleaved(points: PointSet, stride: number): ArrayBuffer {
  const buffer = new ArrayBuffer(points.count * bytesPerPoint);
  const shorts = new Uint16Array(buffer);
  const { x, y, topic, strength } = points;
  for (let slot = 0, point = 0; slot < points.count; slot++) {
    const at = slot * 4;
    shorts[at] = x[point]!;
    shorts[at + 1] = y[point]!;
    shorts[at + 2] = topic[point]!;
    shorts[at + 3] = strength ? strength[point]! : 255;
    point += stride;
    if (point >= points.count) point -= points.count;
  }
  return buffer;
}

/** Where each point lies in the buffer. */
function slotOf(count: number, stride: number): Uint32Array {
  const slots = new Uint32Array(count);
  scatteredOrder(count, stride).forEach((point, slot) => {
    slots[point] = slot;
  });
  return slots;
}

/** In slot order, so that the first of them are spread over all as well. */
function spread(slots: Uint32Array): Uint32Array {
  return slots.sort();
}

function createPalette(gl: WebGL2RenderingContext): WebGLTexture {
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  setNearest(gl);
  return texture;
}

function setNearest(gl: WebGL2RenderingContext): void {
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
}

function fillPalette(gl: WebGL2RenderingContext, texture: WebGLTexture, paint: TopicPaint): void {
  const texels = new Uint8Array((steps + 1) * 4);
  const set = (index: number, { color, opacity }: PointPaint) => {
    texels.set([color[0], color[1], color[2], Math.round(opacity * 255)], index * 4);
  };
  for (let index = 0; index <= steps; index++) set(index, paint.none);
  for (const [index, point] of paint.topics) set(index, point);
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, paletteSide, paletteSide, 0, gl.RGBA, gl.UNSIGNED_BYTE, texels);
}
