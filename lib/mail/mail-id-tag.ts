/** The tag of a mail that holds its id. SES repeats it in its reports, and only the sender of a mail can set it. */
export const mailIdTag = 'rekey-mail';
