/**
 * Rules of AWS's common rule set that match documented calls. They count a request, which shows in the metrics, and let it through. The others of the set
 * refuse it.
 */
export const countedRules: readonly string[] = [
  // The callers of the products' APIs are programs, and the documents ask them for no User-Agent.
  'NoUserAgent_HEADER',

  // It refuses bodies over 8 KiB, and Rekey takes 16 KiB.
  'SizeRestrictions_BODY',
  // It refuses queries over 2 KiB. Crafter Profile's parameters may stand in the query, the URL of the application's page among them.
  'SizeRestrictions_QUERYSTRING',
  // It refuses paths over 1 KiB. An encoded username is longer, and so is what mail tools leave behind the path of a link.
  'SizeRestrictions_URIPATH',

  // A new password stands in the body, or among Crafter Profile's parameters in the query. It may be any text (W1): <script>, ../.. or a URL.
  'CrossSiteScripting_BODY',
  'CrossSiteScripting_QUERYARGUMENTS',
  'GenericLFI_BODY',
  'GenericLFI_QUERYARGUMENTS',
  // Crafter Profile's resetPasswordUrl is a URL, and its host may be an IPv4 address. The application's list decides which ones are taken (M6).
  'GenericRFI_BODY',
  'GenericRFI_QUERYARGUMENTS',
  'EC2MetaDataSSRF_BODY',
  'EC2MetaDataSSRF_QUERYARGUMENTS',

  // A username such as web.config or jane.log stands in the path and in the query.
  'RestrictedExtensions_URIPATH',
  'RestrictedExtensions_QUERYARGUMENTS',
];
