import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';

/** What Crafter Profile 4.2 runs on. */
const oldest = 21;

/** A `java` of a JDK that is new enough. Undefined if there is none. */
export function findJava(): string | undefined {
  const { JAVA_HOME } = process.env;
  const candidates = [...(JAVA_HOME ? [`${JAVA_HOME}/bin/java`] : []), 'java', ...globSync('/usr/lib/jvm/*/bin/java')];
  return candidates.find((java) => compilerVersion(java) >= oldest);
}

/** Zero if there is no compiler: a JRE cannot run a source file. */
function compilerVersion(java: string): number {
  const { stdout } = spawnSync(java, ['--list-modules'], { encoding: 'utf8' });
  return Number(/^jdk\.compiler@(\d+)/m.exec(stdout ?? '')?.[1] ?? 0);
}
