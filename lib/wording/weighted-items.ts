export type WeightedItem = { readonly item: string; readonly weight: number };

/** The items of an `Accept-…` header, each with its weight (RFC 9110, 12.4.2). An item whose weight is not a number weighs 0, which excludes it. */
export function weightedItems(list: string): WeightedItem[] {
  return list.split(',').map((each) => {
    const [item = '', ...parameters] = each.split(';').map((part) => part.trim());
    const weight = parameters.find((parameter) => /^q=/i.test(parameter));
    return { item, weight: weight === undefined ? 1 : Number(weight.slice(2)) || 0 };
  });
}
