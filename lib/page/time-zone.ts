/** The longest name of the IANA database has 32 characters. */
const form = /^[A-Za-z0-9_+/-]{1,40}$/;

/** A time zone that a form names, if it can be one. The mail finds out whether it is, because that takes a cold start too long. */
export function timeZoneIn(field: string | undefined): string | null {
  return field !== undefined && form.test(field) ? field : null;
}
