export const browsers = ['Chrome', 'Edge', 'Firefox', 'Opera', 'Safari', 'Samsung Internet'] as const;
export const systems = ['Android', 'ChromeOS', 'iPad', 'iPhone', 'Linux', 'macOS', 'macOS/iPadOS', 'Windows'] as const;

/** What a request seems to come from. These names are the same in every language, and mails name no others. */
export type Device = { browser: (typeof browsers)[number]; system: (typeof systems)[number] };

/** A device that was stored. Null if a part of it is none of these names, as one that only another version of Rekey knows. */
export function knownDevice(stored: unknown): Device | null {
  const given = Object(stored);
  const browser = browsers.find((name) => name === given.browser);
  const system = systems.find((name) => name === given.system);
  return browser === undefined || system === undefined ? null : { browser, system };
}
