/** The error that Node's sockets throw when the other side hangs up. */
export function lostAnswer(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
}
