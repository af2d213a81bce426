/** A path pattern of CloudFront or of a load balancer, in which `*` stands for anything and `?` for one character. Letter case counts. */
export function wildcards(pattern: string): RegExp {
  const escaped = pattern.replaceAll(/[.+^$|(){}[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`);
}
