import { ToposcopeError } from "../errors.ts";
import type { DenseHeadManifest } from "./model-manifest.ts";
import { readModelFile } from "./model-manifest.ts";
import { type FloatTensor, readSafetensors } from "./safetensors.ts";

/** A linear layer behind the pooling, with its activation. */
export interface DenseHead {
  apply(pooled: Float64Array): Float64Array;
}

/**
 * Opens a sentence-transformers Dense module.
 *
 * @throws ToposcopeError MODEL_INVALID when the file has not the tensors that the manifest names, or of other shapes
 */
export async function openDenseHead(folder: string, head: DenseHeadManifest): Promise<DenseHead> {
  const tensors = readTensors(await readModelFile(folder, head.file), head.file);
  const weight = tensorNamed(tensors, head.weight, head.file);
  const [outputs, inputs] = weight.shape;
  if (weight.shape.length !== 2 || !outputs || !inputs) {
    throw new ToposcopeError("MODEL_INVALID", `${head.weight} of ${head.file} is no matrix`);
  }
  const bias = head.bias === undefined ? undefined : tensorNamed(tensors, head.bias, head.file);
  if (bias && bias.data.length !== outputs) {
    throw new ToposcopeError(
      "MODEL_INVALID",
      `${head.bias} of ${head.file} has ${bias.data.length} numbers, its weight has ${outputs} rows`,
    );
  }
  const activate = head.activation === "tanh" ? Math.tanh : (value: number) => value;
  return {
    apply(pooled) {
      if (pooled.length !== inputs) {
        throw new ToposcopeError(
          "MODEL_INVALID",
          `${head.weight} of ${head.file} takes ${inputs} numbers, it is given ${pooled.length}`,
        );
      }
      const result = new Float64Array(outputs);
      for (let row = 0; row < outputs; row++) {
        let sum = bias?.data[row] ?? 0;
        for (let c = 0; c < inputs; c++) sum += weight.data[row * inputs + c]! * pooled[c]!;
        result[row] = activate(sum);
      }
      return result;
    },
  };
}

function readTensors(content: Buffer, file: string): ReadonlyMap<string, FloatTensor> {
  try {
    return readSafetensors(content);
  } catch (cause) {
    throw new ToposcopeError("MODEL_INVALID", `${file} is no safetensors file of floats`, { cause });
  }
}

function tensorNamed(tensors: ReadonlyMap<string, FloatTensor>, name: string, file: string): FloatTensor {
  const tensor = tensors.get(name);
  if (tensor) return tensor;
  const names = [...tensors.keys()].join(", ");
  throw new ToposcopeError("MODEL_INVALID", `${file} has no tensor ${name}; it has ${names}`);
}
