import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';

/** The folder that holds the WAR and the libraries of pom.xml, after Maven has fetched what was missing. Undefined if it cannot. */
export function fetchProfile(): string | undefined {
  const folder = path.resolve('build/real-profile/libraries');
  mkdirSync(folder, { recursive: true });
  const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
  const words = ['-q', '-B', '-f', 'test/upstream/real-profile/pom.xml', goal, `-DoutputDirectory=${folder}`];
  const { status } = spawnSync('mvn', words, { stdio: 'inherit' });
  return status === 0 ? folder : undefined;
}
