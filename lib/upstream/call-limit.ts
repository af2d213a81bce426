/** Bounds how many calls run at the same time. The others wait for their turn, in the order in which they came. */
export class CallLimit {
  readonly #maximum: number;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(maximum: number) {
    this.#maximum = maximum;
  }

  /**
   * Runs the call when it is its turn.
   *
   * @returns what the call returns; undefined if its turn did not come within the time, and then it never runs
   */
  async run<T>(waitMilliseconds: number, call: () => Promise<T>): Promise<T | undefined> {
    if (!(await this.#turn(waitMilliseconds))) {
      return undefined;
    }
    try {
      return await call();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) {
        this.#running--;
      } else {
        next();
      }
    }
  }

  async #turn(waitMilliseconds: number): Promise<boolean> {
    if (this.#running < this.#maximum) {
      this.#running++;
      return true;
    }
    return new Promise((resolve) => {
      const begin = () => {
        clearTimeout(timer);
        resolve(true);
      };
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(begin), 1);
        resolve(false);
      }, waitMilliseconds);
      this.#waiting.push(begin);
    });
  }
}
