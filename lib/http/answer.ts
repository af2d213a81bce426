/** What a dialect answers with. The pipeline turns it into API Gateway's result and adds the headers that every answer has. */
export type Answer = {
  status: number;
  headers: { readonly [name: string]: string };
  cookies?: readonly string[];
  body: string;
  /** Fields for this request's log line. Never a secret, never personal data. */
  notes?: { readonly [field: string]: string };
};
