/** What the function of a route answers. The pipeline turns it into API Gateway's result and adds the headers that every answer has. */
export type RouteAnswer = {
  status: number;
  headers: { readonly [name: string]: string };
  cookies?: readonly string[];
  body: string;
  /** The body is not text but bytes, in Base64. */
  isBase64Encoded?: true;
  /** Fields for the log line of this request. Never a secret, never personal data. */
  notes?: { readonly [field: string]: string };
};
