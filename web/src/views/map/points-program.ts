const vertexShader = `#version 300 es
precision highp float;
precision highp sampler2D;
layout(location = 0) in vec2 place;
layout(location = 1) in uint topic;
layout(location = 2) in float strength;
uniform sampler2D palette;
uniform vec2 scale;
uniform vec2 shift;
uniform float diameter;
uniform float opacity;
flat out vec4 color;
void main() {
  vec4 paint = texelFetch(palette, ivec2(int(topic & 255u), int(topic >> 8u)), 0);
  float alpha = paint.a * opacity * mix(0.4, 1.0, strength);
  color = vec4(paint.rgb * alpha, alpha);
  gl_Position = vec4(place * scale + shift, 0.0, 1.0);
  gl_PointSize = diameter;
}`;

const fragmentShader = `#version 300 es
precision highp float;
flat in vec4 color;
uniform float diameter;
uniform float round;
out vec4 result;
void main() {
  if (round < 0.5) { result = color; return; }
  float away = length(gl_PointCoord - 0.5) * diameter;
  result = color * clamp(diameter * 0.5 - away + 0.5, 0.0, 1.0);
}`;

/** The compiled shaders of the points and where their settings are. */
export interface PointsProgram {
  readonly palette: WebGLUniformLocation | null;
  readonly scale: WebGLUniformLocation | null;
  readonly shift: WebGLUniformLocation | null;
  readonly diameter: WebGLUniformLocation | null;
  readonly opacity: WebGLUniformLocation | null;
  readonly round: WebGLUniformLocation | null;
}

/**
 * Compiles the shaders and puts them to use: a context draws nothing else.
 *
 * @throws Error with the driver's log when a shader does not compile
 */
export function createPointsProgram(gl: WebGL2RenderingContext): PointsProgram {
  const handle = gl.createProgram();
  gl.attachShader(handle, compile(gl, gl.VERTEX_SHADER, vertexShader));
  gl.attachShader(handle, compile(gl, gl.FRAGMENT_SHADER, fragmentShader));
  gl.linkProgram(handle);
  if (!gl.getProgramParameter(handle, gl.LINK_STATUS) && !gl.isContextLost()) {
    throw new Error(`shaders do not link: ${gl.getProgramInfoLog(handle)}`);
  }
  // biome-ignore lint/correctness/useHookAtTopLevel: WebGL's name for it, not a hook
  gl.useProgram(handle);
  const uniform = (name: string) => gl.getUniformLocation(handle, name);
  return {
    palette: uniform("palette"),
    scale: uniform("scale"),
    shift: uniform("shift"),
    diameter: uniform("diameter"),
    opacity: uniform("opacity"),
    round: uniform("round"),
  };
}

function compile(gl: WebGL2RenderingContext, type: number, source: string): WebGLShader {
  const shader = gl.createShader(type);
  if (!shader) throw new Error("the graphics context is lost");
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS) && !gl.isContextLost()) {
    throw new Error(`shader does not compile: ${gl.getShaderInfoLog(shader)}`);
  }
  return shader;
}
