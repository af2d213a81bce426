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
spec.tags = spec.tags.map(withSharedHeaders);

/** Takes the headers that all answers of a group have out of the answers, and names them once, in the description of the group. */
function withSharedHeaders(tag) {
  const operations = Object.values(spec.paths).flatMap((item) =>
    Object.values(item).filter(({ tags }) => tags.includes(tag.name)),
  );
  const answers = operations.flatMap(({ responses }) => Object.values(responses));
  const shared = Object.keys(answers[0]?.headers ?? {}).filter((name) => answers.every(({ headers }) => headers?.[name]));
  for (const answer of answers) {
    for (const name of shared) {
      delete answer.headers[name];
    }
  }
  return shared.length === 0
    ? tag
    : { ...tag, description: `${tag.description} Every answer has ${shared.map((name) => `\`${name}\``).join(', ')}.` };
}

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
  // The answers show the schemas that they use. A list of all would be as long as the rest of the page.
  defaultModelsExpandDepth: -1,
  onComplete: authorize,
});
