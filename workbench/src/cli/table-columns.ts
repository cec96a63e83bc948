import type { VerbOption } from "./verb.ts";

/** Which columns of a table mean what. */
export const columns: VerbOption[] = [
  {
    flag: "--text <column>",
    about: "column of a table that holds the text; guessed where not named, as the next four",
  },
  { flag: "--title <column>", about: 'column that holds the title; "" for none' },
  { flag: "--date <column>", about: 'column that holds the date; "" for none' },
  { flag: "--label <column>", about: 'column that holds a label; "" for none' },
  { flag: "--id <column>", about: 'column that holds the id; "" for none' },
];
