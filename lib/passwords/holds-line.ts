/** Whether the text contains this line. Its lines are sorted by UTF-16 code units, and each ends with a line feed. */
export function holdsLine(sortedLines: string, line: string): boolean {
  let from = 0;
  let to = sortedLines.length;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const start = middle === 0 ? 0 : sortedLines.lastIndexOf('\n', middle - 1) + 1;
    const end = sortedLines.indexOf('\n', middle);
    const found = sortedLines.slice(start, end);
    if (found === line) {
      return true;
    }
    if (found < line) {
      from = end + 1;
    } else {
      to = start;
    }
  }
  return false;
}
