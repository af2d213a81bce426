// The viewer's set-up, as the browser gets it.

const darkness = matchMedia('(prefers-color-scheme: dark)');
const followDarkness = () => document.documentElement.classList.toggle('dark-mode', darkness.matches);
darkness.addEventListener('change', followDarkness);
followDarkness();

const written = await (await fetch('/openapi.json')).json();

const local = 'http://127.0.0.1:3000';

/** Of the servers only this one, by the name under which the browser knows it: another name would be another origin. */
const here = (servers) =>
  servers
    .filter(({ url }) => url.startsWith(local))
    .map((server) => ({ ...server, url: server.url.replace(local, location.origin) }));

const spec = JSON.parse(JSON.stringify(written), (key, value) => (key === 'servers' ? here(value) : value));

/** So that the administrator's call can be tried without a terminal. */
async function authorize() {
  const response = await fetch('/start/administrator-token', { method: 'POST' });
  if (response.ok) {
    viewer.preauthorizeApiKey('administratorToken', (await response.json()).token);
  }
}

const viewer = SwaggerUIBundle({
  spec,
  dom_id: '#docs',
  deepLinking: true,
  tryItOutEnabled: true,
  validatorUrl: null,
  onComplete: authorize,
});
