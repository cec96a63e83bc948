/** How a trial is to be made. */
export interface OrdealOptions {
  /** In minutes, as in every landing; else as long as it takes to be sure. */
  readonly short: boolean;
  /** The same seed tries the same again. */
  readonly seed: number;
  /** In place of the usual number of kills, sequences or seeds. */
  readonly count?: number | undefined;
  /** Hears in a line how far it is. */
  readonly tell?: ((line: string) => void) | undefined;
}

/** What came out, for the table. */
export type Figures = Readonly<Record<string, number | string>>;

/** Something that Toposcope has to stand. Throws with what went wrong, and how to see it again. */
export type Ordeal = (options: OrdealOptions) => Promise<Figures>;
