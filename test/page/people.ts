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

/** The people who forgot their passwords, and what they enter on the page. */
export const people = [studio, trafficOps];
