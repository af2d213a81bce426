/**
 * The text of a successful answer.
 *
 * @throws {Error} with the beginning of any other answer
 */
export async function textOf(response: Response): Promise<string> {
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${new URL(response.url).pathname} answered ${response.status}: ${text.slice(0, 300)}`);
  }
  return text;
}
