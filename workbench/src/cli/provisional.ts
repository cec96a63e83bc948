import type { Provisional } from "../contract.ts";
import type { Output } from "./output.ts";

/** Says that what was printed is of a part only, where it is. */
export function noteProvisional(output: Output, provisional: Provisional): void {
  if (provisional === null) return;
  const { of, share } = provisional;
  output.note(`provisional: of ${percent(share)} of the passages, while run ${of} goes on`);
}

/** 0.304 as `about 30 %`; never 0 % of what is there, nor 100 % of what is not all. */
const percent = (share: number): string =>
  share < 0.01 ? "less than 1 %" : `about ${Math.floor(share * 100)} %`;
