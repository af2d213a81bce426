/** Of this run's random cases; in the titles of their tests. `SEED` repeats a run. */
export const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
