/** Thrown when arguments contradict each other or lie outside their documented range. */
export class InputError extends Error {
  override readonly name = "InputError";
}
