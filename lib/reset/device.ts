export const browsers = ['Chrome', 'Edge', 'Firefox', 'Opera', 'Safari', 'Samsung Internet'] as const;
export const systems = ['Android', 'ChromeOS', 'iPad', 'iPhone', 'Linux', 'macOS', 'macOS/iPadOS', 'Windows'] as const;

/** What a request seems to come from. These names are the same in every language, and mails name no others. */
export type Device = { browser: (typeof browsers)[number]; system: (typeof systems)[number] };
