/** What pages and mails are written on, in daylight and in the dark. The colours of the brand have to be readable on them. */
export const backgrounds = { light: '#ffffff', dark: '#16181d' } as const;
