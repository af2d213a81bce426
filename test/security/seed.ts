/** The seed of this run's random cases. The titles of their tests show it, and `SEED` repeats a run. */
export const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
