/** Element types of ONNX tensors, by the format's own numbers. */
export const elementTypes = { float: 1, int32: 6, int64: 7 } as const;
export type ElementType = keyof typeof elementTypes;

export interface GraphNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly integers?: Readonly<Record<string, number | readonly number[]>>;
}

export interface GraphValue {
  readonly name: string;
  readonly type: ElementType;
  /** A word is a side whose length a run decides. */
  readonly shape: readonly (number | string)[];
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly inputs: readonly GraphValue[];
  readonly outputs: readonly GraphValue[];
}

const irVersion = 8;
const operatorSet = 17;
const integerAttribute = 2;
const integersAttribute = 7;

/**
 * Writes a graph as an ONNX model, ready for a session.
 *
 * @see onnx.proto3 for the field numbers
 */
export function encodeGraph({ nodes, inputs, outputs }: Graph): Uint8Array {
  const graph = [
    ...nodes.map((node) => message(1, encodeNode(node))),
    text(2, "graph"),
    ...inputs.map((value) => message(11, encodeValue(value))),
    ...outputs.map((value) => message(12, encodeValue(value))),
  ];
  const operators = message(8, [text(1, ""), integer(2, operatorSet)]);
  return Uint8Array.from([...integer(1, irVersion), ...operators, ...message(7, graph)]);
}

type Bytes = readonly number[];

function encodeNode({ operator, inputs, outputs, integers = {} }: GraphNode): Bytes[] {
  return [
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(4, operator),
    ...Object.entries(integers).map(([name, value]) => message(5, [text(1, name), ...attribute(value)])),
  ];
}

function attribute(value: number | readonly number[]): Bytes[] {
  return typeof value === "number"
    ? [integer(3, value), integer(20, integerAttribute)]
    : [...value.map((one) => integer(8, one)), integer(20, integersAttribute)];
}

function encodeValue({ name, type, shape }: GraphValue): Bytes[] {
  const sides = shape.map((side) =>
    message(1, [typeof side === "number" ? integer(1, side) : text(2, side)]),
  );
  const tensor = message(1, [integer(1, elementTypes[type]), message(2, sides)]);
  return [text(1, name), message(2, [tensor])];
}

function integer(field: number, value: number): Bytes {
  return [...varint(field * 8), ...varint(value)];
}

function text(field: number, value: string): Bytes {
  return delimited(field, [...Buffer.from(value, "utf8")]);
}

function message(field: number, parts: readonly Bytes[]): Bytes {
  return delimited(field, parts.flat());
}

function delimited(field: number, content: Bytes): Bytes {
  return [...varint(field * 8 + 2), ...varint(content.length), ...content];
}

/** Seven bits a byte, lowest first; the eighth says that more follow. */
function varint(value: number): Bytes {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}
