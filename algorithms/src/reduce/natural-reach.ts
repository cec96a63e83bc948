/** Half the width of a map in the units of PaCMAP's losses, before it is scaled to -1..1: between 23 and 40 on all corpora tried. */
export const naturalReach = 30;
