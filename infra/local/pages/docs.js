// Configures the documentation viewer. The browser gets this file as it is.

const darkness = matchMedia('(prefers-color-scheme: dark)');
const followDarkness = () => document.documentElement.classList.toggle('dark-mode', darkness.matches);
darkness.addEventListener('change', followDarkness);
followDarkness();

const written = await (await fetch('/openapi.json')).json();

const local = 'http://127.0.0.1:3000';

/** Keeps only the local server, under the host name that the browser uses. Another name would be another origin. */
const here = (servers) =>
  servers
    .filter(({ url }) => url.startsWith(local))
    .map((server) => ({ ...server, url: server.url.replace(local, location.origin) }));

const spec = JSON.parse(JSON.stringify(written), (key, value) => (key === 'servers' ? here(value) : value));

/** Fills in a token, so that the administrator's call works without a terminal. */
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
