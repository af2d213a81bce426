/** CloudFront takes certificates of this region only. Its firewall and the secret that it sends are there too. */
export const edgeRegion = 'us-east-1';
