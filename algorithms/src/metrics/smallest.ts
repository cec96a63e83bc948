/**
 * The positions of the `count` smallest values, ascending, equal ones by position.
 *
 * @param scratch room for `count` positions; the result lies in it
 */
export function smallest(values: Float64Array, scratch: Uint32Array, count: number): Uint32Array {
  let kept = 0;
  for (let j = 0; j < values.length; j++) {
    if (kept === count && values[j] >= values[scratch[kept - 1]]) continue;
    let at = kept === count ? count - 1 : kept++;
    while (at > 0 && values[scratch[at - 1]] > values[j]) {
      scratch[at] = scratch[at - 1];
      at--;
    }
    scratch[at] = j;
  }
  return scratch.subarray(0, kept);
}
