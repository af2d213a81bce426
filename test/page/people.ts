export const phrase = 'correct horse battery staple';

export const studio = {
  product: 'Crafter Studio',
  account: { realm: 'crafter-studio', id: 'page.bob' },
  choice: /Crafter Studio/,
  name: 'page.bob',
  subject: 'Forgot Password',
} as const;

export const trafficOps = {
  product: 'Traffic Ops',
  account: { realm: 'traffic-ops', id: 'page-eve' },
  choice: /Traffic Ops/,
  name: 'Page-Eve@example.com',
  subject: 'Traffic Ops Password Reset Request',
} as const;

export const profile = {
  product: 'Crafter Profile',
  account: { realm: 'crafter-profile', id: '5928aaaa0000000000009a9e', tenant: 'sample-tenant' },
  choice: /Crafter Profile/,
  name: '5928AAAA0000000000009a9e@example.com',
  subject: 'Reset Password',
} as const;

/** The page does not know this address, so only the server can refuse it as a password. */
export const mailedElsewhere = {
  account: { realm: 'crafter-studio', id: 'page.mailed', email: 'quite.another@mailbox.example' },
} as const;

/** The people who forgot their passwords, and what they enter on the page. */
export const people = [studio, trafficOps, profile];
