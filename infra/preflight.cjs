// npm loads this before `npm start`, `npm run dev`, `npm test`, `npm run check` and `npm run admin`. It must run in any Node, so that it can name the problem:
// it keeps to the JavaScript of 2015 and requires `fs`, not `node:fs`.
const fs = require('fs');
const path = require('path');

const oldestNode = 24;
const packages = path.join(__dirname, '..', 'node_modules');
const platform = `${process.platform}-${process.arch}`;

const problem = findProblem();
if (problem) {
  console.error(problem);
  process.exit(1);
}
keepCompiledCode();

function findProblem() {
  if (!fs.existsSync(packages)) {
    return 'Rekey’s packages are not installed. Run: npm ci';
  }
  const version = process.version.slice(1);
  if (parseInt(version, 10) < oldestNode) {
    return `Rekey needs Node ${oldestNode} or newer, but this is Node ${version}. To install Node ${oldestNode} in node_modules, run: npm ci --include=dev --ignore-scripts=false`;
  }
  const broken = brokenTool();
  return broken && `${broken} does not work on ${platform}. To install it again, run: npm ci --include=dev --include=optional`;
}

/**
 * Keeps what Node compiles, with the types taken out, for the next command: that is a third of the time of `npm start`. Node compares each source with
 * the one that it compiled, so a changed file is compiled again. If the folder cannot be written, Node compiles as if there were none.
 */
function keepCompiledCode() {
  require('module').enableCompileCache(path.join(__dirname, '..', 'build', 'compiled'));
}

/** A folder shows in microseconds that a tool has its binary. Without it the tool may have another one, so it is tried. */
function brokenTool() {
  if (!holds('@esbuild', platform) && fails(() => require('esbuild').transformSync(''))) {
    return 'esbuild';
  }
  return !holds('@swc', `core-${platform}`) && fails(() => require('@swc/core')) ? 'swc' : undefined;
}

/** The names of some binaries end with the C library, as in `core-linux-x64-gnu`. */
function holds(scope, prefix) {
  const folder = path.join(packages, scope);
  return fs.existsSync(folder) && fs.readdirSync(folder).some((name) => name.startsWith(prefix));
}

function fails(attempt) {
  try {
    attempt();
    return false;
  } catch (_error) {
    return true;
  }
}
