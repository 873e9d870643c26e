import * as codelists from '../../libs/codelists/src/index.ts';

/** The code lists by their names; of two with the same codes one is enough. */
const LISTS = Object.entries(codelists)
  .filter(([, value]) => Array.isArray(value?.codes))
  .map(([name, { codes }]) => ({ name, codes: new Set(codes) }))
  .sort((a, b) => a.codes.size - b.codes.size);

/** A few codes are a choice; more than two thirds of a list, and no other word beside them, are a second list. */
const listOf = (words) =>
  LISTS.find(({ codes }) => words.length * 3 > codes.size * 2 && words.every((word) => codes.has(word)));

const textOf = (node) => (node?.type === 'Literal' && typeof node.value === 'string' ? node.value : null);

const wordsOf = (nodes) => {
  const words = nodes.map(textOf);
  return words.includes(null) ? [] : [...new Set(words)];
};

/** Texts in both languages: `{ en, zh }` or a pair, the second of which is Chinese. */
const isBothNames = (node) =>
  (node.type === 'ObjectExpression' && node.properties.some(({ key }) => key?.name === 'zh')) ||
  (node.type === 'ArrayExpression' && node.elements.some((one) => /\p{Script=Han}/u.test(textOf(one) ?? '')));

const keyOf = ({ type, computed, key }) =>
  type !== 'Property' || computed ? null : key.type === 'Identifier' ? key.name : textOf(key);

/** ESLint rule: the codes of a list, and their names, stand in `libs/codelists` alone. */
export const oneList = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      codes:
        'These are codes of {{name}}: take {{name}}.codes of @silkgauge/codelists, or a list that is declared beside it.',
      names: 'These name codes of {{name}}: write the names into the list in libs/codelists.',
    },
  },
  create(context) {
    const report = (node, messageId, words) => {
      const list = words.length > 1 && listOf(words);
      if (list) context.report({ node, messageId, data: { name: list.name } });
    };
    return {
      ArrayExpression: (node) => report(node, 'codes', wordsOf(node.elements)),
      TSUnionType: (node) =>
        report(
          node,
          'codes',
          wordsOf(node.types.map((one) => (one.type === 'TSLiteralType' ? one.literal : null))),
        ),
      ObjectExpression: (node) => {
        const keys = node.properties.map(keyOf);
        if (keys.includes(null) || keys.join() === 'en,zh') return;
        if (node.properties.every(({ value }) => isBothNames(value)))
          report(node, 'names', [...new Set(keys)]);
      },
    };
  },
};
