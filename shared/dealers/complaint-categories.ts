import * as v from 'valibot';

const slug = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9-]{2,40}$/, 'must be 2 to 40 small letters, digits and hyphens'),
);
const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60));

/** A branch of the tree under which a dealer files complaints; `under` names the branch above, if there is one. */
const CategorySchema = v.object({
  id: slug,
  under: v.optional(slug),
  names: v.object({ 'zh-CN': v.optional(name), 'en-US': v.optional(name) }),
});
export type ComplaintCategory = v.InferOutput<typeof CategorySchema>;

/** A dealer's tree of categories: each branch once, and none hanging in the air or from itself. */
export const CategoryTreeSchema = v.pipe(
  v.array(CategorySchema),
  v.minLength(1),
  v.maxLength(100),
  v.check((tree) => new Set(tree.map(({ id }) => id)).size === tree.length, 'must name each category once'),
  v.check(
    (tree) =>
      tree.every(({ id, under }, index) =>
        under === undefined ? true : under !== id && tree.slice(0, index).some((each) => each.id === under),
      ),
    'must name a category before those under it',
  ),
);
