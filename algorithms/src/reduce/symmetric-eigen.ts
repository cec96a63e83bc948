/**
 * Eigenvalues, largest first, and eigenvectors (row v belongs to value v) of a small symmetric size × size matrix.
 *
 * Cost O(size³) a sweep. @see Jacobi 1846 (cyclic rotations)
 */
export function symmetricEigen(
  entries: Float64Array,
  size: number,
): { values: Float64Array; vectors: Float64Array } {
  const a = entries.slice();
  const rotation = new Float64Array(size * size);
  for (let i = 0; i < size; i++) rotation[i * size + i] = 1;
  for (let sweep = 0; sweep < 60 && offDiagonal(a, size) > 1e-26 * diagonal(a, size); sweep++) {
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, rotation, size, p, q);
  }
  const order = Array.from({ length: size }, (_, i) => i).sort(
    (x, y) => a[y * size + y] - a[x * size + x] || x - y,
  );
  const vectors = new Float64Array(size * size);
  for (let v = 0; v < size; v++) {
    vectors.set(rotation.subarray(order[v] * size, (order[v] + 1) * size), v * size);
  }
  return { values: Float64Array.from(order, (i) => a[i * size + i]), vectors };
}

function offDiagonal(a: Float64Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) sum += a[i * size + j] ** 2;
  return sum;
}

function diagonal(a: Float64Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += a[i * size + i] ** 2;
  return sum;
}

/** One Jacobi rotation that makes entry (p, q) zero; rows of `rotation` collect the eigenvectors. */
function rotate(a: Float64Array, rotation: Float64Array, size: number, p: number, q: number): void {
  const apq = a[p * size + q];
  if (apq === 0) return;
  const theta = (a[q * size + q] - a[p * size + p]) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(t * t + 1);
  const sine = t * cosine;
  for (let i = 0; i < size; i++) {
    const ip = a[i * size + p];
    const iq = a[i * size + q];
    a[i * size + p] = cosine * ip - sine * iq;
    a[i * size + q] = sine * ip + cosine * iq;
  }
  for (let i = 0; i < size; i++) {
    const pi = a[p * size + i];
    const qi = a[q * size + i];
    a[p * size + i] = cosine * pi - sine * qi;
    a[q * size + i] = sine * pi + cosine * qi;
    const rp = rotation[p * size + i];
    const rq = rotation[q * size + i];
    rotation[p * size + i] = cosine * rp - sine * rq;
    rotation[q * size + i] = sine * rp + cosine * rq;
  }
}
