import { type LinearAlgebra } from "../../src/index.ts";
/** What every implementation of the linear algebra port keeps; call it in a test file of the implementation. */
export declare function linearAlgebraConforms(
  name: string,
  create: () => LinearAlgebra | Promise<LinearAlgebra>,
): void;
