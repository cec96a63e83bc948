/** US dollars, as exactly as small sums need. */
export const dollars = (amount: number) => `$${amount.toFixed(amount > 0 && amount < 1 ? 4 : 2)}`;
