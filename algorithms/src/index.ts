export type { CancelSignal, Control, Progress } from "./control.ts";
export { InputError } from "./input-error.ts";
export type { LinearAlgebra, Nearest } from "./linear-algebra.ts";
export { nearestCount, offer, plainLinearAlgebra } from "./linear-algebra.ts";
export type { Matrix } from "./matrix.ts";
export { centroidsOf, gatherRows, matrix, normaliseRows, rowDistanceSquared, rowDot } from "./matrix.ts";
export { Random } from "./random.ts";
