import { type Matrix, matrix } from "@toposcope/algorithms";

/** With so many documents half of what seems common to all is taken for it. */
const documentsToTell = 50;

/** Mean directions of documents, from the vectors of their chunks, slice by slice, so that these need not be in memory at once. */
export class MeanVectors {
  readonly #sums: Matrix;

  constructor(documents: number, dimensions: number) {
    this.#sums = matrix(documents, dimensions);
  }

  /** @param rows the document of each vector */
  add(rows: ArrayLike<number>, { cols, data }: Matrix): void {
    const sums = this.#sums.data;
    for (let i = 0; i < rows.length; i++) {
      const to = rows[i]! * cols;
      const from = i * cols;
      for (let c = 0; c < cols; c++) sums[to + c]! += data[from + c]!;
    }
  }

  /**
   * What is common to all documents is taken off, which a static model's vectors have much of; less of it where few
   * documents say what is common.
   *
   * @returns documents × dimensions, rows of unit length
   */
  finish(): Matrix {
    const { rows, cols, data } = this.#sums;
    normaliseInPlace(this.#sums);
    const common = new Float64Array(cols);
    for (let p = 0; p < data.length; p++) common[p % cols]! += data[p]! / (rows + documentsToTell);
    for (let p = 0; p < data.length; p++) data[p]! -= common[p % cols]!;
    normaliseInPlace(this.#sums);
    return this.#sums;
  }
}

function normaliseInPlace({ rows, cols, data }: Matrix): void {
  for (let row = 0; row < rows; row++) {
    const from = row * cols;
    let squares = 0;
    for (let p = from; p < from + cols; p++) squares += data[p]! * data[p]!;
    const length = Math.sqrt(squares) || 1;
    for (let p = from; p < from + cols; p++) data[p]! /= length;
  }
}
